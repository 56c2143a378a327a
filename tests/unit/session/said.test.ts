import { describe, expect, it } from 'vitest'
import { adviceOn, adviceOnClosing } from '../../../lib/session/advice.ts'
import type { Event } from '../../../lib/session/events.ts'
import type { ActiveSession } from '../../../lib/session/state.ts'
import { messages, notes } from '../../../lib/session/transcript.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const at = b.pickUpAt
const picked = [b.asked(), b.patronCame(), b.pickedUp()] as const
const serving = (...events: readonly Event[]): ActiveSession => {
  const session = sessionAfter(...picked, ...events)
  if (session.status !== 'active') throw new Error('Nobody serves.')
  return session
}
const rules = (...about: Parameters<typeof adviceOn>) => adviceOn(...about).map(({ rule }) => rule)

describe('what a librarian says', () => {
  it('is a text unless it says otherwise', () => {
    given(...picked)
      .when(b.librarianSays({ kind: 'text', text: 'It is here.' }))
      .happens(b.librarianSaid({ text: 'It is here.' }))
    given(...picked)
      .when(b.librarianSays({ kind: 'statement', text: 'ti:almanac?' }))
      .happens(b.librarianSaid({ kind: 'statement', text: 'ti:almanac?' }))
  })

  it('R21 shows what it does, and a search statement does nothing', () => {
    const signs = (text: string, kind?: 'statement') => {
      const { decision } = given(...picked).when(b.librarianSays({ text, ...(kind && { kind }) }))
      const [said] = 'events' in decision ? decision.events : []
      return said?.type === 'Said' ? said.signs : undefined
    }
    expect(signs('Which year do you need?')).toEqual(['asks'])
    expect(signs('Does this completely answer your question?')).toContain('asks-if-complete')
    expect(signs('See https://example.org/almanac')).toEqual(['resource'])
    expect(signs('Does this completely answer your question? https://example.org', 'statement')).toBeUndefined()
    expect(signs('It is here.')).toBeUndefined()
  })

  it('a note is never a patron’s', () => {
    given(...picked)
      .when(b.note({ from: b.patron }))
      .refuses('not-yours')
    given(...picked, b.closed())
      .when(b.note({ from: b.patron }))
      .refuses('not-yours')
  })
})

describe('advice', () => {
  const said = b.librarianSaid({ text: 'Look here.' })

  it('is on what a librarian says to a patron whom they serve, and on nothing else', () => {
    expect(rules(serving(), said)).toContain('greeting')
    expect(rules(serving(), b.patronSaid())).toEqual([])
    expect(rules(undefined, said)).toEqual([])
    expect(rules(sessionAfter(b.asked()), said)).toEqual([])
  })

  it('R12 knows a resource by its citation', () => {
    const greeted = serving(b.librarianSaid())
    const resource = { url: 'https://example.org/almanac' }
    const cited = b.librarianSaid({ n: 2, number: 3, kind: 'resource', text: 'The almanac.', resource })
    const { resource: _none, ...bare } = cited
    expect(adviceOn(greeted, cited)).not.toEqual(adviceOn(greeted, bare))
    expect(adviceOn(greeted, b.librarianSaid({ n: 2, text: 'The almanac.' }))).not.toEqual(adviceOn(greeted, cited))
  })

  it('R9 names the institution only where the patron’s library wants it named', () => {
    const stranger = [b.asked(), b.patronCame(), b.pickedUp({ librarian: { ...b.rob, unnamedInstitution: 'Larch' } })]
    const hello = b.librarianSaid({ text: "Hi, I'm Rob from Wren, and I'll be helping you today." })
    expect(adviceOn(sessionAfter(...stranger), hello)).not.toEqual(adviceOn(serving(), hello))
  })

  it('R15 before closing asks for feedback, unless that was asked for', () => {
    const ask = (text: string, sign: 'asks-feedback' | 'asks-if-complete') =>
      adviceOnClosing(serving(b.librarianSaid({ text, signs: [sign] }))).map(({ rule }) => rule)
    const bare = adviceOnClosing(serving(b.librarianSaid({ signs: ['resource'] }))).map(({ rule }) => rule)
    expect(bare.length).toBeGreaterThan(0)
    expect(ask('Is it what you need?', 'asks-feedback')).not.toEqual(bare)
    expect(ask('Does this answer it?', 'asks-if-complete')).toEqual(ask('Is it what you need?', 'asks-feedback'))
  })
})

