import { describe, expect, it } from 'vitest'
import { ask, asked, closed, leaveQuestion, owed, patronSaid, pickedUp, pickUpAt, start, vanished } from './builders.ts'
import { given, sessionAfter } from './given.ts'

it('R1 the wait starts when the question is submitted', () => {
  given().when(ask()).happens(asked())
  expect(sessionAfter(asked())).toMatchObject({ status: 'waiting', askedAt: start, last: 1, lastMessageAt: start })
})

it('R1 being picked up does not restart the wait', () => {
  expect(sessionAfter(asked(), pickedUp({ at: pickUpAt })).askedAt).toBe(start)
})

it('R36 asking again opens nothing, and the holder of the log compares the forms while the session is open', () => {
  const { question } = ask()
  const submitted = { question, name: undefined, email: undefined }
  expect(given(asked()).when(ask()).decision).toEqual({ submitted })
  expect(given(asked(), pickedUp()).when(ask({ name: 'Jane' })).decision).toEqual({
    submitted: { ...submitted, name: 'Jane' },
  })
})

it('R36 asking again after the end is refused, so that the words are not lost', () => {
  given(asked(), pickedUp(), closed()).when(ask()).refuses('closed')
})

it('name and address of the form are kept with the question', () => {
  const form = { name: 'Jane', email: 'jane@example.org' }
  given().when(ask(form)).happens(asked(form))
  expect(sessionAfter(asked(form)).patron).toEqual(form)
})

it('R27 an address in the question is found', () => {
  const question = 'Please write to jane@example.org, thanks'
  given()
    .when(ask({ question }))
    .happens(asked({ question, address: 'jane@example.org' }))
})

it('R27 an address that a patron mentions is kept until they mention another, and never beside one that they gave', () => {
  const mentioned = patronSaid({ address: 'jane@example.org' })
  expect(sessionAfter(asked(), mentioned, patronSaid({ n: 2, number: 3 })).patron).toEqual({
    address: 'jane@example.org',
  })
  const typed = { email: 'jane@example.com' }
  expect(sessionAfter(asked(typed), mentioned).patron).toEqual(typed)
})

it('R33 the silence of a patron begins with the pick-up', () => {
  expect(sessionAfter(asked(), pickedUp({ at: pickUpAt }))).toMatchObject({
    patronSilence: { since: pickUpAt, prompts: 0 },
  })
})

it('R14 a search statement in a question arrives byte for byte', () => {
  const question = ' african americans and business* and "new york"\n\t_x_ **y** '
  given().when(ask({ question })).happens(asked({ question }))
})

it('R2 a question that comes after all others keeps that mark, by which its place is found, until it waits again', () => {
  given()
    .when(ask({ afterOthers: true }))
    .happens(asked({ afterOthers: true }))
  expect(sessionAfter(asked({ afterOthers: true }))).toMatchObject({ afterOthers: true })
  expect(sessionAfter(asked())).not.toHaveProperty('afterOthers')
  expect(sessionAfter(asked({ afterOthers: true }), pickedUp())).toMatchObject({ afterOthers: true })
  expect(sessionAfter(asked({ afterOthers: true }), pickedUp(), vanished())).not.toHaveProperty('afterOthers')
})

describe('R6 a question that is left without waiting', () => {
  const email = 'jane@example.org'
  const left = asked({ pools: [], email })
  const verified = { type: 'ContactVerified', at: start, by: 'patron', email } as const
  const { by: _nobody, name: _nobodys, ...end } = closed({ at: start, how: 'by-patron', receipt: true })
  const filed = { ...end, code: 'follow-up-by-patrons-library', followUp: owed } as const

  it('R6 is in no queue, and its library owes an answer at once', () => {
    given().when(leaveQuestion()).happens(left, verified, filed)
  })

  it('R6 keeps the name, and that a doubtful address was meant as it is', () => {
    const form = { name: 'Jane', despite: ['likely-slip'] }
    given()
      .when(leaveQuestion(form))
      .happens({ ...left, ...form }, { ...verified, ...form }, filed)
    given()
      .when(leaveQuestion({ despite: [] }))
      .happens(left, verified, filed)
  })

  it('keeps the language of somebody who waits, if the form says one', () => {
    expect(sessionAfter(asked({ language: 'es' }))).toHaveProperty('language', 'es')
    expect(sessionAfter(asked())).not.toHaveProperty('language')
  })

  it('keeps the language and the answers of the form', () => {
    const form = { language: 'es', answers: [{ field: 'status', label: 'You are', text: 'A pupil' }] }
    given()
      .when(leaveQuestion(form))
      .happens({ ...left, ...form }, verified, filed)
    given()
      .when(leaveQuestion({ answers: [] }))
      .happens(left, verified, filed)
  })

  it('R27 is asked about an address that looks mistyped', () => {
    given()
      .when(leaveQuestion({ email: 'jane@gmial.com' }))
      .refusesSoftly('likely-slip', 'jane@gmail.com')
  })

  it('R36 is one question when the form is sent again', () => {
    const { question } = leaveQuestion()
    expect(given(left).when(leaveQuestion({ name: 'Jane' })).decision).toEqual({
      submitted: { question, name: 'Jane', email },
    })
  })
})
