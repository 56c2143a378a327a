import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Counting, Page, Queue, QueueEntry } from '../desk/ports.ts'
import { numbersOf } from '../desk/queue-numbers.ts'
import { behindAllText, byPlace, placeText, type QueuePlace } from '../protocol/queue-place.ts'
import { poolsAt } from '../session/state.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import type { JointWriter, LaterCheck } from './session-log.ts'
import { openedAll } from './stored/open.ts'
import { queueEntry, type StoredQueueEntry } from './stored/queue-entry.ts'
import { versionOf } from './stored/shape.ts'
import { queueEntryUpcasters } from './upcasters/versions.ts'

/** Patrons read by default. At 400 bytes an entry that is 10 KB. */
const page = 25

/** No patron waits as long as this, so an entry that outlives its session disappears. */
const keptSeconds = 7 * 86_400

/**
 * Everybody who waits stands in one line, with the pools that may see them. Most librarians serve the pools that most patrons
 * reach, so one short read of its beginning shows them all that they ask for, and a patron comes and goes with one write each. A
 * librarian of few pools reads past others, 30 of them in half a read unit.
 */
const line = 'everybody'

/** So many who ask in the same moment may get the same number. The HTTP API admits a hundred questions a second at most. */
const sameMoment = 25

/** After a first short read that did not suffice, DynamoDB returns up to 1 MB at once, some 2,500 entries. */
const longRead = 2_500

/** A part of the line, before or after a place. */
interface Stretch {
  readonly after: QueuePlace | undefined
  readonly before: QueuePlace | undefined
}

type Bounds = Pick<Counting, 'within'> & Partial<Pick<Stretch, 'before'>>

interface Read {
  readonly entries: readonly StoredQueueEntry[]
  readonly next: Readonly<Record<string, unknown>> | undefined
}

/** The waiting patrons in the Queue table, ordered by the time of the question. */
export function waitingQueue(documents: Documents, table: string): Queue {
  const read = async (
    { after, before }: Stretch,
    start: Read['next'],
    most: number,
    isSure: boolean,
  ): Promise<Read> => {
    const end = before ?? after
    const { Items = [], LastEvaluatedKey: next } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `#pool = :line${before ? ' AND place < :end' : after ? ' AND place > :end' : ''}`,
        ExpressionAttributeNames: { '#pool': 'pool' },
        ExpressionAttributeValues: { ':line': line, ...(end && { ':end': placeText(end) }) },
        Limit: most,
        ConsistentRead: isSure,
        ...(start && { ExclusiveStartKey: { ...start } }),
      }),
    )
    const current = Items.filter(item => !isExpired(item))
    return { entries: openedAll(queueEntry, current, ({ session }) => session), next }
  }

  /** The first or last entries of the line, or of those in turn (`first`) or after all others (`last`). */
  const outermost = async (
    end: 'oldest' | 'newest',
    most: number,
    part?: 'first' | 'last',
  ): Promise<readonly StoredQueueEntry[]> => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: part
          ? `#pool = :line AND place ${part === 'first' ? '<' : '>='} :behind`
          : '#pool = :line',
        ExpressionAttributeNames: { '#pool': 'pool' },
        ExpressionAttributeValues: { ':line': line, ...(part && { ':behind': behindAllText }) },
        ScanIndexForward: end === 'oldest',
        Limit: most,
      }),
    )
    return openedAll(queueEntry, Items, ({ session }) => session)
  }

  /** The first of those whom these pools see, and one more if there is one, and whether nobody stands behind those who were read. */
  const seenBy = async (pools: readonly string[], wanted: Page & Bounds) => {
    const { most = page, after, before, at = 0, mayBeStale = false, within = Number.POSITIVE_INFINITY } = wanted
    const seen: StoredQueueEntry[] = []
    let left = within
    let next: Read['next']
    for (let few = most + 1; left > 0; few = longRead) {
      const asked = Math.min(few, left)
      const found = await read({ after, before }, next, asked, !mayBeStale)
      seen.push(...found.entries.filter(entry => poolsAt(entry, at).some(pool => pools.includes(pool))))
      next = found.next
      left -= asked
      if (seen.length > most || !next) break
    }
    return { seen, isAll: !next }
  }

  return {
    async waiting(pools, wanted = {}) {
      const { most = page } = wanted
      const { seen } = await seenBy(pools, wanted)
      return { entries: seen.slice(0, most).sort(byPlace).map(shown), more: seen.length > most }
    },

    async numbers() {
      const [oldest, newest] = await Promise.all([outermost('oldest', 1), outermost('newest', sameMoment)])
      // Those who come after all others are numbered with everybody else.
      const between = newest[0]?.afterOthers
        ? await Promise.all([outermost('newest', sameMoment, 'first'), outermost('oldest', 1, 'last')])
        : []
      const ends = new Map([oldest, newest, ...between].flat().map(({ session, nth }) => [session, nth]))
      return numbersOf([...ends.values()])
    },

    async count(pools, wanted) {
      const { seen, isAll } = await seenBy(pools, { ...wanted, most: wanted.most - 1, mayBeStale: true })
      return { count: Math.min(wanted.most, seen.length), isAll: isAll && seen.length <= wanted.most }
    },

    async countBefore(pools, place, wanted) {
      const { seen } = await seenBy(pools, { ...wanted, before: place, most: wanted.most - 1, mayBeStale: true })
      return Math.min(wanted.most, seen.length)
    },
  }
}

/** What clients see of an entry. */
function shown({ pools: _pools, ahead: _ahead, nth: _nth, ...entry }: StoredQueueEntry): QueueEntry {
  return entry
}

/** Writes the changes that a step makes in the Queue table. A write that comes late leaves the entry of a later wait alone. */
export function queueWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'Enqueue' && jointWrite.type !== 'Dequeue') return undefined
    const { generation } = jointWrite
    const unlessLater = {
      TableName: table,
      ConditionExpression: 'attribute_not_exists(generation) OR generation <= :generation',
      ExpressionAttributeValues: { ':generation': generation },
    }
    const key = keyOf(jointWrite)
    if (jointWrite.type === 'Dequeue') return [{ Delete: { ...unlessLater, Key: key } }]
    const { session, library, askedAt, name, question, afterOthers, language, pools, ahead, nth } = jointWrite
    const entry = { session, library, askedAt, name, question, afterOthers, language, pools, ahead, nth, generation }
    const expires = expiresIn(keptSeconds, askedAt)
    return [{ Put: { ...unlessLater, Item: { ...key, ...entry, expires, ...versionOf(queueEntryUpcasters) } } }]
  }
}

/** Whether a session's entry is there, with all of its pools, or gone. */
export function queueCheck(table: string): LaterCheck {
  return write => {
    if (write.type !== 'Enqueue' && write.type !== 'Dequeue') return undefined
    const key = keyOf(write)
    if (write.type === 'Dequeue')
      return { table, key, isThere: found => found === undefined || Number(found.generation ?? 0) > write.generation }
    const isThere = (found: unknown) => {
      const [entry] = found ? openedAll(queueEntry, [{ ...found }], () => write.session) : []
      return entry !== undefined && write.pools.every(pool => entry.pools.includes(pool) || isAhead(entry, pool))
    }
    return { table, key, isThere }
  }
}

function isAhead({ ahead = [] }: StoredQueueEntry, pool: string): boolean {
  return ahead.some(rung => rung.pool === pool)
}

const keyOf = (place: QueuePlace) => ({ pool: line, place: placeText(place) })
