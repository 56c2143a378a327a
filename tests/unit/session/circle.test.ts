import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

/** Twenty librarians in line, the longest idle first. */
const line = Array.from({ length: 20 }, (_, i) => b.inLine(`lib${i}`))
const every = defaultTiming.alertEvery
const timing = { ...b.fewTimings, alertEvery: every }
const names = (to: readonly { librarian: string }[]) => to.map(({ librarian }) => librarian)

/** The alerts of a wait as its timer lives it, one wake every 15 s: whom each round reached. */
function rounds(count: number, asleep: readonly string[] = [], inLine = line) {
  const log: Event[] = [b.asked(), b.alerted({ to: inLine.slice(0, 1) })]
  for (let round = 1; round <= count; round++) {
    const { decision } = given(...log).when(b.tick(b.start + round * every, { timing, line: inLine, asleep }))
    if ('events' in decision) log.push(...decision.events)
  }
  return log.flatMap(event => (event.type === 'Alerted' ? [names(event.to)] : []))
}

describe('R45 few, calm alerts', () => {
  it('first the one whose turn it is', () => {
    given()
      .when(b.ask({ line }))
      .happens(b.asked(), b.alerted({ to: line.slice(0, 1) }))
  })

  it('nobody, if nobody is below their limit', () => {
    given()
      .when(b.ask({ line: [] }))
      .happens(b.asked())
  })

  it('R2 nobody for a question that comes after all others, however long it waits', () => {
    given()
      .when(b.ask({ line, afterOthers: true }))
      .happens(b.asked({ afterOthers: true }))
    given(b.asked({ afterOthers: true }))
      .when(b.tick(b.start + every, { timing, line }))
      .doesNothing()
  })

  it('R6 nobody in the moment in which the wait ends', () => {
    const { decision } = given(b.asked()).when(b.tick(b.start + b.minutes(30), { line }))
    expect(decision).toMatchObject({ events: [{ type: 'Closed' }] })
  })

  it('then the circle doubles every 15 s, in the order of the line, each of it once', () => {
    expect(rounds(4).map(({ length }) => length)).toEqual([1, 1, 2, 4, 8])
    expect(rounds(9).flat()).toEqual(names(line))
  })

  it('and not a millisecond sooner', () => {
    given(b.asked(), b.alerted({ to: line.slice(0, 1) }))
      .when(b.tick(b.start + every - 1, { timing, line }))
      .doesNothing()
  })

  it('R40 somebody else is alerted in place of one who is asleep', () => {
    expect(rounds(1, ['lib0'])).toEqual([['lib0'], ['lib1', 'lib2']])
  })

  it('its rounds wake the timer, as long as somebody is left to alert', () => {
    const alerted = sessionAfter(b.asked(), b.alerted())
    expect(nextDue(alerted, timing, [], b.start + 1)).toBe(b.start + every)
    const late = b.start + every
    expect(nextDue(alerted, timing, [], late)).toBeGreaterThan(late + every)
  })

  it('a patron who is back in the queue starts a new circle with the librarian whose turn it is', () => {
    const gone = [b.asked(), b.alerted(), b.pickedUp(), b.librarianWentAway()]
    const at = b.pickUpAt + b.seconds(60)
    given(...gone)
      .when(b.tick(at, { line }))
      .happens(b.vanished({ at }), b.alerted({ at, to: line.slice(0, 1) }))
  })

  it('what was alerted for is not kept once somebody serves', () => {
    expect(sessionAfter(b.asked(), b.alerted(), b.pickedUp())).not.toHaveProperty('circle')
  })
})
