import { type Change, type Content, isChangedElsewhere, writesOf } from './directory.ts'
import { entryKey } from './library.ts'

/** Changes that are written in one transaction, or not at all. */
export interface Batch {
  /** The library that they are about; undefined for names that patrons may not use, which several libraries may share. */
  readonly library?: string
  readonly changes: readonly Change[]
}

/** The changes to write, and those left out because somebody changed or removed something in the browser and `overwrite` does not name it. */
export interface Plan {
  readonly batches: readonly Batch[]
  /** Subjects (`library:x`, `librarian:y`) that are left as they are. */
  readonly held: readonly string[]
  /** Names in `overwrite` whose subjects have no change from the browser to overwrite. */
  readonly unknownNames: readonly string[]
}

/**
 * DynamoDB takes 100 items. One is kept for the mark that somebody is to be invited, and one for the history of the library.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const transactionItemsMax = 100 - 2
const transactionBytesMax = 3_500_000

/**
 * Each library with its librarians is one batch. `overwrite` names the subjects to overwrite even if they were changed in the
 * browser. A library with too many changes for one transaction has several batches, but a librarian is never split.
 */
export function planned(changes: readonly Change[], overwrite: readonly string[]): Plan {
  const foreign = new Set(changes.filter(isChangedElsewhere).map(({ subject }) => subject))
  const held = [...foreign].filter(subject => !overwrite.includes(subject))
  const written = changes.filter(({ subject, entry, wanted }) => {
    // A staff name stays refused to patrons as long as a held entry may still use it.
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

/** The library that a change is about: the future or the former library of a librarian. */
function libraryIn(changes: readonly Change[]): (change: Change) => string | undefined {
  const libraryOfLibrarian = new Map(
    changes
      .filter(({ entry }) => entry.startsWith('librarian:'))
      .map(({ entry, wanted, now }) => [entry, libraryOf(wanted) ?? libraryOf(now?.content)]),
  )
  return ({ subject }) => {
    if (subject.startsWith('staff-name:')) return undefined
    if (subject.startsWith('library:')) return subject.slice(entryKey.library('').length)
    // A changed sign-in of an unchanged librarian is a separate batch.
    return libraryOfLibrarian.get(subject) ?? subject
  }
}

function libraryOf(content: Content | undefined): string | undefined {
  const { librarian } = content ?? {}
  if (typeof librarian !== 'object' || librarian === null || !('library' in librarian)) return undefined
  return typeof librarian.library === 'string' ? librarian.library : undefined
}

/** Splits changes into parts that each fit into a transaction. Each subject stays whole. */
function split(changes: readonly Change[]): readonly (readonly Change[])[] {
  const parts: Change[][] = []
  let writes = 0
  let bytes = 0
  for (const subject of Map.groupBy(changes, change => keptWhole(change)).values()) {
    const more = subject.reduce((sum, { wanted }) => sum + JSON.stringify(wanted ?? {}).length, 0)
    const items = subject.reduce((sum, change) => sum + writesOf(change), 0)
    const last = parts.at(-1)
    if (last && writes + items <= transactionItemsMax && bytes + more <= transactionBytesMax) {
      last.push(...subject)
      writes += items
      bytes += more
    } else {
      parts.push([...subject])
      writes = items
      bytes = more
    }
  }
  return parts
}

function keptWhole({ subject, entry }: Change): string {
  return subject.startsWith('staff-name:') ? entry : subject
}
