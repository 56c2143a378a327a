import { describe, expect, it } from 'vitest'
import { noTally, tallyAfter } from '../../../lib/session/counting.ts'
import type { Event } from '../../../lib/session/events.ts'
import { evolve, evolveAll } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

const later = (ms: number) => b.start + ms
const picked = b.pickedUp({ at: later(20_000) })
const greeted = b.librarianSaid({ at: later(30_000) })
const end = (ms: number) => b.closed({ at: later(ms) })
const rob = { librarian: 'rob', library: 'wren' } as const

/** What has been counted after the last of these events, the question included. */
function counted(...events: readonly Event[]) {
  const all = [b.asked(), ...events]
  const last = all.at(-1)
  const before = evolveAll(undefined, all.slice(0, -1))
  return last && tallyAfter(before, last)
}

describe('R37 while a patron waits', () => {
  it('the wait is counted where nobody ends it, and otherwise once the librarian is gone', () => {
    expect(counted(end(90_000))).toStrictEqual({ waits: [90_000] })
    expect(counted(picked)).toStrictEqual({})
    expect(counted(picked, end(50_000))).toStrictEqual({ waits: [20_000], silence: 30_000 })
    expect(counted(b.patronCame())).toBe(noTally)
  })

  it('a second wait is counted from the return to the queue, and never as less than nothing', () => {
    const back = b.returnedToQueue({ at: later(200_000) })
    const earlier = { silence: 170_000, firstReply: 10_000, earlier: [rob] }
    expect(counted(picked, greeted, back)).toStrictEqual({ ...earlier, waits: [20_000] })
    const again = b.pickedUp({ at: later(230_000), librarian: b.ann })
    expect(counted(picked, greeted, back, again)).toStrictEqual({ ...earlier, waits: [20_000, 30_000] })
    expect(counted(picked, greeted, back, end(260_000))).toStrictEqual({ ...earlier, waits: [20_000, 60_000] })
    // The clocks of two functions may differ.
    expect(counted(end(-5))).toStrictEqual({ waits: [0] })
    expect(counted(b.pickedUp({ at: later(-5) }), end(10))).toMatchObject({ waits: [0] })
  })

  it('R2 taking somebody out of turn is counted, and nothing else is', () => {
    const outOfTurn = b.pickedUp({ at: later(20_000), outOfTurn: 'Speaks Navajo.' })
    expect(counted(outOfTurn)).toStrictEqual({ outOfTurn: true })
    expect(counted(outOfTurn, greeted)).toStrictEqual({ outOfTurn: true, silence: 10_000 })
    expect(counted(b.poolsReached({ at: later(5) }))).toBe(noTally)
  })
})

