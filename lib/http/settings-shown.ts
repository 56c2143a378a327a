import { membersInFile } from '../consortium/change.ts'
import type { StoredEntry, Written } from '../consortium/directory.ts'
import { libraryKeys } from '../consortium/file-shape.ts'
import { entryKey, type Librarian } from '../consortium/library.ts'
import { mailboxKnown } from '../desk/mailbox-status.ts'
import type { Members, SettingsPorts } from './settings-desk.ts'

/** What an administrator of a library may change of it. The rest concerns other libraries, too. */
const ofTheLibrary: readonly string[] = [
  ...['time-zone', 'mailbox', 'hours', 'closed-days', 'holidays', 'follow-ups', 'reread-days', 'names-institution'],
  ...['greeting', 'goodbye', 'scripts', 'policy-page', 'policy', 'page'],
]

/** The keys of a library that somebody may change who administers it. */
export function keysFor({ role }: Pick<Librarian, 'role'>): readonly string[] {
  return role === 'consortium-administrator' ? libraryKeys.filter(key => key !== 'id') : ofTheLibrary
}

/** The version of an entry, as it was last written. */
export function versionOf(stored: readonly StoredEntry[], key: string): string {
  const written = stored.find(({ entry }) => entry === key)?.written
  return written ? versionWritten(written) : 'unwritten'
}

/** The version of an entry that was written so. */
export function versionWritten({ at, through, by }: Written): string {
  return Buffer.from(`${at} ${through} ${by}`).toString('base64url')
}

/** The settings of one library, as the file would have them, with the people in it. */
export async function settingsOf(ports: SettingsPorts, members: Members, me: Librarian, id: string, at: number) {
  const own = membersInFile(ports.base, members, id)
  const library = members.libraries.find(each => each.id === id)
  if (!own || !library) return undefined
  const { id: _id, ...settings } = own.library
  const [changes, traits] = await Promise.all([ports.store.history(id), ports.mailboxes.learnt(id)])
  return {
    library: id,
    version: versionOf(members.stored, entryKey.library(id)),
    settings,
    groups: ports.base.groups.map(group => ({ id: group.id, name: group.name })),
    mayChange: keysFor(me),
    mailbox: mailboxKnown(library, traits, at),
    people: own.people.map(person => ({ version: versionOf(members.stored, entryKey.librarian(person.id)), person })),
    changes,
  }
}
