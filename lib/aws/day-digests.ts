import { randomBytes } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import { digestOf } from '../access/source.ts'
import { type Documents, isExpired } from './documents.ts'
import { opened } from './stored/open.ts'
import { type Shape, versionOf } from './stored/shape.ts'
import { sourceUpcasters } from './upcasters/versions.ts'

const day = 86_400

const keyItem: Shape<{ readonly secret: Uint8Array }> = {
  kind: 'source-key',
  upcasters: sourceUpcasters,
  schema: v.looseObject({ secret: v.instance(Uint8Array) }),
}

/**
 * Digests of networks and addresses, by a key of each day in the Sources table. A key is destroyed after two days, and without it
 * nobody can tell whose a digest was (R38).
 */
export function dayDigests(documents: Documents, table: string) {
  const keys = new Map<number, Promise<Uint8Array | undefined>>()

  const get = async (item: string) => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { item }, ConsistentRead: true }))
    return Item && !isExpired(Item) ? Item : undefined
  }

  /** The key of a day (days since 1970). The first caller of today creates it. A past day gets no new key. */
  const readKey = async (date: number, isToday: boolean): Promise<Uint8Array | undefined> => {
    const item = `key#${date}`
    if (isToday) {
      const Item = { item, secret: randomBytes(32), expires: (date + 2) * day, ...versionOf(sourceUpcasters) }
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item,
            ConditionExpression: 'attribute_not_exists(#item)',
            ExpressionAttributeNames: { '#item': 'item' },
          }),
        )
        return Item.secret
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    }
    const found = await get(item)
    return found && opened(keyItem, found, item).secret
  }

  const keyOf = (date: number, isToday: boolean): Promise<Uint8Array | undefined> => {
    const known = keys.get(date)
    if (known) return known
    const key = readKey(date, isToday)
    keys.set(date, key)
    // A failed read is tried again, and an expired key is forgotten here, too (R38).
    key.catch(() => keys.delete(date))
    for (const old of keys.keys()) if (old < date - 1) keys.delete(old)
    return key
  }

  /** Digests under today's key first, then under yesterday's, for what was stored last night. */
  return async (text: string, at: number): Promise<readonly string[]> => {
    const today = Math.floor(at / (day * 1000))
    const both = await Promise.all([keyOf(today, true), keyOf(today - 1, false)])
    return both.flatMap(key => (key ? [digestOf(text, key)] : []))
  }
}
