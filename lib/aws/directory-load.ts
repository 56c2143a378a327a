import { setTimeout as pause } from 'node:timers/promises'
import { BatchWriteCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Written } from '../consortium/directory.ts'
import { entryKey } from '../consortium/library.ts'
import { entryVersion } from './directory-entries.ts'
import type { Documents } from './documents.ts'
import { invitationsDue } from './invitees.ts'
import { versionOf } from './stored/shape.ts'
import { directoryUpcasters } from './upcasters/versions.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const batchSize = 25
const batchesAtOnce = 8
/** A new table takes 4,000 writes a second. Writes that it does not take at once are tried again for at most three minutes. */
const triesMax = 100
const longestPauseMs = 2000

export type Loaded = 'loaded' | 'loaded-before'

/**
 * Writes the entries into an empty directory. From then on the directory is the source of truth, and existing entries from any
 * release stay as they are. An interrupted load starts again, since nothing else has written by then.
 */
export async function loadOnce(
  documents: Documents,
  table: string,
  entries: readonly { readonly entry: string }[],
  at: string,
): Promise<Loaded> {
  const state = await stateOf(documents, table)
  if (state === 'loaded') return 'loaded-before'
  if (state === undefined && (await hasEntries(documents, table))) {
    await mark(documents, table, 'loaded', at)
    return 'loaded-before'
  }
  await mark(documents, table, 'loading', at)
  await putAll(documents, table, entries, { at, by: 'the first deployment', through: 'file' })
  await documents.send(new UpdateCommand(invitationsDue(table, at)))
  await mark(documents, table, 'loaded', at)
  return 'loaded'
}

async function stateOf(documents: Documents, table: string): Promise<unknown> {
  const Key = { entry: entryKey.directory() }
  const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))
  return Item?.state
}

async function hasEntries(documents: Documents, table: string): Promise<boolean> {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: table, Limit: 1, ConsistentRead: true }))
  return Items.length > 0
}

async function mark(documents: Documents, table: string, state: 'loading' | 'loaded', at: string): Promise<void> {
  await documents.send(
    new PutCommand({
      TableName: table,
      Item: { entry: entryKey.directory(), state, at, ...versionOf(directoryUpcasters) },
    }),
  )
}

async function putAll(
  documents: Documents,
  table: string,
  entries: readonly { readonly entry: string }[],
  written: Written,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(entries.length / batchSize) }, (_, n) =>
    entries.slice(n * batchSize, (n + 1) * batchSize),
  ).values()
  const writer = async () => {
    for (const batch of batches) {
      const items = batch.map(one => ({ ...one, ...entryVersion(one.entry), written }))
      await putBatch(documents, table, items)
    }
  }
  await Promise.all(Array.from({ length: batchesAtOnce }, writer))
}

async function putBatch(documents: Documents, table: string, items: readonly Record<string, unknown>[]): Promise<void> {
  let left: Record<string, unknown>[] = [...items]
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === triesMax) throw new Error('The Directory table does not take the entries.')
    if (tries > 0) await pause(Math.min(longestPauseMs, 50 * 2 ** tries) * Math.random())
    const RequestItems = { [table]: left.map(Item => ({ PutRequest: { Item } })) }
    const { UnprocessedItems = {} } = await documents.send(new BatchWriteCommand({ RequestItems }))
    left = (UnprocessedItems[table] ?? []).flatMap(({ PutRequest }) => (PutRequest?.Item ? [PutRequest.Item] : []))
  }
}
