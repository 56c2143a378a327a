import type { Directory, QueueEntry } from './ports.ts'
import { ifReadable } from './unreadable.ts'

/** The name of a library; undefined if it has left the consortium, or cannot be read. */
export async function libraryName(
  directory: Pick<Directory, 'library'>,
  library: string,
): Promise<{ readonly libraryName?: string }> {
  const name = (await ifReadable(directory.library(library)))?.name
  return name === undefined ? {} : { libraryName: name }
}

/** Those who wait, with the names of their libraries, each looked up once. */
export async function withLibraryNames(directory: Pick<Directory, 'library'>, entries: readonly QueueEntry[]) {
  const libraries = [...new Set(entries.map(({ library }) => library))]
  const names = new Map(await Promise.all(libraries.map(async id => [id, await libraryName(directory, id)] as const)))
  return entries.map(entry => ({ ...entry, ...names.get(entry.library) }))
}
