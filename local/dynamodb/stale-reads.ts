import type { Clock } from '../clock.ts'

/** Which reads that do not ask for consistency show an older state. */
export interface StaleReads {
  /** From 0 (none) to 1 (all). */
  share: number
  /** The same seed makes the same choices, in the same order of reads. */
  seed: number
}

/** A call to a DynamoDB at a URL. */
export type Send = (
  url: string,
  operation: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>

/**
 * How far behind a read may be, ms. AWS says: usually a second or less.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
 */
const behindMs = 1_000

/**
 * Two DynamoDBs as one. The second gets every write that the first accepted, in the same order, but a second later on the cloud's clock. Reads
 * without `ConsistentRead`, and all reads of global indexes, may go to the second one, so they show a state that was there before.
 */
export function staleReads(first: string, second: string, { share, seed }: StaleReads, clock: Clock, send: Send): Send {
  const late: { at: number; operation: string; body: string }[] = []
  const random = randomFrom(seed)
  let last: Promise<unknown> = Promise.resolve()

  /** One call after another, so that both see the writes in the same order. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work)
    last = done.catch(() => undefined)
    return done
  }
  const write: Send = async (_url, operation, body) => {
    const reply = await send(first, operation, body)
    if (reply.status === 200) late.push({ at: clock.now(), operation, body })
    return reply
  }
  const readOld: Send = async (_url, operation, body) => {
    for (let next = late[0]; next && next.at + behindMs <= clock.now(); next = late[0]) {
      await send(second, next.operation, next.body)
      late.shift()
    }
    return send(second, operation, body)
  }
  return (url, operation, body) => {
    if (!reads.has(operation)) return inTurn(() => write(url, operation, body))
    if (isConsistent(body) || random() >= share) return send(first, operation, body)
    return inTurn(() => readOld(url, operation, body))
  }
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])

/** A batch asks for consistency table by table, and the code of the desk reads one table in a batch. */
const isConsistent = (body: string): boolean => /"ConsistentRead":\s*true/.test(body)

/** Numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
