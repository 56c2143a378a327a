import type { Group } from '../consortium/consortium.ts'
import { groupPool, libraryPool } from '../consortium/library.ts'
import type { Directory, Roster } from './ports.ts'
import { ifReadable } from './unreadable.ts'

export interface WhoIsHerePorts {
  readonly roster: Pick<Roster, 'here'>
  readonly directory: Pick<Directory, 'library'>
  /** The groups of the consortium, whose names the directory does not have. */
  readonly groups: readonly Group[]
}

/** More than any list is read for. */
const shownMax = 300

/** Everybody on duty, with the names of their libraries and of the pools that they serve (R41). */
export async function whoIsHere({ roster, directory, groups }: WhoIsHerePorts, at: number) {
  const { people, more } = await roster.here(shownMax, at)
  const pools = new Set(people.flatMap(one => one.pools))
  const libraries = new Map(people.map(({ library, libraryName }) => [library, libraryName]))
  const ofPools = [...pools]
    .filter(pool => pool.startsWith(libraryPool('')))
    .map(pool => pool.slice(libraryPool('').length))
  // Hardly ever: everybody brings the name of their own library, and few serve the pool of another that nobody of it serves.
  for (const id of [...libraries.keys(), ...ofPools])
    if (!libraries.get(id)) libraries.set(id, (await ifReadable(directory.library(id)))?.name)
  return {
    people: people
      .map(({ libraryName: _named, pools: served, ...shown }) => ({ ...shown, pools: [...served] }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    names: {
      libraries: [...libraries].flatMap(([id, name]) => (name ? [{ id, name }] : [])),
      groups: groups.filter(({ id }) => pools.has(groupPool(id))).map(({ id, name }) => ({ id, name })),
    },
    ...(more && { more: true as const }),
  }
}
