import type { Directory } from '../desk/ports.ts'
import type { Actor } from '../follow-up/state.ts'
import type { ClosedSession } from '../session/state.ts'
import type { TokenOwner } from './mail-tokens.ts'

/** The party that a token acts for: the patron's library, or the librarian who served last and promised the answer. */
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