describe('R37 while a patron is served', () => {
  const said = (ms: number, n = 2) => b.librarianSaid({ at: later(ms), n, number: n + 1 })

  it('the longest silence of the librarian is counted, wherever it was; what the patron says ends none', () => {
    expect(counted(picked, greeted)).toStrictEqual({ silence: 10_000 })
    expect(counted(picked, greeted, said(200_000))).toStrictEqual({ silence: 170_000 })
    expect(counted(picked, greeted, said(200_000), said(210_000, 3))).toStrictEqual({ silence: 170_000 })
    expect(counted(picked, b.patronSaid({ at: later(60_000) }))).toStrictEqual({})
    const both = [picked, greeted, b.patronSaid({ at: later(150_000) })]
    expect(counted(...both, end(160_000))).toMatchObject({ silence: 130_000 })
  })

  it('R16 each breach of the three minutes is counted, beside what was counted before', () => {
    const breach = b.silenceBreached({ at: later(210_000) })
    expect(counted(picked, greeted, breach)).toStrictEqual({ silence: 10_000, breaches: 1 })
    expect(counted(picked, greeted, breach, breach)).toStrictEqual({ silence: 10_000, breaches: 2 })
    expect(counted(picked, greeted, breach, said(220_000), end(230_000))).toStrictEqual({
      ...{ silence: 190_000, breaches: 1, waits: [20_000], firstReply: 10_000 },
    })
  })

  it.each([
    ['transferred', b.transferAccepted({ at: later(60_000) })],
    ['rescued', b.rescued({ at: later(60_000) })],
    ['without their librarian', b.vanished({ at: later(60_000) })],
    ['back in the queue', b.returnedToQueue({ at: later(60_000) })],
  ])('whom they pass through is counted once they are %s', (_what, passes) => {
    expect(counted(picked, greeted, passes)).toStrictEqual({
      ...{ waits: [20_000], firstReply: 10_000, silence: 30_000, earlier: [rob] },
    })
  })

  it('everybody whom they pass through is counted in turn, and nobody for the end', () => {
    const [passed, back] = [b.transferAccepted({ at: later(60_000) }), b.vanished({ at: later(70_000) })]
    const ann = { librarian: 'ann', library: 'larch' } as const
    expect(counted(picked, passed, back)).toMatchObject({ earlier: [rob, ann] })
    expect(counted(picked, passed, end(80_000))).toMatchObject({ earlier: [rob] })
    expect(counted(picked, end(80_000))).not.toHaveProperty('earlier')
  })

  it('the first reply is the first, whoever gave it; where nobody spoke there is none', () => {
    const [passed, back] = [b.transferAccepted({ at: later(60_000) }), b.vanished({ at: later(70_000) })]
    expect(counted(picked, greeted, passed, said(65_000), back)).toMatchObject({ firstReply: 10_000 })
    expect(counted(picked, end(50_000))).not.toHaveProperty('firstReply')
    expect(counted(picked, passed, end(80_000))).not.toHaveProperty('firstReply')
    const early = [b.pickedUp({ at: later(20_000) }), b.librarianSaid({ at: later(19_000) })]
    expect(counted(...early, end(50_000))).toMatchObject({ firstReply: 0 })
  })
})

describe('R37 what librarians override', () => {
  it('is counted once for each refusal, and what a patron insists on is not', () => {
    const despite = ['another-patron'] as const
    const said = b.librarianSaid({ at: later(30_000), despite })
    expect(counted(picked, said)).toStrictEqual({ silence: 10_000, overrides: ['another-patron'] })
    const twice = b.librarianSaid({
      at: later(31_000),
      n: 2,
      number: 3,
      despite: [...despite, ...despite, 'not-asked'],
    })
    expect(counted(picked, said, twice)).toMatchObject({ overrides: ['another-patron', 'not-asked'] })
    expect(counted(picked, said, b.closed({ despite: ['not-asked'] }))).toMatchObject({
      overrides: ['another-patron', 'not-asked'],
    })
    const verified = (by: 'patron' | 'librarian') => b.contactVerified({ by, despite: ['likely-slip'] })
    expect(counted(picked, verified('librarian'))).toStrictEqual({ overrides: ['likely-slip'] })
    expect(counted(picked, verified('patron'))).toStrictEqual({})
    expect(counted(picked, b.contactVerified({ by: 'librarian' }))).toStrictEqual({})
    expect(counted(picked, b.noted())).toStrictEqual({})
    // While somebody waits, nobody but the patron insists on anything, and a message of theirs overrides nothing.
    expect(counted(b.closed({ at: later(5), despite: ['not-asked'] }))).toMatchObject({ overrides: ['not-asked'] })
  })
})

describe('R37 what has been counted', () => {
  it('stands in the session while it runs, and only where there is anything', () => {
    expect(sessionAfter(b.asked(), b.patronCame())).not.toHaveProperty('tally')
    const served = sessionAfter(b.asked(), picked, greeted)
    expect(served).toHaveProperty('tally', { silence: 10_000 })
    expect(evolve(served, b.noted())).toHaveProperty('tally', { silence: 10_000 })
  })

  it('is nothing before the question and after the end', () => {
    const closed: Session = sessionAfter(b.asked(), picked, greeted, end(40_000))
    expect(tallyAfter(undefined, b.asked())).toBe(noTally)
    expect(tallyAfter(closed, b.closed({ despite: ['not-asked'] }))).toBe(noTally)
  })
})
