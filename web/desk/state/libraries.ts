import { type Store, store } from '../../shared/store.ts'

/** What a library says of itself to everybody. */
export interface LibraryCard {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly website?: string
  readonly telephone?: string
  readonly mail?: string
  readonly hours: readonly { readonly day: string; readonly from: string; readonly to: string }[]
  readonly closedDays: readonly string[]
}

/** Libraries by id, as far as they are known. */
export type Libraries = Readonly<Record<string, LibraryCard>>

export interface LibraryBook {
  readonly known: Store<{ readonly libraries: Libraries }>
  /** Asks for a library once. */
  want(id: string): void
}

export function libraryBook(http: string): LibraryBook {
  const known = store<{ readonly libraries: Libraries }>({ libraries: {} })
  const asked = new Set<string>()
  return {
    known,
    want: id => {
      if (asked.has(id)) return
      asked.add(id)
      fetch(`${http}/libraries/${encodeURIComponent(id)}`)
        .then(async answer => {
          if (!answer.ok) return
          const card: LibraryCard = await answer.json()
          known.set({ libraries: { ...known.get().libraries, [id]: card } })
        })
        .catch(() => {
          // Its id is shown instead, and it is asked for again with the next patron from there.
          asked.delete(id)
        })
    },
  }
}
