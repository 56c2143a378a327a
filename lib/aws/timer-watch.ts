import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb'
import type { TimerWatch } from '../desk/ports.ts'
import { type Documents, expiresIn } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { watchedUpcasters } from './upcasters/versions.ts'

/** How long an entry is kept, seconds. After days it is of no use. */
const keptSeconds = 30 * 86_400

/** The sessions that the sweep checks next, in the Timers table, by the quarter of an hour that they were filed for. */
export function timerWatch(documents: Documents, table: string): TimerWatch {
  const put = (entry: Readonly<Record<string, unknown>>) =>
    documents.send(new PutCommand({ TableName: table, Item: { ...entry, ...versionOf(watchedUpcasters) } }))

  return {
    async file(session, quarter) {
      await put({ slot: slotOf(quarter), session, expires: expiresIn(keptSeconds) })
    },

    async filed(quarter) {
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: table,
          KeyConditionExpression: 'slot = :slot',
          ExpressionAttributeNames: { '#session': 'session' },
          ExpressionAttributeValues: { ':slot': slotOf(quarter) },
          ProjectionExpression: '#session',
        },
      )
      const sessions: string[] = []
      for await (const { Items = [] } of pages) sessions.push(...Items.map(({ session }) => String(session)))
      return sessions
    },

    async nextToSweep() {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: sweepKey, ConsistentRead: true }))
      return Item && Number(Item.quarter)
    },

    async swept(quarter) {
      await put({ ...sweepKey, quarter })
    },
  }
}

const slotOf = (quarter: number) => `quarter:${quarter}`

/** How far the sweep has come. */
const sweepKey = { slot: 'sweep', session: 'next' }
