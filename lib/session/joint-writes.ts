import { entryOf, type FollowUpEntry, ownersOf, type SentOnEntry, sentOnOf } from '../follow-up/list.ts'
import type { Closed, Event } from './events.ts'
import { type ClosedSession, excerpt, type Session } from './state.ts'
import { type SteppedBackEntry, steppedBackEntry } from './step-back.ts'
import { whyInTheQueue } from './transitions.ts'

/** Changes to other tables that are written in one transaction with the step, or not at all. */
export type JointWrite = Enqueue | Dequeue | Take | Release | List | Unlist | ListSentOn | ListSteppedBack

/** Puts the patron into the queue of every pool that the session reached. */
export interface Enqueue extends Place {
  readonly type: 'Enqueue'
  readonly library: string
  readonly name?: string
  /** The beginning of the question, enough to recognise it. */
  readonly question: string
  readonly language?: string
}

export interface Dequeue extends Place {
  readonly type: 'Dequeue'
}

interface Place {
  readonly session: string
  readonly askedAt: number
  readonly pools: readonly string[]
  /** Whether the session comes after all sessions without this mark (R2). */
  readonly afterOthers?: true
}

/** Gives the librarian one more session, only while they are on duty and never above their limit (R5). */
export interface Take {
  readonly type: 'Take'
  readonly librarian: string
  readonly session: string
  /** When they stopped being idle (R45), ms. */
  readonly at: number
}

export interface Release {
  readonly type: 'Release'
  readonly librarian: string
  readonly session: string
  /** When they became idle again (R45), ms. */
  readonly at: number
}

/** Puts a follow-up into the lists of its owners (R29, R30). */
export interface List {
  readonly type: 'List'
  readonly owners: readonly string[]
  readonly entry: FollowUpEntry
}

/** Shows the progress of a follow-up to the librarian who sent it on (R43). */
export interface ListSentOn {
  readonly type: 'ListSentOn'
  readonly librarian: string
  readonly entry: SentOnEntry
}

/** Files a session that a librarian stepped back from for the patron's library (R42). */
export interface ListSteppedBack {
  readonly type: 'ListSteppedBack'
  readonly entry: SteppedBackEntry
}

/** Removes a follow-up from the lists of these owners. */
export interface Unlist {
  readonly type: 'Unlist'
  readonly owners: readonly string[]
  readonly session: string
}

/** The joint writes of an event, given the session before and after it. */
export function jointWrites(before: Session | undefined, event: Event, after: Session): readonly JointWrite[] {
  const { id: session, library, askedAt, patron } = after
  const pools = before?.status === 'waiting' ? before.pools : []
  const rank = (waits: Session | undefined) =>
    waits?.status === 'waiting' && waits.afterOthers && { afterOthers: true as const }
  const entry = (pools: readonly string[]) => ({
    ...{ session, askedAt, pools, library },
    ...(patron.name && { name: patron.name }),
    ...(after.language && { language: after.language }),
    ...rank(after),
  })
  switch (event.type) {
    case 'Asked':
      return [{ type: 'Enqueue', ...entry(event.pools), question: excerpt(event.question) }]
    case 'PoolsReached': {
      const question = before?.status === 'waiting' ? before.question : ''
      return [{ type: 'Enqueue', ...entry(event.pools), question }]
    }
    case 'PickedUp':
      return [
        { type: 'Dequeue', session, askedAt, pools, ...rank(before) },
        { type: 'Take', librarian: event.librarian.id, session, at: event.at },
      ]
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return [
        { type: 'Enqueue', ...entry(event.pools), question: whyInTheQueue[event.type] },
        ...released(before, event.at),
        ...secondReleased(before, event.at),
      ]
    case 'Joined':
      return [{ type: 'Take', librarian: event.librarian.id, session, at: event.at }]
    case 'LibrarianLeft':
      return [{ type: 'Release', librarian: event.librarian, session, at: event.at }]
    case 'TransferAccepted':
    case 'Rescued':
      return [...released(before, event.at), { type: 'Take', librarian: event.librarian.id, session, at: event.at }]
    case 'Closed':
      return [
        ...(before?.status === 'waiting'
          ? [{ type: 'Dequeue', session, askedAt, pools, ...rank(before) } as const]
          : []),
        ...released(before, event.at),
        ...secondReleased(before, event.at),
        ...listings(before, after),
        ...filed(event, after),
      ]
    default:
      return listings(before, after)
  }
}

/** The previous librarian has one session less. */
function released(before: Session | undefined, at: number): readonly Release[] {
  return before?.status === 'active'
    ? [{ type: 'Release', librarian: before.librarian.id, session: before.id, at }]
    : []
}

/** So has a colleague who had joined, if the patron is no longer served (R41). */
function secondReleased(before: Session | undefined, at: number): readonly Release[] {
  const second = before?.status === 'active' ? before.second : undefined
  return before && second ? [{ type: 'Release', librarian: second.id, session: before.id, at }] : []
}

function filed(event: Closed, after: Session): readonly ListSteppedBack[] {
  const entry = after.status === 'closed' ? steppedBackEntry(after, event) : undefined
  return entry ? [{ type: 'ListSteppedBack', entry }] : []
}

/** The lists reflect the follow-up's current state. */
function listings(before: Session | undefined, after: Session): readonly JointWrite[] {
  if (after.status !== 'closed' || (before?.status === 'closed' && before.followUp === after.followUp)) return []
  const [was, is] = [listedOf(before), listedOf(after)]
  const owners = is ? ownersOf(is) : []
  const former = was ? ownersOf(was).filter(owner => !owners.includes(owner)) : []
  return [
    ...(is ? [{ type: 'List', owners, entry: is } as const] : []),
    ...(former.length > 0 ? [{ type: 'Unlist', owners: former, session: after.id } as const] : []),
    ...sentOn(before, after),
  ]
}

/** The sender sees only part of a follow-up, so most of its events change nothing in this list. */
function sentOn(before: Session | undefined, after: ClosedSession): readonly JointWrite[] {
  const was = before?.status === 'closed' ? sentOnOf(about(before), before.followUp) : undefined
  const is = sentOnOf(about(after), after.followUp)
  if (!is || (was?.by === is.by && isSame(was.entry, is.entry))) return []
  return [{ type: 'ListSentOn', librarian: is.by, entry: is.entry }]
}

const about = ({ id, library }: ClosedSession) => ({ session: id, library })

function isSame(a: SentOnEntry, b: SentOnEntry): boolean {
  return a.status === b.status && a.since === b.since && a.deadline === b.deadline && a.endedAt === b.endedAt
}

/** The entry of a session's follow-up in the lists. */
export function listedOf(session: Session | undefined): FollowUpEntry | undefined {
  if (session?.status !== 'closed') return undefined
  const { id, library, patron, followUp } = session
  return entryOf({ session: id, library, ...(patron.name && { name: patron.name }) }, followUp)
}
