import { expect, it } from 'vitest'
import { ask, asked, closed, pickedUp, pickUpAt, start } from './builders.ts'
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

it('R14 a search statement in a question arrives byte for byte', () => {
  const question = ' african americans and business* and "new york"\n\t_x_ **y** '
  given().when(ask({ question })).happens(asked({ question }))
})
