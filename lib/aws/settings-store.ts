import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { inDirectory } from '../consortium/as-file.ts'
import type { FileBase } from '../consortium/change.ts'
import { fileShape } from '../consortium/file-shape.ts'
import { Unreadable } from '../desk/unreadable.ts'
import type { SettingsStore } from '../http/settings-desk.ts'
import { ChangedMeanwhile, historyOf, readEntries, writeBatch } from './directory-entries.ts'
import type { Documents } from './documents.ts'
import { librarianEntry, libraryEntry } from './stored/directory.ts'

/** The Directory table as administrators see and change it. */
export function settingsStore(documents: Documents, table: string): SettingsStore {
  return {
    async read() {
      const stored = await readEntries(documents, table)
      // The whole consortium is checked, so nobody may be missing in it.
      const lost = stored.find(({ entry, content }) => /^(?:library|librarian):/.test(entry) && content === undefined)
      if (lost) {
        const [kind = '', id = ''] = lost.entry.split(':')
        throw new Unreadable({ kind, id })
      }
      return { stored, ...inDirectory(stored, { library: libraryEntry.schema, librarian: librarianEntry.schema }) }
    },
    history: library => historyOf(documents, table, library),
    async write(batch, by) {
      try {
        await writeBatch(documents, table, batch, by)
        return 'written'
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return 'changed-meanwhile'
        throw error
      }
    },
  }
}

/** What the consortium file says beside its members, as it was bundled with a function. `beside` is the URL of its module. */
export async function bundledBase(beside: string): Promise<FileBase> {
  const { libraries: _libraries, librarians: _librarians, ...base } = fileShape.entries
  return v.parse(v.strictObject(base), JSON.parse(await readFile(new URL('./consortium.json', beside), 'utf8')))
}
