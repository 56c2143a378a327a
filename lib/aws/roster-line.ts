import { BatchGetCommand, DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { hasGoneHome } from '../desk/duty.ts'
import type { Found, Line, StaffedPool } from '../desk/ports.ts'
import { lineIndex } from '../env.ts'
import type { Documents } from './documents.ts'
import { foundIn, type Item, isBelowLimit, ownKey, turnOf } from './roster-entries.ts'
import { unlessElsewhere } from './unless-elsewhere.ts'

/** An entry of a pool, as read from the index. */
interface Entry {
  readonly pool: string
  readonly librarian: string
  readonly connection: string
  readonly turn: string
}

interface Standing extends Entry {
  readonly idleSince: number
}

/** A line, and somebody in it, who may be at their limit. */
export interface ReadLine extends Line {
  readonly somebody?: Pick<Found, 'waits'> & { readonly librarian: string }
}

/** The most pages of a line read for one query. Outdated entries are corrected on the way, so the next query finds fewer. */
const pagesMax = 5

/** Reads the first in the line of a pool and corrects outdated entries there. */
export function rosterLine(documents: Documents, table: string) {
  const own = new Map<string, Promise<Found>>()

  const page = async (pool: string, few: number, start: Item | undefined) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        IndexName: lineIndex,
        KeyConditionExpression: '#pool = :pool',
        ExpressionAttributeNames: { '#pool': 'pool' },
        ExpressionAttributeValues: { ':pool': pool },
        Limit: few,
        ...(start && { ExclusiveStartKey: start }),
      }),
    )
    return { entries: Items as Entry[], next: LastEvaluatedKey }
  }

  /** Their own entries, each read once per query, a hundred at a time because DynamoDB takes no more. */
  const ownEntries = async (librarians: readonly string[]): Promise<void> => {
    const unknown = [...new Set(librarians)].filter(id => !own.has(id))
    for (let first = 0; first < unknown.length; first += 100) {
      const part = unknown.slice(first, first + 100)
      const read = getOwn(documents, table, part)
      for (const id of part)
        own.set(
          id,
          read.then(found => found.get(id) ?? foundIn(undefined)),
        )
      await read
    }
  }

  /** The true position of an entry; undefined if it is no longer in this line. */
  const corrected = async (entry: Entry, at: number): Promise<Standing | undefined> => {
    const found = (await own.get(entry.librarian)) ?? foundIn(undefined)
    const isTheirs = found.duty?.connection === entry.connection && found.duty.pools.includes(entry.pool)
    if (!found.duty || !isTheirs || hasGoneHome(found, found.duty, at)) {
      await take(documents, table, entry)
      return undefined
    }
    if (found.asleep) {
      await file(documents, table, entry, undefined)
      return undefined
    }
    const turn = turnOf(found)
    if (turn !== entry.turn) {
      await file(documents, table, entry, turn)
      if (!isBelowLimit(turn) && !found.filedAsFull) await flagAsFull(documents, table, entry)
    }
    return { ...entry, turn, idleSince: found.idleSince }
  }

  return async (pool: string, few: number, at: number): Promise<ReadLine> => {
    const standing: Standing[] = []
    let start: Item | undefined
    for (let read = 0; read < pagesMax; read++) {
      const { entries, next } = await page(pool, few, start)
      await ownEntries(entries.map(({ librarian }) => librarian))
      const here = await Promise.all(entries.map(async entry => ({ entry, now: await corrected(entry, at) })))
      standing.push(...here.flatMap(({ now }) => now ?? []))
      // Once an entry is where it should be, nobody further back belongs before it.
      const inPlace = here.filter(({ entry, now }) => now?.turn === entry.turn)
      const isEnough = standing.filter(({ turn }) => isBelowLimit(turn)).length >= few && inPlace.length > 0
      if (!next || isEnough || inPlace.some(({ entry }) => !isBelowLimit(entry.turn))) break
      start = next
    }
    const next = standing
      .filter(({ turn }) => isBelowLimit(turn))
      .sort((a, b) => a.idleSince - b.idleSince || (a.librarian < b.librarian ? -1 : 1))
      .slice(0, few)
      .map(({ librarian, connection, idleSince }) => ({ librarian, connection, idleSince }))
    const [first] = standing
    const somebody = first && { ...(await own.get(first.librarian)), librarian: first.librarian }
    return { staffed: first !== undefined, next, ...(somebody && { somebody }) }
  }
}

