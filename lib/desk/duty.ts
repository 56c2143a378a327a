import type { Connections, Found, OnDuty, Queue, Roster, SessionTimers } from './ports.ts'
import { skipEmptyRungs } from './staffing.ts'

/** How long somebody who is asked whether they are there has to show it, ms. */
const answerWithin = 120_000

/**
 * When somebody without a session, of whom nothing was seen for so long, is off duty unless they show that they are there
 * (R40), ms; nothing, while nobody asks them.
 */
export function offDutyAt(
  { sessions, idleSince }: Pick<Found, 'sessions' | 'idleSince'>,
  { dutyLimit }: Pick<OnDuty, 'dutyLimit'>,
  at: number,
): number | undefined {
  if (sessions.length > 0 || idleSince === 0 || at < idleSince + dutyLimit) return undefined
  return idleSince + dutyLimit + answerWithin
}

/** They were asked, and did not show that they are there: they are not counted on any more (R40). */
export function hasGoneHome(
  found: Pick<Found, 'sessions' | 'idleSince'>,
  duty: Pick<OnDuty, 'dutyLimit'>,
  at: number,
): boolean {
  const end = offDutyAt(found, duty, at)
  return end !== undefined && at >= end
}

/** What somebody needs who goes off duty. */
export interface OffDutyPorts {
  readonly roster: Roster
  readonly queue: Queue
  readonly timers: Pick<SessionTimers, 'wakeSoon'>
}

export interface DutyPorts extends OffDutyPorts {
  readonly connections: Connections
}

/** Goes off duty; whoever waits where nobody is left goes on (R4). */
export async function goOffDuty(
  ports: OffDutyPorts,
  { librarian, connection, pools }: OnDuty,
  at: number,
): Promise<void> {
  await ports.roster.depart(librarian, connection)
  await skipEmptyRungs(ports, pools, at)
}

/**
 * A frame came from a librarian's page, so it is awake. One that was asleep, or stood behind as long as they were at their
 * limit, stands in line again, and hears of the patron who has waited longest (R40).
 */
export async function awake({ roster, queue, connections }: DutyPorts, found: Found, at: number): Promise<void> {
  const { duty, sessions, asleep, filedAsFull } = found
  if (!duty) return
  const hasRoom = sessions.length < duty.limit
  if (!asleep && !(filedAsFull && hasRoom)) return
  await roster.wake(found)
  const [first] = hasRoom ? (await queue.waiting(duty.pools, { most: 1 })).entries : []
  if (first) await connections.post(duty.connection, { type: 'waiting', ...first, at, ...(asleep && { repeat: true }) })
}
