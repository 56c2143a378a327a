import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import { nextRound } from './circle.ts'
import { goodbyeIn } from './close.ts'
import type { NobodyChose } from './codes.ts'
import type { AcceptRescue, SessionDecision, Tick } from './commands.ts'
import type { Closed, Event, RescueOffered } from './events.ts'
import { takingOver } from './joining.ts'
import { reached } from './ladder.ts'
import { followedUp } from './presence.ts'
import { type ActiveSession, patronIsGone, type Session } from './state.ts'
import { rescueDue, waitsForPatron } from './timing.ts'

/** It has been the librarian's turn to speak for twice the three minutes, so the session is offered to others (R39). */
export function offerRescue(session: ActiveSession, command: Tick): readonly RescueOffered[] {
  const { at, timing, ladder } = command
  if (at < rescueDue(session, timing)) return []
  const to = nextRound(session.rescue, command, at, timing.alertEvery)
  const pools = reached(ladder, at - session.askedAt)
  return to.length > 0 ? [{ type: 'RescueOffered', at, pools, to }] : []
}

/** The first librarian to accept takes over (R39). */
export function acceptRescue(session: Session, { at, librarian, pools, connection }: AcceptRescue): SessionDecision {
  if (session.status === 'closed') return refuse('closed')
  if (session.status !== 'active') return refuse('no-rescue')
  if (session.librarian.id === librarian.id) return nothing
  if (!session.rescue?.pools.some(pool => pools.includes(pool))) return refuse('no-rescue')
  return { events: takingOver(session, { type: 'Rescued', at, librarian, connection }) }
}

/**
 * Nobody has said anything for so long that the session cannot go on. A patron who is there and had the last word waits again,
 * once. One who has gone gets a follow-up if there is an address. Otherwise the session ends without a code (R6, R24, R39).
 */
export function leftAlone(session: ActiveSession, command: Tick): readonly Event[] | undefined {
  const { at, timing, ladder, goodbye } = command
  if (at < session.lastMessageAt + timing.idleLimit) return undefined
  const why = nobodyChose(session)
  if (why === 'waited-out' && !session.returned) {
    const pools = reached(ladder, at - session.askedAt)
    return [{ type: 'ReturnedToQueue', at, librarian: session.librarian.id, pools }, ...firstRound(command)]
  }
  const owed = why === 'patron-gone' ? followedUp(session) : {}
  return [{ ...byDefault(at, why), ...owed, ...goodbyeIn(session, goodbye) }]
}

/** When a session is back in the queue, librarians are alerted as for a patron who has just asked (R34, R45). */
export function firstRound({ at, line: [first] = [] }: Tick): readonly Event[] {
  return first ? [{ type: 'Alerted', at, to: [first] }] : []
}

function byDefault(at: number, nobodyChose: NobodyChose): Closed {
  return { type: 'Closed', at, code: 'answered', how: 'by-default', nobodyChose }
}

function nobodyChose(session: ActiveSession): NobodyChose {
  if (waitsForPatron(session)) return 'librarian-spoke-last'
  return patronIsGone(session) ? 'patron-gone' : 'waited-out'
}
