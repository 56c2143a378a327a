import type { Library } from '../consortium/library.ts'
import { libraryPool } from '../consortium/library.ts'
import type { StaffedLadder } from '../session/ladder.ts'
import { isOpen } from '../time/opening-hours.ts'
import type { Roster } from './ports.ts'

/**
 * A library's ladder, and where on it somebody is on duty now. Outside its opening hours a library's own pool counts as
 * empty, whoever happens to be signed in: its patrons go on to the next rung at once (R4).
 */
export async function staffedLadder(roster: Roster, library: Library, at: number): Promise<StaffedLadder> {
  const { ladder, hours, timeZone } = library
  const closed = isOpen(hours, timeZone, at) ? undefined : libraryPool(library.id)
  const staffed = await Promise.all(
    ladder.map(async ({ pool }) => (pool !== closed && (await roster.reach([pool])).length > 0 ? [pool] : [])),
  )
  return { rungs: ladder, staffed: staffed.flat() }
}
