import type { Directory } from '../desk/ports.ts'
import { type Caller, type Route, refused } from './route.ts'

/**
 * Answers a librarian only while they are in the directory, because a connection outlives a sign-in by hours. A person who is
 * removed is shut out within a minute, the time for which the directory may be cached. `left` does whatever else is needed then.
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
