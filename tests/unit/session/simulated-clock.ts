import type { Event } from '../../../lib/session/events.ts'
import { decide, evolveAll } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import {
  firstSleep,
  firstSleepServing,
  keepsAsleep,
  mayBeKeptAsleep,
  nextDue,
  type Timing,
} from '../../../lib/session/timing.ts'
import * as b from './builders.ts'

export interface Spoken {
  readonly at: number
  readonly by: 'patron' | 'librarian'
}

/**
 * A session as its timer lives it: it sleeps to `nextDue`, wakes, ticks, and sleeps on; nothing that is said wakes it, and an
 * answer may keep it asleep. The patron is picked up at `pickUpAt`, for which another timer begins; both sides say what is given,
 * then nobody says anything until the session is closed.
 */
export function simulate(pickUpAt: number, spoken: readonly Spoken[], timing: Timing = b.fewTimings) {
  const { rungs: ladder } = b.ladder
  const log: Event[] = [b.asked()]
  const now = (): Session => {
    const session = evolveAll(undefined, log)
    if (!session) throw new Error('the session was asked')
    return session
  }
  const happenings: { at: number; make: () => Event }[] = [
    { at: pickUpAt, make: () => b.pickedUp({ at: pickUpAt }) },
    ...spoken.map(({ at, by }) => ({
      at,
      make: () => {
        const said = by === 'patron' ? b.patronSaid : b.librarianSaid
        return said({ at, number: now().last + 1 })
      },
    })),
  ].sort((x, y) => x.at - y.at)
  const wakes: number[] = []
  let slept = firstSleep(timing, ladder)
  let mayBeKept = false
  for (let due: number | undefined = b.start + slept; due !== undefined; ) {
    while (happenings[0] && happenings[0].at < due && now().status !== 'closed') {
      const { at, make } = happenings.shift() ?? happenings[0]
      const before = now()
      const event = make()
      log.push(event)
      if (event.type === 'PickedUp') {
        slept = firstSleepServing(timing)
        mayBeKept = false
      }
      if (event.type === 'PickedUp' || (mayBeKept && keepsAsleep(before, event))) due = at + slept
    }
    wakes.push(due)
    if (wakes.length > 1_000) throw new Error('the timer never stops')
    const decision = decide(now(), { type: 'Tick', at: due, timing, ladder: b.ladder })
    if ('events' in decision) log.push(...decision.events)
    const next = nextDue(now(), timing, ladder, due)
    if (next !== undefined && next <= due) throw new Error('the clock stands still')
    slept = (next ?? due) - due
    mayBeKept = mayBeKeptAsleep(now(), slept)
    due = next
  }
  return { log, wakes, length: (wakes.at(-1) ?? b.start) - b.start }
}
