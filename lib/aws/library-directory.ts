import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { entryKey, type Librarian, type Library } from '../consortium/library.ts'
import type { Directory } from '../desk/ports.ts'
import type { Documents } from './documents.ts'

/** How long an entry may be out of date: the consortium file changes with a deployment. */
const freshFor = 60_000

/** The consortium's members and librarians in the Directory table, as the consortium file had them when it was deployed. */
export function libraryDirectory(documents: Documents, table: string): Directory {
  const known = new Map<string, { readonly item: Record<string, unknown> | undefined; readonly at: number }>()

  const entry = async (key: string): Promise<Record<string, unknown> | undefined> => {
    const cached = known.get(key)
    if (cached && Date.now() - cached.at < freshFor) return cached.item
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { entry: key } }))
    known.set(key, { item: Item, at: Date.now() })
    return Item
  }

  const librarian = async (id: string) => (await entry(entryKey.librarian(id)))?.librarian as Librarian | undefined

  return {
    library: async id => (await entry(entryKey.library(id)))?.library as Library | undefined,
    librarian,
    librarianBySignIn: async email => {
      const id = (await entry(entryKey.signIn(email)))?.librarian
      return typeof id === 'string' ? librarian(id) : undefined
    },
    isStaffName: async glimpse => (await entry(entryKey.staffName(glimpse))) !== undefined,
  }
}
