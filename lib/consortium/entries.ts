import type { Consortium } from './consortium.ts'
import { entryKey, type Librarian, type Library } from './library.ts'
import { staffNames } from './staff-names.ts'

/** One item of the Directory table. */
export type Entry =
  | { readonly entry: string; readonly library: Library }
  | { readonly entry: string; readonly librarian: Librarian }
  /** The librarian behind a sign-in, by id. */
  | { readonly entry: string; readonly librarian: string }
  /** A name that no patron may go by. */
  | { readonly entry: string; readonly isStaffName: true }

/** Everything that the directory holds about a consortium, as plain JSON. */
export function directoryEntries(consortium: Pick<Consortium, 'name' | 'libraries' | 'librarians'>): readonly Entry[] {
  const { libraries, librarians } = consortium
  return [
    ...libraries.map(library => ({ entry: entryKey.library(library.id), library })),
    ...librarians.map(librarian => ({ entry: entryKey.librarian(librarian.id), librarian })),
    ...librarians.map(({ id, email }) => ({ entry: entryKey.signIn(email), librarian: id })),
    ...staffNames(consortium).map(glimpse => ({ entry: entryKey.staffName(glimpse), isStaffName: true as const })),
  ]
}
