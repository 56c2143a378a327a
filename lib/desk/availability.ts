import { type Library, libraryPool } from '../consortium/library.ts'
import { nextChange } from '../time/next-opening.ts'
import { isOpen } from '../time/opening-hours.ts'
import type { Queue, Roster } from './ports.ts'

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
  /** How many patrons wait where a new one would wait. The count stops at a limit. */
  readonly waiting: number
  readonly waitingMore?: true
  readonly closesAt?: number
  readonly opensAt?: number
}

/** A patron who reads of more decides no differently. The entries of this many, and one, are read for half a unit. */
const countedMost = 6

/**
 * Whether somebody would answer now, and who. The rungs are read one by one, and only until one is staffed, so the cost does not
 * depend on how many are on duty.
 */
export async function availability(
  { roster, queue }: { readonly roster: Pick<Roster, 'firstStaffed'>; readonly queue: Pick<Queue, 'count'> },
  library: Library,
  at: number,
): Promise<Availability> {
  const open = isOpen(library, at)
  const own = libraryPool(library.id)
  const pools = library.ladder.map(({ pool }) => pool).filter(pool => open || pool !== own)
  const staffed = await roster.firstStaffed(pools, at)
  const pool = staffed ?? pools[0]
  const waiting = pool === undefined ? 0 : await queue.count([pool], undefined, countedMost + 1)
  return {
    at,
    open,
    staffed: staffed !== undefined,
    ...(staffed !== undefined && { answers: answersOf(staffed, own) }),
    waiting: Math.min(waiting, countedMost),
    ...(waiting > countedMost && { waitingMore: true }),
    ...nextChange(library, at),
  }
}

function answersOf(pool: string, own: string): Answers {
  if (pool === own) return 'own'
  return pool.startsWith('group:') ? 'group' : 'cooperative'
}
