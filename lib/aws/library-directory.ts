import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { entryKey } from '../consortium/library.ts'
import type { Directory } from '../desk/ports.ts'
import type { Documents } from './documents.ts'
import { librarianEntry, libraryEntry, signInEntry } from './stored/directory.ts'
import { opened } from './stored/open.ts'
import type { Fields } from './stored/shape.ts'

/** How long an entry may be out of date: a change takes effect within this time. */
const freshFor = 60_000

/**
 * The consortium's members and librarians in the Directory table, as they were last written. An entry that cannot be read is an
 * error, since the person in it is still a member.
 */
export function libraryDirectory(documents: Documents, table: string): Directory {
  const read = async (key: string): Promise<Fields | undefined> => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { entry: key } }))
    return Item
  }
  const isThere = async (key: string): Promise<boolean> => {
    const found = new GetCommand({
      ...{ TableName: table, Key: { entry: key } },
      ...{ ProjectionExpression: 'entry', ConsistentRead: true },
    })
    return (await documents.send(found)).Item !== undefined
  }
  const library = remembered(async id => {
    const item = await read(entryKey.library(id))
    return item && opened(libraryEntry, item, id).library
  })
  const librarian = remembered(async id => {
    const item = await read(entryKey.librarian(id))
    return item && opened(librarianEntry, item, id).librarian
  })
  const signIn = remembered(async email => {
    const item = await read(entryKey.signIn(email))
    // The key contains somebody's address, which must not be logged.
    return item && opened(signInEntry, item, '').librarian
  })
  // Only the existence of such an entry matters.
  const isStaffName = remembered(async glimpse => (await read(entryKey.staffName(glimpse))) !== undefined)
  return {
    library,
    librarian,
    isLibrarian: id => isThere(entryKey.librarian(id)),
    librarianBySignIn: async email => {
      const id = await signIn(email)
      return id === undefined ? undefined : librarian(id)
    },
    isStaffName,
  }
}

/** Reads each key once while its entry is fresh. */
function remembered<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { readonly answer: T; readonly at: number }>()
  return async key => {
    const before = known.get(key)
    if (before && Date.now() - before.at < freshFor) return before.answer
    const answer = await ask(key)
    known.set(key, { answer, at: Date.now() })
    return answer
  }
}
