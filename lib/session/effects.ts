import type { Event } from './events.ts'
import { excerpt, type Session, type TransferTarget } from './state.ts'
import { backInTheQueue } from './transitions.ts'

/**
 * What is performed after a step is written. It may be lost or done twice: each is harmless to repeat, and the session's
 * timer repeats those that nobody would miss otherwise.
 */
export type Effect = Tell | Remind | Alert | Withdraw | Offer | Retract | WakeSoon

/** One side of the session hears of an event, if they are there. */
export interface Tell {
  readonly type: 'Tell'
  readonly side: Side
  readonly event: Event
  /** Whom, where it is not who is there now. */
  readonly connection?: string
}

export type Side = 'patron' | 'librarian'

/** One side hears how the session stands, so that a push that was lost is noticed, and asked for (R33). */
export interface Remind {
  readonly type: 'Remind'
  readonly side: Side
}

/** Everyone on duty in these pools hears that a patron waits, and what they ask (R4). */
export interface Alert {
  readonly type: 'Alert'
  readonly pools: readonly string[]
  readonly question: string
}

/** … and that this patron waits no longer (R4). */
export interface Withdraw {
  readonly type: 'Withdraw'
  readonly pools: readonly string[]
}

/** Whoever could take the session over hears that it is offered to them (R35). */
export interface Offer {
  readonly type: 'Offer'
  readonly to: TransferTarget
  readonly event: Extract<Event, { type: 'TransferOffered' }>
}

/** … and that it is not any more. */
export interface Retract {
  readonly type: 'Retract'
  readonly to: TransferTarget
}

/** Something may be due sooner than the session's timer wakes: a second timer looks after that one thing. */
export interface WakeSoon {
  readonly type: 'WakeSoon'
  /** What may be due. */
  readonly why: 'away' | 'transfer'
  readonly at: number
}

/** What an event sets off, given the session before it. Whoever acted is answered by the acknowledgement, not from here. */
export function effects(before: Session | undefined, event: Event): readonly Effect[] {
  const pools = before?.status === 'waiting' ? before.pools : []
  switch (event.type) {
    case 'Asked':
      return [{ type: 'Alert', pools: event.pools, question: excerpt(event.question) }]
    case 'PoolsReached':
      return [
        { type: 'Alert', pools: event.pools, question: before?.status === 'waiting' ? before.question : '' },
        tell('patron', event),
      ]
    case 'AddressOffered':
      return [tell('patron', event)]
    case 'PickedUp':
      return [tell('patron', event), { type: 'Withdraw', pools }]
    case 'Said':
      return [tell(event.from.role === 'patron' ? 'librarian' : 'patron', event)]
    case 'PatronCame':
      return [tell('librarian', event), ...replaced('patron', before?.patron.connection, event)]
    case 'PatronWentAway':
    case 'PatronLeft':
      return [tell('librarian', event)]
    case 'LibrarianWentAway':
      return [tell('patron', event), { type: 'WakeSoon', why: 'away', at: event.at }]
    case 'LibrarianVanished':
      return [
        tell('patron', event),
        { type: 'Alert', pools: event.pools, question: backInTheQueue },
        ...retracted(before),
      ]
    case 'TransferOffered':
      return [
        { type: 'Offer', to: event.to, event },
        { type: 'WakeSoon', why: 'transfer', at: event.at },
      ]
    case 'TransferDeclined':
      return [tell('librarian', event)]
    case 'TransferReturned':
      return [tell('librarian', event), ...retracted(before)]
    case 'TransferAccepted':
      return [tell('patron', event), ...toFormer(before, event), ...retracted(before)]
    case 'LibrarianCame':
      return [tell('patron', event), ...toFormer(before, event)]
    case 'ContactAsked':
      return [tell('patron', event)]
    case 'GreetingNudged':
    case 'PatronPrompted':
      return [tell('librarian', event)]
    case 'ContactVerified':
      return event.by === 'patron' ? [tell('librarian', event)] : []
    case 'SilenceWarned':
    case 'SilenceBreached':
      return [tell('librarian', event)]
    case 'Closed':
      return [
        tell('patron', event),
        ...(event.by === undefined ? [tell('librarian', event)] : []),
        ...(before?.status === 'waiting' ? [{ type: 'Withdraw', pools } as const] : []),
        ...retracted(before),
      ]
    default:
      return []
  }
}

/**
 * What the session's timer says again each time it wakes: a push may be lost without a trace, and without this a librarian
 * might not know that a patron waits (R4), nor either side that the other has written (R33).
 */
export function reminders(session: Session, justNow: readonly Event[]): readonly Effect[] {
  const both = [{ type: 'Remind', side: 'patron' } as const, { type: 'Remind', side: 'librarian' } as const]
  const told = justNow.some(({ type }) => type === 'PoolsReached' || type === 'LibrarianVanished')
  if (session.status !== 'waiting' || told) return both
  return [...both, { type: 'Alert', pools: session.pools, question: session.question }]
}

function tell(side: Side, event: Event): Tell {
  return { type: 'Tell', side, event }
}

/** Whoever came is on another connection already, and hears there that it hears nothing more. */
function replaced(side: Side, connection: string | undefined, event: Event): readonly Tell[] {
  return connection ? [{ type: 'Tell', side, event, connection }] : []
}

/** Whoever served until now hears of it where they were. */
function toFormer(before: Session | undefined, event: Event): readonly Tell[] {
  return replaced('librarian', before?.status === 'active' ? before.librarian.connection : undefined, event)
}

function retracted(before: Session | undefined): readonly Retract[] {
  return before?.status === 'active' && before.transfer ? [{ type: 'Retract', to: before.transfer.to }] : []
}
