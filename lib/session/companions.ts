import { beginning } from './beginning.ts'
import { backInTheQueue } from './changes.ts'
import type { Event } from './events.ts'
import type { FollowUpOwed } from './resolution.ts'
import type { Session } from './state.ts'

/**
 * What other tables have to say in the very moment a step is written, or not at all: the hand-overs of the desk. They are
 * written in one transaction with the step.
 */
export type Companion = Enqueue | Dequeue | Take | Release | Owe | MarkMailed

/** The patron stands in the queue of every pool that the session reached. */
export interface Enqueue extends Place {
  readonly type: 'Enqueue'
  readonly library: string
  readonly name?: string
  /** Its beginning: enough to know it by. */
  readonly question: string
}

export interface Dequeue extends Place {
  readonly type: 'Dequeue'
}

interface Place {
  readonly session: string
  readonly askedAt: number
  readonly pools: readonly string[]
}

/** The librarian holds one session more: only while on duty, and never above their limit (R5). */
export interface Take {
  readonly type: 'Take'
  readonly librarian: string
  readonly session: string
}

export interface Release {
  readonly type: 'Release'
  readonly librarian: string
  readonly session: string
}

/** A follow-up stands in the list of the patron's library (R29). */
export interface Owe extends FollowUpOwed {
  readonly type: 'Owe'
  readonly session: string
  readonly library: string
  readonly at: number
  readonly name?: string
}

export interface MarkMailed {
  readonly type: 'MarkMailed'
  readonly session: string
  readonly library: string
  readonly at: number
}

/** What goes with an event, given the session before it and after it. */
export function companions(before: Session | undefined, event: Event, after: Session): readonly Companion[] {
  const { id: session, library, askedAt } = after
  const pools = before?.status === 'waiting' ? before.pools : []
  switch (event.type) {
    case 'Asked': {
      const { name } = event
      const question = beginning(event.question)
      return [{ type: 'Enqueue', session, askedAt, pools: event.pools, library, question, ...(name && { name }) }]
    }
    case 'PoolsReached': {
      const { name } = after.patron
      const question = before?.status === 'waiting' ? before.question : ''
      return [{ type: 'Enqueue', session, askedAt, pools: event.pools, library, question, ...(name && { name }) }]
    }
    case 'PickedUp':
      return [
        { type: 'Dequeue', session, askedAt, pools },
        { type: 'Take', librarian: event.librarian.id, session },
      ]
    case 'LibrarianVanished': {
      const { name } = after.patron
      const entry = { session, askedAt, pools: event.pools, library, question: backInTheQueue, ...(name && { name }) }
      return [
        { type: 'Enqueue', ...entry },
        { type: 'Release', librarian: event.librarian, session },
      ]
    }
    case 'TransferAccepted':
      return [
        ...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),
        { type: 'Take', librarian: event.librarian.id, session },
      ]
    case 'Closed': {
      const { name } = after.patron
      const owed = event.followUp
      return [
        ...(before?.status === 'waiting' ? [{ type: 'Dequeue', session, askedAt, pools } as const] : []),
        ...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),
        ...(owed ? [{ type: 'Owe', session, library, at: event.at, ...owed, ...(name && { name }) } as const] : []),
      ]
    }
    case 'FollowUpMailed':
      return [{ type: 'MarkMailed', session, library, at: event.at }]
    default:
      return []
  }
}
