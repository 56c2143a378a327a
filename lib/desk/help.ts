import type { Library } from '../consortium/library.ts'
import type { InLine } from '../session/circle.ts'
import { librariansIn, type Session } from '../session/state.ts'
import type { Roster } from './ports.ts'
import { staffing } from './staffing.ts'

/**
 * Those whose turn it is to help with a session, on any rung of the ladder of the patron's library: below their limit, the longest
 * idle first (R41, R45).
 */
export async function helpersFor(
  roster: Roster,
  library: Library,
  session: Session,
  few: number,
  at: number,
): Promise<readonly InLine[]> {
  const here = librariansIn(session)
  const { line } = await staffing(roster, library, few + here.length, at)
  return line(Number.POSITIVE_INFINITY).filter(({ librarian }) => !here.includes(librarian))
}
