import type { Refusal } from '../decisions/refusals.ts'
import { refuse } from '../decisions/refusals.ts'
import { type Answers, nearestStaffed } from './availability.ts'
import { expectedWait } from './expected-wait.ts'
import type { Directory, Queue, Roster, Sessions } from './ports.ts'

export interface PlacePorts {
  readonly sessions: Pick<Sessions, 'glance'>
  readonly queue: Pick<Queue, 'countBefore'>
  readonly roster: Pick<Roster, 'firstStaffed'>
  readonly directory: Pick<Directory, 'library'>
}

/** Where a waiting patron stands. */
export interface Place {
  /** How many patrons have waited longer in the pools that this one has reached. The count stops at a limit. */
  readonly before: number
  readonly more?: true
  readonly staffed: boolean
  readonly answers?: Answers
  /** How much longer they will probably wait, s; undefined while too few waits are known. */
  readonly expectedWait?: number
}

/** A patron who reads of more decides no differently, and the limit bounds the cost. */
const countedMost = 10

/** Others are counted among the first so many in the line, whichever pools they are in. */
const countedWithin = 250

/** The place of a waiting patron (R6). It is told only to whoever asks, since each pick-up changes it for everybody behind. */
export async function placeOf(
  { sessions, queue, roster, directory }: PlacePorts,
  id: string,
  at: number,
): Promise<Place | { readonly refusal: Refusal }> {
  const session = (await sessions.glance(id))?.session
  if (!session) return refuse('no-such-session')
  if (session.status !== 'waiting') return refuse(session.status === 'closed' ? 'closed' : 'already-picked-up')
  const { askedAt, afterOthers, pools, backAt } = session
  const [library, before] = await Promise.all([
    directory.library(session.library),
    queue.countBefore(
      pools,
      { session: id, askedAt, ...(afterOthers && { afterOthers }) },
      { at, most: countedMost + 1, within: countedWithin },
    ),
  ])
  const nearest = library ? await nearestStaffed(roster, library, at) : undefined
  // Whoever comes after all others, or waits again, waits as nobody else does.
  const isUsual = nearest && !afterOthers && backAt === undefined
  const wait = isUsual && expectedWait(nearest.waits, { own: nearest.answers === 'own', waited: at - askedAt }, at)
  return {
    before: Math.min(before, countedMost),
    ...(before > countedMost && { more: true }),
    staffed: nearest !== undefined,
    ...(nearest && { answers: nearest.answers }),
    ...(wait && { expectedWait: wait }),
  }
}
