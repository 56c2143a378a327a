import { GetCommand, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import type { Batch } from '../consortium/apply.ts'
import { type Change, isFiled, isMark, markOf, type StoredEntry, type Written } from '../consortium/directory.ts'
import { historyMax, type PastChange, remembered } from '../consortium/history.ts'
import { entryKey } from '../consortium/library.ts'
import { Unreadable } from '../desk/unreadable.ts'
import type { Documents } from './documents.ts'
import { invitationsDue } from './invitees.ts'
import { historyEntry, librarianEntry, libraryEntry, signInEntry } from './stored/directory.ts'
import { opened } from './stored/open.ts'
import { type Fields, parsed, type Shape, versionOf } from './stored/shape.ts'
import {
  historyUpcasters,
  librarianUpcasters,
  libraryUpcasters,
  removedUpcasters,
  signInUpcasters,
  staffNameUpcasters,
} from './upcasters/versions.ts'

/** The version of an entry, which depends on the kind at the beginning of its key. */
export function entryVersion(key: string): { readonly version: number } {
  const upcasters = upcastersByKind.get(kindOf(key))
  if (!upcasters) throw new Error('The directory has no entries of this kind.')
  return versionOf(upcasters)
}

const upcastersByKind = new Map([
  ['library', libraryUpcasters],
  ['librarian', librarianUpcasters],
  ['sign-in', signInUpcasters],
  ['staff-name', staffNameUpcasters],
  ['removed', removedUpcasters],
])

const shapes: Readonly<Record<string, Shape<object>>> = {
  library: libraryEntry,
  librarian: librarianEntry,
  'sign-in': signInEntry,
}

const written: v.GenericSchema<unknown, Written> = v.object({
  at: v.string(),
  by: v.string(),
  through: v.picklist(['file', 'browser']),
})

function kindOf(key: string): string {
  return key.slice(0, key.indexOf(':'))
}

/** The current state of every entry that a consortium file owns, and the mark of everything that was removed. */
export async function readEntries(documents: Documents, table: string): Promise<readonly StoredEntry[]> {
  const entries: StoredEntry[] = []
  const pages = paginateScan({ client: documents }, { TableName: table, ConsistentRead: true })
  for await (const { Items = [] } of pages)
    for (const item of Items)
      if (typeof item.entry === 'string' && (isFiled(item.entry) || isMark(item.entry)))
        entries.push(stored(item.entry, item))
  return entries
}

function stored(entry: string, item: Fields): StoredEntry {
  const last = v.safeParse(written, item.written)
  const content = isMark(entry) ? undefined : contentOf(entry, item)
  return { entry, ...(content && { content }), ...(last.success && { written: last.output }) }
}

/** The contents of an entry in the newest version; undefined if it cannot be read. Writing it anew repairs it. */
function contentOf(entry: string, item: Fields): Fields | undefined {
  const shape = shapes[kindOf(entry)]
  try {
    const read: Fields = shape ? { ...parsed(shape, item, entry) } : item
    const { entry: _entry, version: _version, written: _written, ...content } = read
    return content
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** An entry has been changed since it was read, so nothing of the batch was written. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'
}

/**
 * Writes the whole batch if no entry has changed since it was read. Otherwise throws ChangedMeanwhile. A library or a librarian who
 * is removed leaves a mark that says who did it and when, and the mark goes when they come back. Whoever gets a sign-in is to be invited.
 * What changed goes into the history of the library.
 */
export async function writeBatch(documents: Documents, table: string, batch: Batch, by: Written): Promise<void> {
  const isNew = ({ entry, now }: Change) => entry.startsWith('sign-in:') && now === undefined
  const TransactItems = [
    ...batch.changes.flatMap(change => writes(table, change, by)),
    ...(batch.changes.some(isNew) ? [{ Update: invitationsDue(table, by.at) }] : []),
    ...(await historyWrites(documents, table, batch, by)),
  ]
  try {
    await documents.send(new TransactWriteCommand({ TransactItems }))
  } catch (error) {
    if (isCancelled(error)) throw new ChangedMeanwhile('Somebody has changed it meanwhile.', { cause: error })
    throw error
  }
}

/** The newest changes of a library and of the people in it, the newest first. */
export async function historyOf(documents: Documents, table: string, library: string): Promise<readonly PastChange[]> {
  return (await storedHistory(documents, table, library)).changes
}

async function storedHistory(documents: Documents, TableName: string, library: string) {
  const Key = { entry: entryKey.history(library) }
  const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
  return Item ? opened(historyEntry, Item, library) : { changes: [], count: 0 }
}

async function historyWrites(documents: Documents, TableName: string, { library, changes }: Batch, by: Written) {
  const added = remembered(changes, by)
  if (library === undefined || added.length === 0) return []
  const { changes: before, count } = await storedHistory(documents, TableName, library)
  const Item = {
    ...{ entry: entryKey.history(library), ...versionOf(historyUpcasters) },
    ...{ changes: [...added, ...before].slice(0, historyMax), count: count + added.length },
  }
  // Two changes at the same moment, of two people perhaps, must both be remembered.
  const unless =
    count === 0
      ? { ConditionExpression: 'attribute_not_exists(entry)' }
      : {
          ConditionExpression: '#count = :count',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':count': count },
        }
  return [{ Put: { TableName, Item, ...unless } }]
}

function writes(TableName: string, { entry, wanted, now, removed }: Change, by: Written) {
  const condition = { TableName, ...asRead(now) }
  const mark = markOf(entry)
  if (wanted === undefined) {
    const left = mark && { Put: { TableName, Item: { entry: mark, ...entryVersion(mark), written: by } } }
    return [{ Delete: { ...condition, Key: { entry } } }, ...(left ? [left] : [])]
  }
  // Somebody may have added and removed it since it was read, which only its mark shows.
  const unmarked = !now && mark && { Delete: { TableName, ...asRead(removed), Key: { entry: mark } } }
  const put = { Put: { ...condition, Item: { entry, ...wanted, ...entryVersion(entry), written: by } } }
  return [put, ...(unmarked ? [unmarked] : [])]
}

/** The condition that the entry has not been written since it was read. */
function asRead(now: StoredEntry | undefined) {
  if (now === undefined) return { ConditionExpression: 'attribute_not_exists(entry)' }
  if (now.written === undefined)
    return {
      ConditionExpression: 'attribute_exists(entry) AND attribute_not_exists(#written)',
      ExpressionAttributeNames: { '#written': 'written' },
    }
  return {
    ConditionExpression: '#written = :written',
    ExpressionAttributeNames: { '#written': 'written' },
    ExpressionAttributeValues: { ':written': now.written },
  }
}

function isCancelled(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return false
  const { CancellationReasons: reasons } = Object.assign({ CancellationReasons: undefined }, error)
  const codes = v.parse(v.array(v.looseObject({ Code: v.optional(v.string()) })), reasons ?? [])
  return codes.some(({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict')
}
