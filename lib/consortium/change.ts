import * as v from 'valibot'
import { asFile, type InDirectory, librarianInFile, libraryInFile } from './as-file.ts'
import { complaints } from './checks.ts'
import type { Consortium } from './consortium.ts'
import { type Change, changesBetween, isMark, type StoredEntry } from './directory.ts'
import { directoryEntries, type Entry } from './entries.ts'
import {
  type Complaint,
  type ConsortiumFile,
  fileShape,
  type LibrarianInFile,
  type LibraryInFile,
  librarianShape,
  libraryShape,
} from './file-shape.ts'
import { filledIn } from './fill-in.ts'
import type { Librarian } from './library.ts'
import { limitComplaints } from './limits.ts'
import { complaintOf } from './parse.ts'

/** What a consortium file says beside its libraries and librarians. */
export type FileBase = Omit<ConsortiumFile, 'libraries' | 'librarians'>

/** Somebody's keys of the consortium file with their new values; null goes back to the default. */
export type KeyChanges = Readonly<Record<string, unknown>>

/** A change of one library or of one person. A person without an entry is new; one without `change` leaves. */
export type Edit =
  | { readonly library: string; readonly change: KeyChanges }
  | { readonly librarian: string; readonly change?: KeyChanges }

/** The changes of the directory and what it has after them, or why the file's check would refuse them. */
export type Edited =
  | { readonly changes: readonly Change[]; readonly members: InDirectory }
  /** Paths begin at the library or the person. */
  | { readonly faults: readonly Complaint[] }

/** A library, and the people in it, as the file would have them: without what comes out by itself. */
export function membersInFile(
  base: FileBase,
  directory: InDirectory,
  id: string,
): { readonly library: LibraryInFile; readonly people: readonly LibrarianInFile[] } | undefined {
  const libraries = directory.libraries.filter(each => each.id === id)
  const librarians = directory.librarians.filter(({ library }) => library === id)
  const file = asFile({ ...base, libraries: [], librarians: [] }, { libraries, librarians })
  const [library] = file.libraries
  return library && { library, people: file.librarians }
}

/**
 * What an edit changes in the directory. The whole consortium is checked as its file would be. A fault that was there before is
 * not held against this edit. Only what the edit changes is written: settings of the file that were never applied stay out.
 */
export function edited(base: FileBase, stored: readonly StoredEntry[], directory: InDirectory, edit: Edit): Edited {
  const short = fileOf(base, directory, edit)
  const { file, path } = after(short, edit)
  const [was, read] = [v.safeParse(fileShape, short), v.safeParse(fileShape, file)]
  if (!read.success) return { faults: read.issues.map(issue => within(path, complaintOf(issue))) }
  if (!was.success) throw new Error('What is wrong before an edit of something else is wrong after it, too.')
  const before = was.output
  const known = new Set(complaintsIn(before).map(complaint => told(before, complaint)))
  const faults = complaintsIn(read.output).filter(complaint => !known.has(told(read.output, complaint)))
  if (faults.length > 0) return { faults: faults.map(fault => within(path, fault)) }
  const now = brought(directory, filledIn(before), filledIn(read.output))
  return { changes: changesTo(base.name, stored, directory, now), members: now }
}

/** The file before an edit: what the edit may touch is as short as possible, and the rest has every key. */
function fileOf(base: FileBase, directory: InDirectory, edit: Edit): ConsortiumFile {
  const id = 'library' in edit ? edit.library : directory.librarians.find(each => each.id === edit.librarian)?.library
  const own = id === undefined ? undefined : membersInFile(base, directory, id)
  const named = new Set(directory.libraries.flatMap(({ groups }) => groups))
  const groups = [...named].filter(group => !base.groups.some(each => each.id === group))
  const short = new Map(own?.people.map(person => [person.id, person]))
  return {
    ...base,
    groups: [...base.groups, ...groups.map(group => ({ id: group, name: group }))],
    libraries: directory.libraries.map(each => (own && each.id === id ? own.library : libraryInFile(each))),
    librarians: directory.librarians.map(each => short.get(each.id) ?? librarianInFile(each)),
  }
}

