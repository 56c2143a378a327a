import { type Library, libraryPool } from '../consortium/library.ts'
import { nextChange } from '../time/next-opening.ts'
import { isOpen } from '../time/opening-hours.ts'
import { expectedWait } from './expected-wait.ts'
import type { Queue, Roster, StaffedPool } from './ports.ts'

/** Who would answer: a librarian of the patron's own library, of its group, or of the cooperative. */
export type Answers = 'own' | 'group' | 'cooperative'

/** What patrons may know before they ask. It names no person. */
export interface Availability {
  readonly at: number
  /** Whether the library's own desk is open by its hours. */
  readonly open: boolean
  /** Whether somebody who is awake is on duty on a rung of its ladder (R4, R40). */
  readonly staffed: boolean
  readonly answers?: Answers
  /** How many patrons wait where a new one would wait. There may be more if the count stopped at a limit. */
  readonly waiting: number
  readonly waitingMore?: true
  /** How long they would probably wait, s; undefined while too few waits are known. */
  readonly expectedWait?: number
  readonly closesAt?: number
  readonly opensAt?: number
}

/** A patron who reads of more decides no differently. The entries of this many, and one, are read for half a unit. */
const countedMost = 6

/**
 * Those who wait are counted among the first of the line, in one read, so that no crowd elsewhere costs more. Others who stand there
 * are picked up before a new patron, whichever library they are of.
 */
const countedWithin = countedMost + 1

/**
 * Whether somebody would answer now, and who. The rungs are read one by one, and only until one is staffed, so the cost does not
 * depend on how many are on duty.
 */
export async function availability(
  { roster, queue }: { readonly roster: Pick<Roster, 'firstStaffed'>; readonly queue: Pick<Queue, 'count'> },
  library: Library,
  at: number,
): Promise<Availability> {
  const nearest = await nearestStaffed(roster, library, at)
  const pool = nearest?.pool ?? poolsOf(library, at)[0]
  const counted =
    pool === undefined
      ? { count: 0, isAll: true }
      : await queue.count([pool], { at, most: countedMost + 1, within: countedWithin })
  const wait = nearest && expectedWait(nearest.waits, { own: nearest.answers === 'own', waited: 0 }, at)
  return {
    at,
    open: isOpen(library, at),
    staffed: nearest !== undefined,
    ...(nearest && { answers: nearest.answers }),
    waiting: Math.min(counted.count, countedMost),
    ...((counted.count > countedMost || !counted.isAll) && { waitingMore: true }),
    ...(wait !== undefined && { expectedWait: wait }),
    ...nextChange(library, at),
  }
}

/** The nearest rung of a library's ladder on which somebody is on duty and awake. */
export async function nearestStaffed(
  roster: Pick<Roster, 'firstStaffed'>,
  library: Library,
  at: number,
): Promise<(StaffedPool & { readonly answers: Answers }) | undefined> {
  const nearest = await roster.firstStaffed(poolsOf(library, at), at)
  return nearest && { ...nearest, answers: answersOf(nearest.pool, libraryPool(library.id)) }
}

/** The pools that patrons of a library reach, the nearest first. Its own is not among them while it is closed (R4). */
function poolsOf(library: Library, at: number): readonly string[] {
  const closed = isOpen(library, at) ? undefined : libraryPool(library.id)
  return library.ladder.map(({ pool }) => pool).filter(pool => pool !== closed)
}

function answersOf(pool: string, own: string): Answers {
  if (pool === own) return 'own'
  return pool.startsWith('group:') ? 'group' : 'cooperative'
}
