import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import type { Session } from '../../../lib/session/state.ts'
import {
  firstSleep,
  firstSleepServing,
  keepsAsleep,
  mayBeKeptAsleep,
  nextDue as nextDueOn,
  type Timing,
} from '../../../lib/session/timing.ts'
import { dateIn } from '../../../lib/time/days.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

const defaultTiming = b.fewTimings
const nextDue = (session: Session, timing: Timing, now: number) => nextDueOn(session, timing, b.ladder.rungs, now)
const joined = [b.asked(), b.pickedUp()]

describe('when a session has to be woken next', () => {
  it('while it waits and nothing else is due: every five minutes', () => {
    expect(nextDue(sessionAfter(b.asked()), defaultTiming, b.start + 7)).toBe(b.start + 7 + b.minutes(5))
    expect(firstSleep({ ...defaultTiming, alertEvery: b.seconds(999) }, b.ladder.rungs)).toBe(b.minutes(5))
  })

  it('R7 R16 whoever begins to serve has a timer that wakes for the greeting, or for a word where that comes first', () => {
    expect(firstSleepServing({ ...defaultTiming, greetingNudge: b.seconds(30) })).toBe(b.seconds(30))
    expect(firstSleepServing({ ...defaultTiming, greetingNudge: b.minutes(9) })).toBe(b.seconds(150))
  })

  it('R6 while it waits: not later than the end of the wait', () => {
    const end = b.start + b.minutes(30)
    expect(nextDue(sessionAfter(b.asked()), defaultTiming, end - b.seconds(150))).toBe(end)
    expect(nextDue(sessionAfter(b.asked()), defaultTiming, end - 1)).toBe(end)
    expect(firstSleep({ ...defaultTiming, waitLimit: 5 }, b.ladder.rungs)).toBe(5)
  })

  it('R16 while it is served: at 2:30 of the silence, at 3:00, and every three minutes', () => {
    const due = (now: number, ...events: readonly Event[]) =>
      nextDue(sessionAfter(...joined, ...events), defaultTiming, b.pickUpAt + now)
    expect(due(1)).toBe(b.pickUpAt + b.seconds(150))
    expect(due(b.seconds(150), b.silenceWarned())).toBe(b.pickUpAt + b.minutes(3))
    expect(due(b.seconds(330), b.silenceBreached())).toBe(b.pickUpAt + b.minutes(6))
    expect(due(b.seconds(690), b.silenceBreached({ breach: 3 }))).toBe(b.pickUpAt + b.minutes(12))
  })

  it('R16 after a breach: as soon as a warning could be due after a message in the next moment', () => {
    const breached = sessionAfter(...joined, b.silenceBreached())
    const now = b.pickUpAt + b.minutes(3)
    expect(nextDue(breached, defaultTiming, now)).toBe(now + b.seconds(150))
  })

  it('R24 while it is served: not later than its end because nobody says anything', () => {
    const silent = sessionAfter(...joined, b.silenceBreached({ breach: 5 }))
    expect(nextDue(silent, defaultTiming, b.pickUpAt + b.minutes(14))).toBe(b.pickUpAt + b.minutes(15))
    const spoken = sessionAfter(...joined, b.silenceBreached({ breach: 5 }), b.patronSaid({ at: b.pickUpAt + 9 }))
    expect(nextDue(spoken, { ...defaultTiming, idleLimit: 60_000 }, b.pickUpAt)).toBe(b.pickUpAt + 9 + 60_000)
  })

  it('R33 for a word to a silent patron only while it is the patron’s turn', () => {
    const asking = { ...defaultTiming, patronAsk: b.seconds(60) }
    const said = b.librarianSaid()
    const answered = b.patronSaid({ at: said.at + 1, number: 3 })
    const now = said.at + b.seconds(30)
    expect(nextDue(sessionAfter(...joined, said), asking, now)).toBe(said.at + b.seconds(60))
    expect(nextDue(sessionAfter(...joined, said, answered), asking, now)).toBe(now + b.seconds(60))
    expect(nextDue(sessionAfter(...joined, said), { ...asking, patronAsk: b.minutes(9) }, now)).toBe(
      now + b.seconds(120),
    )
  })

  it('R39 in the very moment of an offer not for that offer again', () => {
    const now = b.pickUpAt + b.minutes(6)
    const due = nextDue(sessionAfter(...joined, b.silenceBreached({ breach: 2 })), defaultTiming, now)
    expect(due).toBe(now + b.seconds(150))
  })

  it('a long sleep while they talk may be put off; one before the greeting, one that is short, and a wait may not', () => {
    const greeted = sessionAfter(...joined, b.librarianSaid())
    expect(mayBeKeptAsleep(greeted, b.seconds(60))).toBe(true)
    expect(mayBeKeptAsleep(greeted, b.seconds(59))).toBe(false)
    expect(mayBeKeptAsleep(sessionAfter(...joined), b.seconds(150))).toBe(false)
    expect(mayBeKeptAsleep(sessionAfter(b.asked()), b.minutes(5))).toBe(false)
  })

  it('R16 R33 an answer to the patron puts it off; the greeting, a second word in a row, a note and the patron’s own do not', () => {
    const said = b.librarianSaid()
    const answered = [...joined, said, b.patronSaid({ at: said.at + 1, number: 3 })]
    expect(keepsAsleep(sessionAfter(...answered), said)).toBe(true)
    expect(keepsAsleep(sessionAfter(...joined), said)).toBe(false)
    expect(keepsAsleep(sessionAfter(...joined, said), said)).toBe(false)
    expect(keepsAsleep(sessionAfter(...answered), b.patronSaid())).toBe(false)
    expect(keepsAsleep(sessionAfter(...answered), b.noted())).toBe(false)
    expect(keepsAsleep(undefined, said)).toBe(false)
  })

  it('once it is closed: never', () => {
    expect(nextDue(sessionAfter(...joined, b.closed()), defaultTiming, b.pickUpAt)).toBeUndefined()
  })
})

it.each([
  ['America/New_York', '2026-11-23T04:59:59.999Z', '2026-11-22'],
  ['America/New_York', '2026-11-23T05:00:00.000Z', '2026-11-23'],
  ['Pacific/Auckland', '2026-12-31T11:00:00.000Z', '2027-01-01'],
  ['UTC', '2026-03-05T00:00:00.000Z', '2026-03-05'],
])('R22 the date in %s at %s is %s', (zone, moment, date) => {
  expect(dateIn(zone, Date.parse(moment))).toBe(date)
})