describe('the transcript', () => {
  it('is of messages alone, in their order, with what belongs to each', () => {
    const resource = { url: 'https://example.org/almanac', title: 'Almanac' }
    const cited = b.librarianSaid({ number: 3, kind: 'resource', text: 'The almanac.', resource })
    expect(messages([b.asked(), b.patronCame(), b.patronSaid(), b.noted(), cited], 'Jane')).toStrictEqual([
      { number: 1, from: 'patron', at: b.start, text: 'Do you have the new almanac?', name: 'Jane' },
      { number: 2, from: 'patron', at, text: 'Hello?', name: 'Jane' },
      { number: 3, from: 'librarian', at, text: 'The almanac.', name: b.rob.name, kind: 'resource', resource },
    ])
    expect(messages([b.asked(), b.patronSaid()])).toStrictEqual([
      { number: 1, from: 'patron', at: b.start, text: 'Do you have the new almanac?' },
      { number: 2, from: 'patron', at, text: 'Hello?' },
    ])
  })

  it('of the staff has the notes of every kind, and of nothing else', () => {
    const handedOver = b.followUpHandedOver({ by: b.amy, note: 'They have the plan.' })
    const events = [
      ...[b.asked(), b.librarianSaid(), b.noted(), b.transferOffered({ note: 'Maps.' }), b.transferOffered()],
      ...[b.closed({ note: 'Called back.' }), b.followUpDone({ note: 'By telephone.' }), handedOver],
      ...[b.followUpHandedOver({ note: 'By itself.' }), b.followUpHandedOver({ by: b.amy })],
    ]
    expect(notes(events)).toStrictEqual([
      { at, text: 'A regular.', name: b.rob.name },
      { at, text: 'Maps.', name: b.rob.name },
      { at, text: 'Called back.', name: b.rob.name },
      { at, text: 'They have the plan.', name: 'Amy' },
    ])
  })
})

describe('R35 an offered transfer', () => {
  it('says what the librarian writes about it, and who was told', () => {
    const told = [b.inLine('ann')]
    given(...picked)
      .when(b.offerTransfer({ note: 'Maps.', told }))
      .happens(b.transferOffered({ note: 'Maps.', told }))
    given(...picked)
      .when(b.offerTransfer())
      .happens(b.transferOffered())
    given(b.asked()).when(b.offerTransfer()).refuses('not-picked-up')
  })

  it('is kept with whom it is for and who was told of it', () => {
    const told = [b.inLine('ann')]
    expect(serving(b.transferOffered({ told })).transfer).toStrictEqual({ to: { librarian: 'ann' }, at, told })
    expect(serving(b.transferOffered()).transfer).toStrictEqual({ to: { librarian: 'ann' }, at })
  })
})

describe('R20 whom else a librarian serves', () => {
  it('is recorded anew as soon as one of them is another', () => {
    given(...picked, b.otherPatronsRecorded({ otherPatrons: ['x', 'y'] }))
      .when(b.recordOtherPatrons({ otherPatrons: ['x', 'z'] }))
      .happens(b.otherPatronsRecorded({ otherPatrons: ['x', 'z'] }))
    given(...picked, b.otherPatronsRecorded({ otherPatrons: ['x', 'y'] }))
      .when(b.recordOtherPatrons({ otherPatrons: ['y', 'x'] }))
      .doesNothing()
    given(...picked)
      .when(b.recordOtherPatrons({ otherPatrons: [] }))
      .doesNothing()
  })
})

it('R2 a pick-up out of turn keeps its reason', () => {
  given(b.asked())
    .when(b.pickUp({ outOfTurn: 'mine' }))
    .happens(b.pickedUp({ outOfTurn: 'mine' }))
  given(b.asked()).when(b.pickUp()).happens(b.pickedUp())
})
