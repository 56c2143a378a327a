import { isWithin, networkOf } from '../access/source.ts'
import { cooperative, defaultLimits, type Library } from '../consortium/library.ts'
import type { Queue, Sources } from '../desk/ports.ts'

export interface AdmitPorts {
  readonly sources: Sources
  readonly queue: Pick<Queue, 'count'>
}

/** A question as it comes to the door. */
export interface AtTheDoor {
  readonly session: string
  /** The address of the machine that it comes from. @default - nobody knows, and no source is limited */
  readonly address?: string | undefined
  /** The patron does not wait, so it does not matter how many do. */
  readonly byMail?: boolean | undefined
}

/** How a question is taken, or why it is not. */
export type Admission =
  | { readonly afterOthers: boolean }
  | { readonly refusal: 'source-refused' | 'too-many-questions' | 'desk-full' }

/**
 * Whether a question is taken, before anything is written or anybody is alerted. Who floods the desk is slowed, then refused;
 * everybody else finds it as it was. In a library's own networks, where many share one address, nobody is refused (R42).
 */
export async function admit(
  { sources, queue }: AdmitPorts,
  library: Library,
  { session, address = '', byMail }: AtTheDoor,
  at: number,
): Promise<Admission> {
  const limits = library.limits ?? defaultLimits
  const source = networkOf(address)
  const asked = source === undefined ? 1 : await sources.count(source, session, limits.taken, at)
  const isOwn = isWithin(address, library.networks ?? [])
  if (!isOwn && asked === 'refused') return { refusal: 'source-refused' }
  if (!isOwn && asked === 'too-many') return { refusal: 'too-many-questions' }
  const isAlone = asked === 1
  if (!byMail && (await isFull(queue, library, isAlone))) return { refusal: 'desk-full' }
  return { afterOthers: typeof asked !== 'number' || asked > limits.inTurn }
}

/** The last fifth of the places is for those whose source has nobody else waiting. */
async function isFull(queue: AdmitPorts['queue'], library: Library, isAlone: boolean): Promise<boolean> {
  const { waiting, waitingEverywhere } = library.limits ?? defaultLimits
  const [first] = library.ladder
  const places = (all: number) => (isAlone ? all : Math.floor(all * 0.8))
  const isFullIn = async (pool: string, all: number) =>
    (await queue.count([pool], undefined, places(all))) >= places(all)
  const full = await Promise.all([
    first ? isFullIn(first.pool, waiting) : false,
    isFullIn(cooperative, waitingEverywhere),
  ])
  return full.includes(true)
}