/**
 * Finds the first of several pools that is staffed. In each pool it asks first for the librarian whom it found there last time, by
 * their own entry: that takes half of what reading the line takes, and they are usually still there.
 */
export function staffedPools(documents: Documents, table: string) {
  const foundThere = new Map<string, string>()

  const stillThere = async (pool: string, at: number): Promise<Found | undefined> => {
    const librarian = foundThere.get(pool)
    if (librarian === undefined) return undefined
    const found = (await getOwn(documents, table, [librarian])).get(librarian)
    const isThere = found?.duty?.pools.includes(pool) && !found.asleep && !hasGoneHome(found, found.duty, at)
    return isThere ? found : undefined
  }

  return async (pools: readonly string[], at: number): Promise<StaffedPool | undefined> => {
    for (const pool of pools) {
      const known = await stillThere(pool, at)
      if (known) return { pool, waits: known.waits ?? [] }
      const { somebody } = await rosterLine(documents, table)(pool, 1, at)
      if (somebody === undefined) foundThere.delete(pool)
      else {
        foundThere.set(pool, somebody.librarian)
        return { pool, waits: somebody.waits ?? [] }
      }
    }
    return undefined
  }
}

/** The own entries of these librarians (100 at most), by their ids. */
export async function getOwn(
  documents: Documents,
  table: string,
  librarians: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  let keys: Item[] = librarians.map(ownKey)
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
    )
    for (const item of Responses?.[table] ?? []) found.set(String(item.librarian), foundIn(item))
    keys = UnprocessedKeys?.[table]?.Keys ?? []
  }
  return found
}

const mine = ({ connection }: Pick<Entry, 'connection'>) => ({
  ConditionExpression: '#connection = :mine',
  ExpressionAttributeNames: { '#connection': 'connection' },
  ExpressionAttributeValues: { ':mine': connection },
})

/** Somebody who is off duty, or on another connection, has no place in this line. */
function take(documents: Documents, table: string, entry: Entry): Promise<void> {
  const { pool, librarian } = entry
  return unlessElsewhere(
    documents.send(new DeleteCommand({ TableName: table, Key: { pool, librarian }, ...mine(entry) })),
  )
}

/** Moves an entry to its place in the line of its pool, or out of the line if it has no turn. */
export function file(
  documents: Documents,
  table: string,
  entry: Omit<Entry, 'turn'>,
  turn: string | undefined,
): Promise<void> {
  const { pool, librarian, connection } = entry
  const update = { TableName: table, Key: { pool, librarian }, ConditionExpression: '#connection = :mine' }
  return unlessElsewhere(
    documents.send(
      new UpdateCommand({
        ...update,
        UpdateExpression: turn ? 'SET #turn = :turn' : 'REMOVE #turn',
        ExpressionAttributeNames: { '#connection': 'connection', '#turn': 'turn' },
        ExpressionAttributeValues: { ':mine': connection, ...(turn && { ':turn': turn }) },
      }),
    ),
  )
}

/** They were put behind everybody below their limit. A reader who sees them below it again moves them back. */
export function flagAsFull(
  documents: Documents,
  table: string,
  entry: Pick<Entry, 'librarian' | 'connection'>,
): Promise<void> {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = mine(entry)
  return unlessElsewhere(
    documents.send(
      new UpdateCommand({
        TableName: table,
        Key: ownKey(entry.librarian),
        ConditionExpression,
        UpdateExpression: 'SET #full = :true',
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#full': 'full' },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':true': true },
      }),
    ),
  )
}
