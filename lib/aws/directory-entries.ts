import { DeleteCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb'
import { learntEntries } from '../consortium/library.ts'
import type { Documents } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { librarianUpcasters, libraryUpcasters, signInUpcasters, staffNameUpcasters } from './upcasters/versions.ts'

/**
 * Makes the Directory table hold exactly these entries, apart from what the desk has learnt itself. People who are no longer in
 * the file can no longer sign in. Tells the keys of the entries that are gone.
 */
export async function replaceEntries(
  documents: Documents,
  table: string,
  entries: readonly { readonly entry: string }[],
): Promise<readonly string[]> {
  const gone: string[] = []
  const wanted = new Set(entries.map(({ entry }) => entry))
  for (const one of entries) {
    const Item = { ...one, ...entryVersion(one.entry) }
    await documents.send(new PutCommand({ TableName: table, Item }))
  }
  const pages = paginateScan({ client: documents }, { TableName: table, ProjectionExpression: 'entry' })
  for await (const { Items = [] } of pages)
    for (const { entry } of Items)
      if (typeof entry === 'string' && !wanted.has(entry) && !entry.startsWith(learntEntries)) {
        await documents.send(new DeleteCommand({ TableName: table, Key: { entry } }))
        gone.push(entry)
      }
  return gone
}

/** The version of an entry, which depends on the kind at the beginning of its key. */
export function entryVersion(key: string): { readonly version: number } {
  const upcasters = upcastersByKind.get(key.slice(0, key.indexOf(':')))
  if (!upcasters) throw new Error('The directory has no entries of this kind.')
  return versionOf(upcasters)
}

const upcastersByKind = new Map([
  ['library', libraryUpcasters],
  ['librarian', librarianUpcasters],
  ['sign-in', signInUpcasters],
  ['staff-name', staffNameUpcasters],
])
