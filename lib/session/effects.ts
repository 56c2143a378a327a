import { alerted, type InLine } from './circle.ts'
import type { Event } from './events.ts'
import type { Session, TransferTarget } from './state.ts'

/**
 * What is performed after a step is written. It may be lost or done twice: each is harmless to repeat, and the session's
 * timer repeats those that nobody would miss otherwise.
 */
export type Effect = Tell | Remind | Alert | Withdraw | OfferOn | WithdrawRescue | Offer | Retract | WakeSoon

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

/** These hear that a patron waits, and what they ask (R45). */
export interface Alert {
  readonly type: 'Alert'
  readonly to: readonly InLine[]
  /** When the alert was decided on: whoever hears it says so with this moment (R40), ms. */
  readonly at: number
}

/** … and that this patron waits no longer: those who were alerted, and nobody else (R45). */
export interface Withdraw {
  readonly type: 'Withdraw'
  readonly to: readonly InLine[]
}

/** These hear that a session could be taken over from a librarian who is silent (R39). */
export interface OfferOn {
  readonly type: 'OfferOn'
  readonly to: readonly InLine[]
  readonly at: number
}

/** … and that it cannot any more. */
export interface WithdrawRescue {
  readonly type: 'WithdrawRescue'
  readonly to: readonly InLine[]
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
  readonly told?: readonly InLine[]
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
  switch (event.type) {
    case 'Alerted':
      return [{ type: 'Alert', to: event.to, at: event.at }]
    case 'RescueOffered':
      return [{ type: 'OfferOn', to: event.to, at: event.at }]
    case 'PoolsReached':
    case 'AddressOffered':
      return [tell('patron', event)]
    case 'PickedUp':
      return [tell('patron', event), ...withdrawn(before, event.librarian.id)]
    case 'Said':
      return event.from.role === 'patron' ? [tell('librarian', event)] : [tell('patron', event), ...rescueOver(before)]
    case 'PatronCame':
      return [tell('librarian', event), ...replaced('patron', before?.patron.connection, event)]
    case 'PatronWentAway':
    case 'PatronLeft':
      return [tell('librarian', event)]
    case 'LibrarianWentAway':
      return [tell('patron', event), { type: 'WakeSoon', why: 'away', at: event.at }]
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return [tell('patron', event), ...toFormer(before, event), ...rescueOver(before), ...retracted(before)]
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
    case 'Rescued':
      return [
        tell('patron', event),
        ...toFormer(before, event),
        ...rescueOver(before, event.librarian.id),
        ...retracted(before),
      ]
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
        ...withdrawn(before),
        ...rescueOver(before),
        ...retracted(before),
      ]
    default:
      return []
  }
}

/**
 * What the session's timer says again each time it wakes, to a side whose last frame shows that it may have missed something:
 * a push may be lost without a trace, and without this neither side might know that the other has written (R33).
 */
export function reminders(session: Session): readonly Effect[] {
  const sides = ['patron', 'librarian'] as const
  return sides.flatMap(side => (session.sure !== side ? [{ type: 'Remind', side } as const] : []))
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
  if (before?.status !== 'active' || !before.transfer) return []
  const { to, told } = before.transfer
  return [{ type: 'Retract', to, ...(told && { told }) }]
}

/** Whoever was alerted hears that the patron waits no longer, but for whoever picked them up: their reply says so. */
function withdrawn(before: Session | undefined, by?: string): readonly Withdraw[] {
  const to = before?.status === 'waiting' ? alerted(before.circle).filter(({ librarian }) => librarian !== by) : []
  return to.length > 0 ? [{ type: 'Withdraw', to }] : []
}

function rescueOver(before: Session | undefined, by?: string): readonly WithdrawRescue[] {
  const to = before?.status === 'active' ? alerted(before.rescue).filter(({ librarian }) => librarian !== by) : []
  return to.length > 0 ? [{ type: 'WithdrawRescue', to }] : []
}
