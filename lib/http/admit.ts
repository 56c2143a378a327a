import { isWithin, networkOf } from '../access/source.ts'
import { cooperative, type Library, limitsOf } from '../consortium/library.ts'
import type { Queue, Sources } from '../desk/ports.ts'

export interface AdmitPorts {
  readonly sources: Sources
  readonly queue: Pick<Queue, 'count' | 'numbers'>
}

/** A question before it is admitted. */
export interface AtTheDoor {
  readonly session: string
  /** The address of the machine that sent it. @default - unknown, and no source is limited */
  readonly address?: string | undefined
  /** The patron does not wait for a librarian, so the length of the queue does not matter. */
  readonly byMail?: boolean | undefined
}

/** How a question is admitted, or why it is refused. */
export type Admission =
  | { readonly afterOthers: boolean; readonly nth?: number }
  | { readonly refusal: 'source-refused' | 'too-many-questions' | 'desk-full' }

/**
 * Whether a question is admitted, before anything is written or anybody is alerted. A source that floods the desk is slowed and
 * then refused; other patrons notice nothing. Nobody is refused in a library's own networks, where many share one address (R42).
 */
export async function admit(
  { sources, queue }: AdmitPorts,
  library: Library,
  { session, address = '', byMail }: AtTheDoor,
  at: number,
): Promise<Admission> {
  const limits = limitsOf(library)
  const source = networkOf(address)
  const asked = source === undefined ? 1 : await sources.count(source, session, limits.taken, at)
  const isOwn = isWithin(address, library.networks ?? [])
  if (!isOwn && asked === 'refused') return { refusal: 'source-refused' }
  if (!isOwn && asked === 'too-many') return { refusal: 'too-many-questions' }
  const isAlone = asked === 1
  const afterOthers = typeof asked !== 'number' || asked > limits.inTurn
  if (byMail) return { afterOthers }
  const { most, next } = await queue.numbers()
  if (await isFull(queue, library, isAlone, most, at)) return { refusal: 'desk-full' }
  return { afterOthers, nth: next }
}

/**
 * Those who wait are counted only if there may be as many of them as there are places, so asking costs the same however many wait.
 * The last fifth of the places is for sources that have nobody else waiting.
 */
async function isFull(
  queue: AdmitPorts['queue'],
  library: Library,
  isAlone: boolean,
  most: number,
  at: number,
): Promise<boolean> {
  const { waiting, waitingEverywhere } = limitsOf(library)
  const [first] = library.ladder
  const places = (all: number) => (isAlone ? all : Math.floor(all * 0.8))
  const isFullIn = async (pool: string, all: number) =>
    most >= places(all) && (await queue.count([pool], { at, most: places(all) })).count >= places(all)
  const full = await Promise.all([
    first ? isFullIn(first.pool, waiting) : false,
    isFullIn(cooperative, waitingEverywhere),
  ])
  return full.includes(true)
}
