import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import { countedFor } from '../access/source.ts'
import type { Sources } from '../desk/ports.ts'
import { dayDigests } from './day-digests.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { opened } from './stored/open.ts'
import type { Fields, Shape } from './stored/shape.ts'
import { versionOf } from './stored/shape.ts'
import { sourceUpcasters } from './upcasters/versions.ts'

const day = 86_400

const shape = <T>(kind: string, schema: v.GenericSchema<unknown, T>): Shape<T> => ({
  kind,
  upcasters: sourceUpcasters,
  schema,
})
const openedItem = shape('source', v.looseObject({ sessions: v.set(v.string()) }))
const sessionItem = shape('source-of', v.looseObject({ digest: v.string(), counted: v.string() }))

/**
 * Where questions come from, in the Sources table: the key of each day, the questions of a source in a span of ten minutes, the
 * source of each session, the sources that are refused, and the proofs of work that were used. Everything expires within a day, the keys after two.
 */
export function sourcesTable(documents: Documents, table: string): Sources {
  const digestsOf = dayDigests(documents, table)

  const get = async (item: string): Promise<Fields | undefined> => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { item }, ConsistentRead: true }))
    return Item && !isExpired(Item) ? Item : undefined
  }

  const isRefused = async (digests: readonly string[]): Promise<boolean> => {
    const Keys = digests.map(digest => ({ item: `refused#${digest}` }))
    const { Responses } = await documents.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }))
    return (Responses?.[table] ?? []).some(item => !isExpired(item))
  }

  /** How many sessions the source has opened in this span, including this one; undefined if it may open no more. */
  const opening = async (item: string, session: string, most: number, expires: number): Promise<number | undefined> => {
    try {
      const { Attributes = {} } = await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { item },
          UpdateExpression: 'ADD sessions :one SET expires = :expires, #version = :version',
          ConditionExpression:
            'attribute_not_exists(sessions) OR size(sessions) < :most OR contains(sessions, :session)',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':one': new Set([session]),
            ':session': session,
            ':most': most,
            ':expires': expires,
            ':version': sourceUpcasters.length,
          },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return opened(openedItem, Attributes, item).sessions.size
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }

  return {
    async count(source, session, taken, at) {
      const digests = await digestsOf(source, at)
      if (await isRefused(digests)) return 'refused'
      const [digest = ''] = digests
      const counted = `opened#${digest}#${Math.floor(at / countedFor)}`
      const expires = expiresIn(day, at)
      const size = await opening(counted, session, taken, expires)
      if (size === undefined) return 'too-many'
      const Item = { item: `session#${session}`, digest, counted, expires, ...versionOf(sourceUpcasters) }
      await documents.send(new PutCommand({ TableName: table, Item }))
      return size
    },

    async refuse(session, at) {
      const found = await get(`session#${session}`)
      if (!found) return
      const { digest } = opened(sessionItem, found, session)
      const Item = { item: `refused#${digest}`, expires: expiresIn(day, at), ...versionOf(sourceUpcasters) }
      await documents.send(new PutCommand({ TableName: table, Item }))
    },

    async useProof(proof, session, at) {
      const Item = { item: `proof#${proof}`, session, expires: expiresIn(day, at), ...versionOf(sourceUpcasters) }
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item,
            ConditionExpression: 'attribute_not_exists(#item) OR #session = :session',
            ExpressionAttributeNames: { '#item': 'item', '#session': 'session' },
            ExpressionAttributeValues: { ':session': session },
          }),
        )
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },

    async openedAlike(session) {
      const found = await get(`session#${session}`)
      if (!found) return []
      const { counted } = opened(sessionItem, found, session)
      const alike = await get(counted)
      return alike ? [...opened(openedItem, alike, counted).sessions] : []
    },
  }
}
