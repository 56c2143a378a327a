import type { Library } from '../consortium/library.ts'
import type { Goodbye } from '../session/commands.ts'
import type { Directory } from './ports.ts'

/** The goodbye of a patron's library, with the names that it may hold (R23). */
export async function goodbyeFor(directory: Directory, theirs: Library, librarian?: string): Promise<Goodbye> {
  const me = librarian ? await directory.librarian(librarian) : undefined
  const mine = me?.library === theirs.id ? theirs : me && (await directory.library(me.library))
  return { script: theirs.goodbye, patronLibrary: theirs.name, librarianLibrary: mine?.name }
}
