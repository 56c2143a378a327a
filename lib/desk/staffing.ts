import { type Library, libraryPool } from '../consortium/library.ts'
import type { StaffedLadder } from '../session/ladder.ts'
import { isOpen } from '../time/opening-hours.ts'
import type { Queue, Roster, SessionTimers } from './ports.ts'

/**
 * A library's ladder, and where on it somebody is on duty now. Outside its opening hours, and on a closed day, a library's own pool counts as
 * empty, whoever happens to be signed in: its patrons go on to the next rung at once (R4).
 */
export async function staffedLadder(roster: Roster, library: Library, at: number): Promise<StaffedLadder> {
  const { ladder } = library
  const closed = isOpen(library, at) ? undefined : libraryPool(library.id)
  const staffed = await Promise.all(
    ladder.map(async ({ pool }) => (pool !== closed && (await roster.reach([pool])).length > 0 ? [pool] : [])),
  )
  return { rungs: ladder, staffed: staffed.flat() }
}

/**
 * Somebody has gone off duty: whoever waits in a pool that is empty now goes on to the next rung at once (R4), and not when
 * the timer of their session wakes.
 */
export async function skipEmptyRungs(
  { roster, queue, timers }: { readonly roster: Roster; readonly queue: Queue; readonly timers: SessionTimers },
  pools: readonly string[],
  at: number,
): Promise<void> {
  const staffed = await Promise.all(pools.map(async pool => (await roster.reach([pool])).length > 0))
  const empty = pools.filter((_, i) => !staffed[i])
  if (empty.length === 0) return
  const waiting = await queue.waiting(empty)
  await Promise.all(waiting.map(({ session }) => timers.wakeSoon(session, `rung-${at}`)))
}
