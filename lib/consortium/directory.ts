import type { Entry } from './entries.ts'
import { entryKey } from './library.ts'

/** Who last wrote an entry of the directory, and from where. Entries of older releases do not say so; a file wrote them. */
export interface Written {
  /** ISO time. */
  readonly at: string
  /** The person's name in their own account, as reported by the service that signed them in. */
  readonly by: string
  readonly through: 'file' | 'browser'
}

/** The contents of an entry, by attribute: `{ library: … }`, `{ librarian: … }`. */
export type Content = Readonly<Record<string, unknown>>

/** An entry as it is stored in the directory. */
export interface StoredEntry {
  readonly entry: string
  /** Undefined if this release cannot read it, and for the mark of something that was removed. */
  readonly content?: Content
  readonly written?: Written
}

/** A change that a file makes to the directory, to a library, a librarian or a name that patrons may not use. */
export interface Change {
  readonly entry: string
  /** The entry of the library or librarian that it is about. Changes to one subject are written together, or not at all. */
  readonly subject: string
  readonly now?: StoredEntry
  /** The mark of its last removal, if it was removed and is to be added again. */
  readonly removed?: StoredEntry
  readonly wanted?: Content
  /** The keys that differ, named as in the file where possible: `hours`, `timing.silenceWarning`. */
  readonly fields: readonly string[]
}

/** The kinds of entry that come from a consortium file. Entries that the desk has learnt itself do not. */
const filedKinds = ['library:', 'librarian:', 'sign-in:', 'staff-name:']

export function isFiled(entry: string): boolean {
  return filedKinds.some(kind => entry.startsWith(kind))
}

/** The key of the mark that an entry leaves behind when it is removed. Only libraries and librarians leave one. */
export function markOf(entry: string): string | undefined {
  return entry.startsWith('library:') || entry.startsWith('librarian:') ? entryKey.removed(entry) : undefined
}

export function isMark(entry: string): boolean {
  return entry.startsWith(entryKey.removed(''))
}

/** The changes that make the directory agree with the file. The list is empty if they agree already. */
export function changesBetween(filed: readonly Entry[], stored: readonly StoredEntry[]): readonly Change[] {
  const now = new Map(stored.filter(({ entry }) => isFiled(entry)).map(one => [one.entry, one]))
  const marks = new Map(stored.filter(({ entry }) => isMark(entry)).map(one => [one.entry, one]))
  const wanted = new Map(filed.map(({ entry, ...content }) => [entry, plain(content)]))
  const changed = [...wanted].flatMap(([entry, content]) => {
    const before = now.get(entry)
    const fields = differingFields(before?.content, content)
    if (before?.content !== undefined && fields.length === 0) return []
    const removed = before ? undefined : marks.get(markOf(entry) ?? '')
    const change = { entry, subject: subjectOf(entry, content), wanted: content, fields }
    return [{ ...change, ...(before && { now: before }), ...(removed && { removed }) }]
  })
  const gone = [...now.values()]
    .filter(({ entry }) => !wanted.has(entry))
    .map(one => ({ entry: one.entry, subject: subjectOf(one.entry, one.content ?? {}), now: one, fields: [] }))
  return [...changed, ...gone]
}

/** Who last changed or removed this entry; undefined if that is not known. */
export function lastWritten({ now, removed }: Change): Written | undefined {
  return now ? now.written : removed?.written
}

/** Whether somebody changed or removed this entry in the browser, so that the file may overwrite it only on request. */
export function isChangedElsewhere(change: Change): boolean {
  const last = lastWritten(change)
  return last !== undefined && last.through !== 'file'
}

/** How many items a change writes. A library or a librarian who comes or goes is written together with the mark. */
export function writesOf({ entry, now, wanted }: Change): number {
  const comesOrGoes = now === undefined || wanted === undefined
  return comesOrGoes && markOf(entry) !== undefined ? 2 : 1
}

/** A sign-in belongs to its librarian. A name belongs to nobody, because several people may have it. */
function subjectOf(entry: string, content: Content): string {
  if (!entry.startsWith('sign-in:')) return entry
  return typeof content.librarian === 'string' ? entryKey.librarian(content.librarian) : entry
}

/** The contents as the table returns them, without undefined values. */
function plain(content: Content): Content {
  return JSON.parse(JSON.stringify(content))
}

/** The paths at which two contents differ, at most three keys deep. */
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
