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

/** Names by id. */
export type Names = Readonly<Record<string, string>>

interface Named {
  readonly id: string
  readonly name: string
}

interface Known {
  readonly libraries: Libraries
  /** What libraries are called that have come by their name alone. */
  readonly libraryNames: Names
  readonly groupNames: Names
}

export interface LibraryBook {
  readonly known: Store<Known>
  /** Asks for a library once. */
  want(id: string): void
  /** Remembers what the desk calls them. */
  called(names: { readonly libraries?: readonly Named[]; readonly groups?: readonly Named[] }): void
}

/** Everything that is known of libraries and groups, with what groups were called when this machine was last at the desk. */
export function libraryBook(http: string, groupNames: Names): LibraryBook {
  const known = store<Known>({ libraries: {}, libraryNames: {}, groupNames })
  const asked = new Set<string>()
  return {
    known,
    called: ({ libraries = [], groups = [] }) => {
      const { libraryNames: ofLibraries, groupNames: ofGroups } = known.get()
      const libraryNames = withNames(ofLibraries, libraries)
      const names = withNames(ofGroups, groups)
      if (libraryNames !== ofLibraries || names !== ofGroups) known.set({ libraryNames, groupNames: names })
    },
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

/** The same names if these bring nothing new, so that nothing is drawn again. */
function withNames(before: Names, named: readonly Named[]): Names {
  const fresh = named.filter(({ id, name }) => before[id] !== name)
  return fresh.length === 0 ? before : { ...before, ...Object.fromEntries(fresh.map(({ id, name }) => [id, name])) }
}
