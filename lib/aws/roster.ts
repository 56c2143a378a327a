import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Roster } from '../desk/ports.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import type { JointWriter } from './joint-writer.ts'
import { openedAll } from './stored/open.ts'
import { inPool, onDuty } from './stored/roster.ts'
import { versionOf } from './stored/shape.ts'
import { inPoolUpcasters, onDutyUpcasters } from './upcasters/versions.ts'

/** A connection lives for two hours at most (API Gateway); whoever has not come again by then is not on duty. */
const dutySeconds = 2 * 3_600 + 300

/** A librarian's own entry, which holds their sessions, is kept for a month after they were last on duty. */
const entrySeconds = 30 * 86_400

/**
 * Who is on duty, in the Desk table. Every librarian has an entry of their own (under the pool `librarian:<id>`) with their
 * limit and the sessions they hold, and one in every pool that they serve, by which alerts reach them.
 */
export function rosterTable(documents: Documents, table: string): Roster {
  return {
    async arrive({ librarian, name, library, pools, limit, connection }) {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: ownKey(librarian),
          UpdateExpression:
            'SET #name = :name, library = :library, pools = :pools, #limit = :limit, #connection = :connection, #until = :until, expires = :expires, version = :version',
          ExpressionAttributeNames: {
            '#name': 'name',
            '#limit': 'limit',
            '#connection': 'connection',
            '#until': 'until',
          },
          ExpressionAttributeValues: {
            ':name': name,
            ':library': library,
            ':pools': pools,
            ':limit': limit,
            ':connection': connection,
            ':until': expiresIn(dutySeconds),
            ':expires': expiresIn(entrySeconds),
            ':version': versionOf(onDutyUpcasters).version,
          },
        }),
      )
      await Promise.all(
        pools.map(pool => {
          const Item = { pool, librarian, connection, expires: expiresIn(dutySeconds), ...versionOf(inPoolUpcasters) }
          return documents.send(new PutCommand({ TableName: table, Item }))
        }),
      )
    },

    async depart(librarian, connection) {
      const { duty } = await this.find(librarian)
      const pools = duty?.connection === connection ? duty.pools : []
      const mine = {
        ExpressionAttributeNames: { '#connection': 'connection' },
        ExpressionAttributeValues: { ':mine': connection },
      }
      const condition = { TableName: table, ConditionExpression: '#connection = :mine', ...mine }
      await Promise.all(
        pools.map(pool =>
          unlessElsewhere(documents.send(new DeleteCommand({ ...condition, Key: { pool, librarian } }))),
        ),
      )
      await unlessElsewhere(
        documents.send(
          new UpdateCommand({
            ...condition,
            Key: ownKey(librarian),
            UpdateExpression: 'REMOVE #connection, #until',
            ExpressionAttributeNames: { '#connection': 'connection', '#until': 'until' },
          }),
        ),
      )
    },

    async find(librarian) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: ownKey(librarian), ConsistentRead: true }),
      )
      if (!Item || isExpired(Item)) return { sessions: [] }
      const sessions = Item.sessions instanceof Set ? [...Item.sessions].map(String) : []
      if (!Item.connection || isExpired({ expires: Item.until })) return { sessions }
      // Whoever cannot be read is not on duty; to come on duty again writes the item anew.
      const [found] = openedAll(onDuty, [Item], () => librarian)
      if (!found) return { sessions }
      const { name, library, pools, limit, connection } = found
      return { duty: { librarian, name, library, pools, limit, connection }, sessions }
    },

    async reach(pools) {
      const reachedIn = async (pool: string) => {
        const { Items = [] } = await documents.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#pool = :pool',
            ExpressionAttributeNames: { '#pool': 'pool' },
            ExpressionAttributeValues: { ':pool': pool },
          }),
        )
        const current = Items.filter(item => !isExpired(item))
        return openedAll(inPool, current, ({ librarian }) => librarian)
      }
      const found = (await Promise.all(pools.map(reachedIn))).flat()
      const once = new Map(found.map(({ librarian, connection }) => [librarian, { librarian, connection }]))
      return [...once.values()]
    },
  }
}

/** Writes what a step changes in the Desk table: who holds the session, within their limit and while on duty (R5). */
export function deskWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'Take' && jointWrite.type !== 'Release') return undefined
    const { type, librarian, session } = jointWrite
    const update = {
      TableName: table,
      Key: ownKey(librarian),
      ExpressionAttributeValues: { ':session': new Set([session]) },
    }
    if (type === 'Release')
      return [
        {
          Update: {
            ...update,
            UpdateExpression: 'DELETE #sessions :session',
            ExpressionAttributeNames: { '#sessions': 'sessions' },
          },
        },
      ]
    return [
      {
        Update: {
          ...update,
          UpdateExpression: 'ADD #sessions :session',
          ConditionExpression:
            'attribute_exists(#connection) AND (attribute_not_exists(#sessions) OR size(#sessions) < #limit)',
          ExpressionAttributeNames: { '#connection': 'connection', '#limit': 'limit', '#sessions': 'sessions' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]
  }
}

function ownKey(librarian: string) {
  return { pool: `librarian:${librarian}`, librarian }
}

/** An entry that belongs to another connection by now is left alone. */
async function unlessElsewhere(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
