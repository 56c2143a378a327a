import type { Batch } from '../../lib/consortium/apply.ts'
import { isFiled, isMark, markOf, type StoredEntry, type Written } from '../../lib/consortium/directory.ts'
import type { Entry } from '../../lib/consortium/entries.ts'
import { historyMax, type PastChange, remembered } from '../../lib/consortium/history.ts'
import type { Librarian, Library } from '../../lib/consortium/library.ts'
import type { SettingsStore } from '../../lib/http/settings-desk.ts'

const plain = (content: object) => JSON.parse(JSON.stringify(content))

/** The memory twin of the directory as administrators change it, with what a file once loaded into it. */
export function memorySettings(entries: readonly Entry[], loaded: Written) {
  const stored = new Map<string, StoredEntry>(
    entries.map(({ entry, ...content }) => [entry, { entry, content: plain(content), written: loaded }]),
  )
  const histories = new Map<string, readonly PastChange[]>()
  const isAsRead = (entry: string, read: StoredEntry | undefined) =>
    JSON.stringify(stored.get(entry)?.written) === JSON.stringify(read?.written)
  const write = ({ library, changes }: Batch, by: Written) => {
    if (!changes.every(({ entry, now }) => isAsRead(entry, now))) return 'changed-meanwhile'
    for (const { entry, wanted } of changes) {
      const mark = markOf(entry)
      if (wanted === undefined) stored.delete(entry)
      else stored.set(entry, { entry, content: plain(wanted), written: by })
      if (mark && wanted === undefined) stored.set(mark, { entry: mark, written: by })
      else if (mark) stored.delete(mark)
    }
    if (library !== undefined)
      histories.set(library, [...remembered(changes, by), ...(histories.get(library) ?? [])].slice(0, historyMax))
    return 'written'
  }
  const store: SettingsStore = {
    async read() {
      const all = [...stored.values()].filter(({ entry }) => isFiled(entry) || isMark(entry))
      const of = <T>(kind: string) =>
        all.filter(({ entry }) => entry.startsWith(`${kind}:`)).map(({ content }) => content?.[kind] as T)
      return { stored: all, libraries: of<Library>('library'), librarians: of<Librarian>('librarian') }
    },
    history: async library => histories.get(library) ?? [],
    write: async (batch, by) => write(batch, by),
  }
  return { store, stored, histories }
}