/** The file after the edit, unchecked, and where in it the edited library or person stands. */
function after(file: ConsortiumFile, edit: Edit): { readonly file: object; readonly path: readonly [string, number] } {
  if ('library' in edit) {
    const at = file.libraries.findIndex(({ id }) => id === edit.library)
    const libraries: object[] = file.libraries.map((each, i) => (i === at ? merged(each, edit.change) : each))
    return { file: { ...file, libraries }, path: ['libraries', at] }
  }
  const { librarian: id, change } = edit
  const found = file.librarians.findIndex(each => each.id === id)
  const at = found < 0 ? file.librarians.length : found
  const person = change && merged(file.librarians[at] ?? {}, change)
  const librarians: object[] = [
    ...file.librarians.slice(0, at),
    ...(person ? [person] : []),
    ...file.librarians.slice(at + 1),
  ]
  return { file: { ...file, librarians }, path: ['librarians', at] }
}

/** A key that the file does not know stays, for the check to say so. */
function merged(keys: object, change: KeyChanges): object {
  const isDefault = ([key, value]: [string, unknown]) => value === null && knownKeys.includes(key)
  return Object.fromEntries(Object.entries({ ...keys, ...change }).filter(entry => !isDefault(entry)))
}

const knownKeys: readonly string[] = [...Object.keys(libraryShape.entries), ...Object.keys(librarianShape.entries)]

function complaintsIn(file: ConsortiumFile): readonly Complaint[] {
  const wrong = complaints(file)
  return wrong.length > 0 ? wrong : limitComplaints(filledIn(file))
}

/** A complaint with ids in place of positions, which an edit may move. */
function told(file: ConsortiumFile, { path, sentence }: Complaint): string {
  const [list, at, ...rest] = path
  const id = list === 'libraries' || list === 'librarians' ? file[list][Number(at)]?.id : at
  return JSON.stringify([list, id, ...rest, sentence])
}

function within([list, at]: readonly [string, number], { path, sentence }: Complaint): Complaint {
  return path[0] === list && path[1] === at ? { path: path.slice(2), sentence } : { path, sentence }
}

/** The directory with what differs between two readings of the file brought into it. */
function brought(directory: InDirectory, before: Consortium, now: Consortium): InDirectory {
  return {
    libraries: broughtInto(directory.libraries, before.libraries, now.libraries).map((library, at) => ({
      ...library,
      // The pages of a desk on one machine are in no file.
      origins: [...new Set([...library.origins, ...(directory.libraries[at]?.origins ?? []).filter(isOfThisMachine)])],
    })),
    librarians: broughtInto<Librarian>(directory.librarians, before.librarians, now.librarians),
  }
}

const isOfThisMachine = (origin: string): boolean => !origin.startsWith('https:')

function broughtInto<T extends { readonly id: string }>(
  stored: readonly T[],
  before: readonly T[],
  now: readonly T[],
): readonly T[] {
  return now.map(each => {
    const [was, had] = [before, stored].map(list => list.find(({ id }) => id === each.id))
    return was && had ? withDifferences(had, was, each) : each
  })
}

/** `stored`, with each field in which `now` differs from `before`. */
function withDifferences<T extends object>(stored: T, before: T, now: T): T {
  const differs = (key: string) => JSON.stringify(Reflect.get(before, key)) !== JSON.stringify(Reflect.get(now, key))
  const result = { ...stored }
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (!differs(key)) continue
    if (Reflect.get(now, key) === undefined) Reflect.deleteProperty(result, key)
    else Reflect.set(result, key, Reflect.get(now, key))
  }
  return result
}

function changesTo(
  name: string,
  stored: readonly StoredEntry[],
  before: InDirectory,
  now: InDirectory,
): readonly Change[] {
  const [was, is] = [entriesOf(name, before), entriesOf(name, now)]
  const touched = new Set([...was.keys(), ...is.keys()].filter(entry => was.get(entry)?.text !== is.get(entry)?.text))
  const wanted = [...is.values()].map(({ entry }) => entry).filter(({ entry }) => touched.has(entry))
  return changesBetween(
    wanted,
    stored.filter(({ entry }) => touched.has(entry) || isMark(entry)),
  )
}

/** Every entry of these members, by its key. */
function entriesOf(
  name: string,
  members: InDirectory,
): ReadonlyMap<string, { readonly entry: Entry; readonly text: string }> {
  const entries = directoryEntries({ name, ...members })
  return new Map(entries.map(entry => [entry.entry, { entry, text: JSON.stringify(entry) }]))
}
