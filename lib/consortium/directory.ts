import type { Entry } from './entries.ts'
import { entryKey } from './library.ts'

/** Who wrote an entry of the directory last, and from where. An entry of an older release does not say: a file wrote it. */
export interface Written {
  /** ISO time. */
  readonly at: string
  /** A person's name in their own account, as the service that let them in gives it. */
  readonly by: string
  readonly through: 'file' | 'browser'
}

/** What an entry says, by attribute: `{ library: … }`, `{ librarian: … }`. */
export type Content = Readonly<Record<string, unknown>>

/** An entry as the directory has it. */
export interface StoredEntry {
  readonly entry: string
  /** None, if this release cannot read it. */
  readonly content?: Content
  readonly written?: Written
}

/** What a file would change in the directory, about one library or one librarian, or about a name that no patron may go by. */
export interface Change {
  readonly entry: string
  /** The entry of the library or librarian whom it is about: what belongs together is written together, or not at all. */
  readonly subject: string
  readonly now?: StoredEntry
  readonly wanted?: Content
  /** The keys that differ, as they stand in the file where they can: `hours`, `timing.silenceWarning`. */
  readonly fields: readonly string[]
}

/** The kinds of entry that a consortium file has a say in; what the desk has learnt itself is no file's. */
const filedKinds = ['library:', 'librarian:', 'sign-in:', 'staff-name:']

export function isFiled(entry: string): boolean {
  return filedKinds.some(kind => entry.startsWith(kind))
}

/** What would have to be written so that the directory says what the file says; nothing where they agree. */
export function changesBetween(filed: readonly Entry[], stored: readonly StoredEntry[]): readonly Change[] {
  const now = new Map(stored.filter(({ entry }) => isFiled(entry)).map(one => [one.entry, one]))
  const wanted = new Map(filed.map(({ entry, ...content }) => [entry, plain(content)]))
  const changed = [...wanted].flatMap(([entry, content]) => {
    const before = now.get(entry)
    const fields = differingFields(before?.content, content)
    if (before?.content !== undefined && fields.length === 0) return []
    return [{ entry, subject: subjectOf(entry, content), wanted: content, fields, ...(before && { now: before }) }]
  })
  const gone = [...now.values()]
    .filter(({ entry }) => !wanted.has(entry))
    .map(one => ({ entry: one.entry, subject: subjectOf(one.entry, one.content ?? {}), now: one, fields: [] }))
  return [...changed, ...gone]
}

/** Whether somebody has changed in the browser what the file would overwrite: that needs a word of its own. */
export function isChangedElsewhere({ now }: Change): boolean {
  return now?.written !== undefined && now.written.through !== 'file'
}

/** A sign-in belongs to its librarian; a name that several people may have, to nobody. */
function subjectOf(entry: string, content: Content): string {
  if (!entry.startsWith('sign-in:')) return entry
  return typeof content.librarian === 'string' ? entryKey.librarian(content.librarian) : entry
}

/** As it comes back from the table: what is undefined is not there. */
function plain(content: Content): Content {
  return JSON.parse(JSON.stringify(content))
}

/** The paths at which two contents differ, down to the keys of the thing that they hold and of what is in it. */
function differingFields(before: unknown, after: unknown, depth = 0): readonly string[] {
  if (same(before, after)) return []
  if (depth === 3 || !isRecord(before) || !isRecord(after)) return ['']
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap(key =>
    differingFields(before[key], after[key], depth + 1).map(path => [key, path].filter(Boolean).join('.')),
  )
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, at) => same(each, other[at]))
  if (!isRecord(one) || !isRecord(other)) return one === other
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every(key => key in other && same(one[key], other[key]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
