import { libraryName } from './library-names.ts'
import type { Connections, Directory, Found, OnDuty, Queue, QueueEntry, Roster, SessionTimers } from './ports.ts'
import { skipEmptyRungs } from './staffing.ts'

/** How long somebody has to respond when asked whether they are there, ms. */
const answerWithin = 120_000

/**
 * When a librarian who has had no session and given no sign for so long goes off duty, unless they show that they are there
 * (R40), ms. Undefined while they are not being asked.
 */
export function offDutyAt(
  { sessions, idleSince }: Pick<Found, 'sessions' | 'idleSince'>,
  { dutyLimit }: Pick<OnDuty, 'dutyLimit'>,
  at: number,
): number | undefined {
  if (sessions.length > 0 || idleSince === 0 || at < idleSince + dutyLimit) return undefined
  return idleSince + dutyLimit + answerWithin
}

/** They were asked and did not show that they are there, so they no longer count as on duty (R40). */
export function hasGoneHome(
  found: Pick<Found, 'sessions' | 'idleSince'>,
  duty: Pick<OnDuty, 'dutyLimit'>,
  at: number,
): boolean {
  const end = offDutyAt(found, duty, at)
  return end !== undefined && at >= end
}

/** The ports needed for going off duty. */
export interface OffDutyPorts {
  readonly roster: Roster
  readonly queue: Queue
  readonly timers: Pick<SessionTimers, 'wakeSoon'>
}

export interface DutyPorts extends OffDutyPorts {
  readonly connections: Connections
  readonly directory: Pick<Directory, 'library'>
}

/** Goes off duty. Patrons in pools where nobody is left move on (R4). */
export async function goOffDuty(
  ports: OffDutyPorts,
  { librarian, connection, pools }: OnDuty,
  at: number,
): Promise<void> {
  await ports.roster.depart(librarian, connection)
  await skipEmptyRungs(ports, pools, at)
}

/** Those who wait, but for patrons whom the librarian serves already. Their entries leave the queue a moment later. */
export function othersThan<E extends QueueEntry>(sessions: readonly string[], waiting: readonly E[]): E[] {
  return waiting.filter(({ session }) => !sessions.includes(session))
}

/**
 * A frame came from a librarian's page, so it is awake. One that was asleep, or behind the others because of its limit, is in
 * line again and is alerted for the patron who has waited longest (R40).
 */
export async function awake(
  { roster, queue, connections, directory }: DutyPorts,
  found: Found,
  at: number,
): Promise<void> {
  const { duty, sessions, asleep, filedAsFull } = found
  if (!duty) return
  const hasRoom = sessions.length < duty.limit
  if (!asleep && !(filedAsFull && hasRoom)) return
  await roster.wake(found)
  const waiting = hasRoom ? (await queue.waiting(duty.pools, { at, most: 1 + sessions.length })).entries : []
  const [first] = othersThan(sessions, waiting)
  if (!first) return
  const about = { ...first, ...(await libraryName(directory, first.library)) }
  await connections.post(duty.connection, { type: 'waiting', ...about, at, ...(asleep && { repeat: true }) })
}
