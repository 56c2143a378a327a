import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Page, Queue } from '../desk/ports.ts'
import { byPlace, placeText, type QueuePlace } from '../protocol/queue-place.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import type { JointWriter } from './session-log.ts'
import { openedAll } from './stored/open.ts'
import { queueEntry } from './stored/queue-entry.ts'
import { versionOf } from './stored/shape.ts'
import { queueEntryUpcasters } from './upcasters/versions.ts'

/** Patrons read from each pool by default. At 1 KB an entry that is 25 KB, so 7 RRU at most. */
const page = 25

/** No patron waits as long as this, so an entry that outlives its session disappears. */
const keptSeconds = 7 * 86_400

/**
 * The waiting patrons in the Queue table, with one entry for each pool that the session reached, ordered by the time of the
 * question.
 */
export function waitingQueue(documents: Documents, table: string): Queue {
  const inPool = async (pool: string, { most = page, after, mayBeStale = false }: Page) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        ...behind(pool, after),
        Limit: most,
        ConsistentRead: !mayBeStale,
      }),
    )
    const entries = openedAll(
      queueEntry,
      Items.filter(item => !isExpired(item)),
      ({ session }) => session,
    )
    return { entries, more: LastEvaluatedKey !== undefined }
  }

  const counted = async (pools: readonly string[], which: (pool: string) => Condition, most: number) => {
    const counts = await Promise.all(
      pools.map(async pool => {
        const { Items = [] } = await documents.send(
          new QueryCommand({ TableName: table, ...which(pool), ProjectionExpression: 'place', Limit: most }),
        )
        return Items.map(({ place }) => String(place))
      }),
    )
    return Math.min(most, new Set(counts.flat()).size)
  }

  return {
    async waiting(pools, wanted = {}) {
      const { most = page } = wanted
      const pages = await Promise.all(pools.map(pool => inPool(pool, wanted)))
      const once = new Map(pages.flatMap(({ entries }) => entries).map(entry => [entry.session, entry]))
      const all = [...once.values()].sort(byPlace)
      // The page of a pool may have ended early, so nobody behind its last entry belongs to this page.
      const ends = pages.flatMap(({ entries, more }) => (more ? (entries.at(-1) ?? []) : []))
      const end = ends.sort(byPlace)[0]
      const sure = end ? all.filter(entry => byPlace(entry, end) <= 0) : all
      return { entries: sure.slice(0, most), more: end !== undefined || sure.length > most }
    },

    count: (pools, after, most) => counted(pools, pool => behind(pool, after), most),

    countBefore: (pools, place, most) => counted(pools, pool => before(pool, place), most),
  }
}

type Condition = ReturnType<typeof behind>

/** Everybody in a pool before a place. */
function before(pool: string, place: QueuePlace): Condition {
  return {
    KeyConditionExpression: '#pool = :pool AND place < :after',
    ExpressionAttributeNames: { '#pool': 'pool' },
    ExpressionAttributeValues: { ':pool': pool, ':after': placeText(place) },
  }
}

/** Everybody in a pool behind a place. */
function behind(pool: string, after: QueuePlace | undefined) {
  return {
    KeyConditionExpression: after ? '#pool = :pool AND place > :after' : '#pool = :pool',
    ExpressionAttributeNames: { '#pool': 'pool' },
    ExpressionAttributeValues: { ':pool': pool, ...(after && { ':after': placeText(after) }) },
  }
}

/** Writes the changes that a step makes in the Queue table. */
export function queueWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'Enqueue' && jointWrite.type !== 'Dequeue') return undefined
    const { session, askedAt, pools, afterOthers } = jointWrite
    const place = placeText({ askedAt, session, afterOthers })
    const keys = pools.map(pool => ({ pool, place }))
    if (jointWrite.type === 'Dequeue') return keys.map(Key => ({ Delete: { TableName: table, Key } }))
    const { library, name, question, language } = jointWrite
    const entry = {
      session,
      library,
      askedAt,
      name,
      question,
      afterOthers,
      language,
      expires: expiresIn(keptSeconds, askedAt),
    }
    return keys.map(key => ({
      Put: { TableName: table, Item: { ...key, ...entry, ...versionOf(queueEntryUpcasters) } },
    }))
  }
}
