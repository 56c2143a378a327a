import { entryOf, type FollowUpEntry, ownersOf, type SentOnEntry, sentOnOf } from '../follow-up/list.ts'
import type { Closed, Event, PickedUp, PoolsReached } from './events.ts'
import type { Rung } from './ladder.ts'
import { type ClosedSession, generationOf, librariansIn, poolsAt, type Session } from './state.ts'
import { type SteppedBackEntry, steppedBackEntry } from './step-back.ts'

/** Changes to other tables. They are written in one transaction with the step, or not at all, unless they come later. */
export type JointWrite = Enqueue | Dequeue | Take | Release | List | Unlist | ListSentOn | ListSteppedBack

/**
 * A write that follows the step at once, for half the price of one in its transaction. It is written again at every wake of the
 * session's timer until it is there (`laterWritesOf`), so it must be harmless whenever it is written.
 */
interface Later {
  readonly later?: true
}

/** Puts the patron into the queue, with the pools that the session has reached, and those that it will reach. */
export interface Enqueue extends Place, Later {
  readonly type: 'Enqueue'
  readonly library: string
  readonly name?: string
  /** The beginning of the question, enough to recognise it. */
  readonly question: string
  readonly pools: readonly string[]
  /** The rungs that the session reaches by waiting, whose pools see it from then on. */
  readonly ahead?: readonly Rung[]
  readonly nth?: number
  readonly language?: string
}

export interface Dequeue extends Place, Later {
  readonly type: 'Dequeue'
}

interface Place {
  readonly session: string
  readonly askedAt: number
  /** Whether the session comes after all sessions without this mark (R2). */
  readonly afterOthers?: true
  /** The number of the session's timer. A later write that arrives late changes no entry of a later number. */
  readonly generation: number
}

/** Gives the librarian one more session, only while they are on duty and never above their limit (R5). */
export interface Take {
  readonly type: 'Take'
  readonly librarian: string
  readonly session: string
  /** When they stopped being idle (R45), ms. */
  readonly at: number
  /** How long the patron had waited, where it says how long others will. */
  readonly waited?: Waited
}

/** The wait that a pick-up ended, ms, and whether the librarian is of the patron's own library. */
export interface Waited {
  readonly ms: number
  readonly own?: true
}

export interface Release extends Later {
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
  // It begins with the question.
  if (!before) return enqueued(after)
  const { id: session } = after
  switch (event.type) {
    case 'PoolsReached':
      return isExpected(before, event) ? [] : enqueued(after)
    case 'PickedUp':
      return [
        ...dequeued(before),
        { type: 'Take', librarian: event.librarian.id, session, at: event.at, ...waited(before, event) },
      ]
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      // The former librarian must not hold it once another one can pick it up, so both are written with the step.
      return [...enqueued(after).map(({ later: _with, ...entry }) => entry), ...released(before, event.at)]
    case 'Joined':
      return [{ type: 'Take', librarian: event.librarian.id, session, at: event.at }]
    case 'LibrarianLeft':
      return [{ type: 'Release', librarian: event.librarian, session, at: event.at }]
    case 'TransferAccepted':
    case 'Rescued':
      return [
        // A colleague who has joined stays.
        ...released(before, event.at).slice(0, 1),
        { type: 'Take', librarian: event.librarian.id, session, at: event.at },
      ]
    case 'Closed':
      return [
        ...dequeued(before),
        ...released(before, event.at).map(asLater),
        ...listings(before, after),
        ...filed(event, after),
      ]
    default:
      return listings(before, after)
  }
}

/**
 * The later writes whose effect is there while the session stands as it does, for its timer to make sure of. Once a session is over
 * nobody can take it again, and once it is picked up a later generation begins, so they are harmless however often they are made.
 */
export function laterWritesOf(session: Session): readonly JointWrite[] {
  switch (session.status) {
    case 'waiting':
      return enqueued(session)
    case 'active':
      return [dequeue(session, generationOf(session) - 1)]
    case 'closed':
      return [dequeue(session, generationOf(session)), ...released(session, session.closedAt).map(asLater)]
  }
}

function asLater(release: Release): Release {
  return { ...release, later: true }
}

/** The entry of a waiting session. A question that is left for the library reaches no pool and has none. */
function enqueued(session: Session): readonly Enqueue[] {
  if (session.status !== 'waiting' || session.pools.length === 0) return []
  const { id, library, askedAt, patron, question, pools, ahead, nth, afterOthers, language } = session
  return [
    {
      ...{ type: 'Enqueue', session: id, askedAt, generation: generationOf(session), library, question, pools },
      ...(patron.name && { name: patron.name }),
      ...(language && { language }),
      ...(ahead && { ahead }),
      ...(nth !== undefined && { nth }),
      ...(afterOthers && { afterOthers }),
      later: true,
    },
  ]
}

function dequeued(before: Session): readonly Dequeue[] {
  if (before.status !== 'waiting' || before.pools.length === 0) return []
  return [dequeue(before, generationOf(before))]
}

function dequeue({ id, askedAt, afterOthers }: Session, generation: number): Dequeue {
  return { type: 'Dequeue', session: id, askedAt, generation, ...(afterOthers && { afterOthers }), later: true }
}

/** Whether the entry in the queue says already that these pools see the patron from now on. */
function isExpected(before: Session, { at, pools }: PoolsReached): boolean {
  return before.status === 'waiting' && pools.every(pool => poolsAt(before, at).includes(pool))
}

/** A patron who was taken out of turn, comes after all others or had been served before waited as nobody else does. */
function waited(before: Session, { at, outOfTurn, librarian }: PickedUp): Pick<Take, 'waited'> {
  if (before.status !== 'waiting' || outOfTurn || before.afterOthers || before.backAt !== undefined) return {}
  const own = librarian.library === before.library && { own: true as const }
  return { waited: { ms: Math.max(0, at - before.askedAt), ...own } }
}

/** Whoever serves has one session less, and so has a colleague who has joined (R41). */
function released(session: Session, at: number): readonly Release[] {
  return librariansIn(session).map(librarian => ({ type: 'Release', librarian, session: session.id, at }))
}

function filed(event: Closed, after: Session): readonly ListSteppedBack[] {
  const entry = after.status === 'closed' ? steppedBackEntry(after, event) : undefined
  return entry ? [{ type: 'ListSteppedBack', entry }] : []
}

/** The lists reflect the follow-up's current state. */
function listings(before: Session, after: Session): readonly JointWrite[] {
  if (after.status !== 'closed' || (before.status === 'closed' && before.followUp === after.followUp)) return []
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
function sentOn(before: Session, after: ClosedSession): readonly JointWrite[] {
  const was = before.status === 'closed' ? sentOnOf(about(before), before.followUp) : undefined
  const is = sentOnOf(about(after), after.followUp)
  if (!is || (was?.by === is.by && isSame(was.entry, is.entry))) return []
  return [{ type: 'ListSentOn', librarian: is.by, entry: is.entry }]
}

const about = ({ id, library }: ClosedSession) => ({ session: id, library })

function isSame(a: SentOnEntry, b: SentOnEntry): boolean {
  return a.status === b.status && a.since === b.since && a.deadline === b.deadline && a.endedAt === b.endedAt
}

/** The entry of a session's follow-up in the lists. */
export function listedOf(session: Session): FollowUpEntry | undefined {
  if (session.status !== 'closed') return undefined
  const { id, library, patron, followUp } = session
  return entryOf({ session: id, library, ...(patron.name && { name: patron.name }) }, followUp)
}
