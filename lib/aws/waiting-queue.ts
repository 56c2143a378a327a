import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Queue, QueueEntry } from '../desk/ports.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import type { JointWriter } from './joint-writer.ts'
import { openedAll } from './stored/open.ts'
import { queueEntry } from './stored/queue-entry.ts'
import { versionOf } from './stored/shape.ts'
import { queueEntryUpcasters } from './upcasters/versions.ts'

/** Patrons read at once from each pool: more than anybody looks at, and at 1 KB an entry 25 KB, i.e. 7 RRU at most. */
const page = 25

/** A waiting patron is never kept as long as this, so an entry that outlives its session disappears. */
const keptSeconds = 7 * 86_400

/** Who waits, in the Queue table: one entry for each pool that the session reached, ordered by when they asked. */
export function waitingQueue(documents: Documents, table: string): Queue {
  const inPool = async (pool: string): Promise<readonly QueueEntry[]> => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#pool = :pool',
        ExpressionAttributeNames: { '#pool': 'pool' },
        ExpressionAttributeValues: { ':pool': pool },
        Limit: page,
        ConsistentRead: true,
      }),
    )
    const current = Items.filter(item => !isExpired(item))
    return openedAll(queueEntry, current, ({ session }) => session)
  }

  return {
    async waiting(pools) {
      const entries = (await Promise.all(pools.map(inPool))).flat()
      const once = new Map(entries.map(entry => [entry.session, entry]))
      return [...once.values()].sort((a, b) => a.askedAt - b.askedAt || (a.session < b.session ? -1 : 1))
    },
  }
}

/** Writes what a step changes in the Queue table. */
export function queueWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'Enqueue' && jointWrite.type !== 'Dequeue') return undefined
    const { session, askedAt, pools } = jointWrite
    const keys = pools.map(pool => ({ pool, place: place(askedAt, session) }))
    if (jointWrite.type === 'Dequeue') return keys.map(Key => ({ Delete: { TableName: table, Key } }))
    const { library, name, question } = jointWrite
    const entry = { session, library, askedAt, name, question, expires: expiresIn(keptSeconds, askedAt) }
    return keys.map(key => ({
      Put: { TableName: table, Item: { ...key, ...entry, ...versionOf(queueEntryUpcasters) } },
    }))
  }
}

/** Sorts by when the patron asked (15 digits of ms last until the year 33658), then by session. */
function place(askedAt: number, session: string): string {
  return `${String(askedAt).padStart(15, '0')}#${session}`
}
