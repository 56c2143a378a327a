import type { Directory } from '../desk/ports.ts'
import type { Actor } from '../follow-up/state.ts'
import type { ClosedSession } from '../session/state.ts'
import type { TokenOwner } from './mail-tokens.ts'

/** Who acts by a token: the patron's library as a whole, or the librarian who served last and took the answer on. */
export async function ownerActor(
  directory: Directory,
  session: ClosedSession,
  { owner }: TokenOwner,
  via: 'mail' | 'link',
): Promise<Actor | undefined> {
  if (owner === 'library') {
    const library = await directory.library(session.library)
    return library && { name: library.name, library: library.id, via }
  }
  const librarian = session.librarian && (await directory.librarian(session.librarian.id))
  return librarian && { librarian: librarian.id, name: librarian.name, library: librarian.library, via }
}
