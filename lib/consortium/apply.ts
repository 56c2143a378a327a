import { type Change, type Content, isChangedElsewhere } from './directory.ts'
import { entryKey } from './library.ts'

/** Changes that are written in one transaction, or not at all. */
export interface Batch {
  /** The library that they are about; none: names that no patron may go by, which may be those of several. */
  readonly library?: string
  readonly changes: readonly Change[]
}

/** What is to be written, and what is left alone because somebody changed it in the browser and nobody has named it. */
export interface Plan {
  readonly batches: readonly Batch[]
  /** Subjects (`library:x`, `librarian:y`) that are left as they are. */
  readonly held: readonly string[]
  /** Names that were given and that nothing is held by. */
  readonly unknownNames: readonly string[]
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const transactionItemsMax = 100
const transactionBytesMax = 3_500_000

/**
 * Each library with its librarians is one batch. `overwrite` names what may be overwritten although it was changed in the browser.
 * A library with more changes than a transaction takes has several batches, and each librarian is whole in one of them.
 */
export function planned(changes: readonly Change[], overwrite: readonly string[]): Plan {
  const foreign = new Set(changes.filter(isChangedElsewhere).map(({ subject }) => subject))
  const held = [...foreign].filter(subject => !overwrite.includes(subject))
  const written = changes.filter(({ subject, entry, wanted }) => {
    // A name stays refused to patrons while anything is left that may still go by it.
    if (entry.startsWith('staff-name:') && wanted === undefined && held.length > 0) return false
    return !held.includes(subject)
  })
  const byLibrary = Map.groupBy(written, libraryIn(changes))
  return {
    batches: [...byLibrary].flatMap(([library, its]) =>
      split(its).map(part => ({ ...(library && { library }), changes: part })),
    ),
    held,
    unknownNames: overwrite.filter(name => !foreign.has(name)),
  }
}

/** The library that a change is about: a librarian's own, as it is to be, or as it was. */
function libraryIn(changes: readonly Change[]): (change: Change) => string | undefined {
  const libraryOfLibrarian = new Map(
    changes
      .filter(({ entry }) => entry.startsWith('librarian:'))
      .map(({ entry, wanted, now }) => [entry, libraryOf(wanted) ?? libraryOf(now?.content)]),
  )
  return ({ subject }) => {
    if (subject.startsWith('staff-name:')) return undefined
    if (subject.startsWith('library:')) return subject.slice(entryKey.library('').length)
    // A sign-in whose librarian stays as they are is a batch of its own.
    return libraryOfLibrarian.get(subject) ?? subject
  }
}

function libraryOf(content: Content | undefined): string | undefined {
  const { librarian } = content ?? {}
  if (typeof librarian !== 'object' || librarian === null || !('library' in librarian)) return undefined
  return typeof librarian.library === 'string' ? librarian.library : undefined
}

/** Parts that a transaction takes, each subject whole. */
function split(changes: readonly Change[]): readonly (readonly Change[])[] {
  const parts: Change[][] = []
  let bytes = 0
  for (const subject of Map.groupBy(changes, change => keptWhole(change)).values()) {
    const more = subject.reduce((sum, { wanted }) => sum + JSON.stringify(wanted ?? {}).length, 0)
    const last = parts.at(-1)
    if (last && last.length + subject.length <= transactionItemsMax && bytes + more <= transactionBytesMax) {
      last.push(...subject)
      bytes += more
    } else {
      parts.push([...subject])
      bytes = more
    }
  }
  return parts
}

function keptWhole({ subject, entry }: Change): string {
  return subject.startsWith('staff-name:') ? entry : subject
}
