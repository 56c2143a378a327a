import type { Directory } from '../desk/ports.ts'
import { type Caller, type Route, refused } from './route.ts'

/**
 * Answers a librarian only while the directory knows them: a connection outlives a sign-in by hours, and a person who is taken out of the
 * directory is shut out within the minute that an answer of it may be old. `left` is what else becomes of it.
 */
export function forMembers(
  directory: Directory,
  routes: readonly Route[],
  left: (caller: Caller) => Promise<void> = async () => {},
): readonly Route[] {
  return routes.map(({ action, answer }) => ({
    action,
    async answer(body, caller) {
      const { identity } = caller
      if (identity.role === 'patron' || (await directory.librarian(identity.librarian))) return answer(body, caller)
      await left(caller)
      return refused('left-consortium')
    },
  }))
}
