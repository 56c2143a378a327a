import { rereadDaysDefault } from '../consortium/library.ts'
import { mayReread } from '../session/rereading.ts'
import type { ClosedSession } from '../session/state.ts'
import type { Directory } from './ports.ts'

/**
 * The reason why a librarian may not reread a session that they served; undefined if they may. The patron's library sets for how
 * long they may.
 */
export async function whyNotReread(
  directory: Directory,
  session: ClosedSession,
  librarian: string,
  at: number,
): Promise<'unknown-librarian' | 'too-long-ago' | undefined> {
  if (!(await directory.librarian(librarian))) return 'unknown-librarian'
  const days = (await directory.library(session.library))?.rereadDays ?? rereadDaysDefault
  return mayReread(session, librarian, { days, at }) ? undefined : 'too-long-ago'
}
