import { type Library, libraryPool } from '../consortium/library.ts'
import type { QueuePlace } from '../protocol/queue-place.ts'
import type { InLine } from '../session/circle.ts'
import { reached, type StaffedLadder } from '../session/ladder.ts'
import { isOpen } from '../time/opening-hours.ts'
import type { Line, Queue, Roster, SessionTimers } from './ports.ts'

/** A library's ladder with its current staffing, and whose turn it is on each rung. */
export interface Staffing {
  readonly ladder: StaffedLadder
  /** The librarians who could be alerted for a session that has waited this long (ms) or has already reached these pools. */
  line(waited: number, pools?: readonly string[]): readonly InLine[]
}

/**
 * A library's ladder, and the rungs on which somebody is on duty and awake. Outside its opening hours and on closed days a
 * library's own pool counts as empty, even if somebody is signed in, so its patrons move to the next rung at once (R4). Only
 * `few` of each rung are read, so the cost does not depend on the number on duty (R45).
 */
export async function staffing(roster: Roster, library: Library, few: number, at: number): Promise<Staffing> {
  const { ladder: rungs } = library
  const closed = isOpen(library, at) ? undefined : libraryPool(library.id)
  const open = rungs.map(({ pool }) => pool).filter(pool => pool !== closed)
  const lines = new Map((await roster.lines(open, few, at)).map((line, i) => [open[i] ?? '', line]))
  const ladder = { rungs, staffed: open.filter(pool => lines.get(pool)?.staffed) }
  return {
    ladder,
    line: (waited, pools = []) =>
      merged([...new Set([...pools, ...reached(ladder, waited)])].flatMap(pool => lines.get(pool) ?? [])),
  }
}

/** The lines of several pools as one, each librarian once, the longest idle first. */
function merged(lines: readonly Line[]): readonly InLine[] {
  const once = new Map(lines.flatMap(({ next }) => next).map(one => [one.librarian, one]))
  return [...once.values()]
    .sort((a, b) => a.idleSince - b.idleSince)
    .map(({ librarian, connection }) => ({ librarian, connection }))
}

/**
 * When somebody goes off duty, patrons in a pool that is now empty move to the next rung at once (R4), without waiting for the
 * timers of their sessions.
 */
export async function skipEmptyRungs(
  {
    roster,
    queue,
    timers,
  }: { readonly roster: Roster; readonly queue: Queue; readonly timers: Pick<SessionTimers, 'wakeSoon'> },
  pools: readonly string[],
  at: number,
): Promise<void> {
  const lines = await roster.lines(pools, 1, at)
  const empty = pools.filter((_, i) => !lines[i]?.staffed)
  if (empty.length === 0) return
  let after: QueuePlace | undefined
  do {
    const page = await queue.waiting(empty, { at, after, most: 100 })
    await Promise.all(page.entries.map(({ session }) => timers.wakeSoon(session, `rung-${at}`)))
    after = page.more ? page.entries.at(-1) : undefined
  } while (after)
}
