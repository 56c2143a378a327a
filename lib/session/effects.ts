import { alerted, type Circle, type InLine } from './circle.ts'
import type { Event } from './events.ts'
import {
  type ActiveSession,
  type ClosedSession,
  librariansIn,
  type Session,
  type TransferTarget,
  type WaitingSession,
} from './state.ts'

/**
 * What is performed after a step is written. An effect may be lost or repeated. Repeating is harmless, and the session's timer
 * repeats those whose loss nobody would notice.
 */
export type Effect =
  | Tell
  | Remind
  | Alert
  | Withdraw
  | OfferOn
  | WithdrawRescue
  | Offer
  | Retract
  | AskHelp
  | WithdrawHelp
  | WakeSoon

/** Tells one side of the session about an event, if that side is connected. */
export interface Tell {
  readonly type: 'Tell'
  readonly side: Side
  readonly event: Event
  /** The recipient, if it is not the person who is connected now. */
  readonly connection?: string
}

/** `second` is a librarian who has joined the one who serves (R41). */
export type Side = 'patron' | 'librarian' | 'second'

/** Tells one side the state of the session, so that a lost push is noticed and requested (R33). */
export interface Remind {
  readonly type: 'Remind'
  readonly side: Side
}

/** Tells these librarians that a patron is waiting, and their question (R45). */
export interface Alert {
  readonly type: 'Alert'
  readonly to: readonly InLine[]
  /** When the alert was decided on, by which clients confirm that they heard it (R40), ms. */
  readonly at: number
}

/** … and that this patron no longer waits, only to those who were alerted (R45). */
export interface Withdraw {
  readonly type: 'Withdraw'
  readonly to: readonly InLine[]
}

/** Tells these librarians that they could take a session over from one who is silent (R39). */
export interface OfferOn {
  readonly type: 'OfferOn'
  readonly to: readonly InLine[]
  readonly at: number
}

/** … and that they no longer can. */
export interface WithdrawRescue {
  readonly type: 'WithdrawRescue'
  readonly to: readonly InLine[]
}

/** Tells the librarians who could take the session over that it is offered to them (R35). */
export interface Offer {
  readonly type: 'Offer'
  readonly to: TransferTarget
  readonly event: Extract<Event, { type: 'TransferOffered' }>
}

/** … and that it no longer is. */
export interface Retract {
  readonly type: 'Retract'
  readonly to: TransferTarget
  readonly told?: readonly InLine[]
}

/** Tells these librarians that a colleague needs a second librarian (R41). */
export interface AskHelp {
  readonly type: 'AskHelp'
  readonly to: readonly InLine[]
  readonly event: Extract<Event, { type: 'HelpCalled' | 'HelpSpread' }>
}

/** … and that the colleague no longer does. */
export interface WithdrawHelp {
  readonly type: 'WithdrawHelp'
  readonly to: readonly InLine[]
}

/** Something may be due before the session's timer wakes, so a second timer handles it. */
export interface WakeSoon {
  readonly type: 'WakeSoon'
  /** What may be due. */
  readonly why: 'away' | 'transfer' | 'help'
  readonly at: number
}

/** The effects of an event, given the session before it. The person who acted gets the acknowledgement instead. */
export function effects(before: Session | undefined, event: Event): readonly Effect[] {
  switch (before?.status) {
    case 'waiting':
      return whileWaiting(before, event)
    case 'active':
      return whileServed(before, event)
    case 'closed':
      // A code that was mailed can be typed after the end.
      return event.type === 'AddressConfirmed' ? tellStaff(before, event) : []
    default:
      return []
  }
}

function whileWaiting({ patron, circle }: WaitingSession, event: Event): readonly Effect[] {
  switch (event.type) {
    case 'Alerted':
      return [{ type: 'Alert', to: event.to, at: event.at }]
    case 'PoolsReached':
    case 'AddressOffered':
      return [tell('patron', event)]
    case 'PatronCame':
      return replaced('patron', patron.connection, event)
    case 'Said':
      // A librarian who has vanished since may send their words again.
      return event.from.role === 'librarian' ? [tell('patron', event)] : []
    case 'PickedUp':
      return [tell('patron', event), ...withdrawn(circle, event.librarian.id)]
    case 'Closed':
      return [tell('patron', event), ...withdrawn(circle)]
    default:
      return []
  }
}

function whileServed(before: ActiveSession, event: Event): readonly Effect[] {
  const { patron, librarian, second } = before
  switch (event.type) {
    case 'Said':
      return event.from.role === 'patron'
        ? tellStaff(before, event)
        : [tell('patron', event), ...tellColleague(before, event, event.from.id), ...rescueOver(before)]
    case 'PatronCame':
      return [...tellStaff(before, event), ...replaced('patron', patron.connection, event)]
    case 'PatronWentAway':
    case 'PatronLeft':
    case 'AddressConfirmed':
      return tellStaff(before, event)
    case 'ContactVerified':
      return event.by === 'patron' ? tellStaff(before, event) : []
    case 'LibrarianCame':
      return [
        tell('patron', event),
        ...tellSecond(before, event),
        ...replaced('librarian', librarian.connection, event),
      ]
    case 'LibrarianWentAway':
      return [tell('patron', event), ...tellSecond(before, event), { type: 'WakeSoon', why: 'away', at: event.at }]
    case 'SecondCame':
      return [tell('librarian', event), ...replaced('second', second?.connection, event)]
    case 'SecondWentAway':
      return [tell('librarian', event), { type: 'WakeSoon', why: 'away', at: event.at }]
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return [
        tell('patron', event),
        ...replaced('librarian', librarian.connection, event),
        ...replaced('second', second?.connection, event),
        ...offersOver(before),
      ]
    case 'RescueOffered':
      return [{ type: 'OfferOn', to: event.to, at: event.at }]
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
        ...tellSecond(before, event),
        ...replaced('librarian', librarian.connection, event),
        ...offersOver(before, event.librarian.id),
      ]
    case 'HelpCalled':
      return [
        { type: 'AskHelp', to: event.to, event },
        { type: 'WakeSoon', why: 'help', at: event.at },
      ]
    case 'HelpSpread':
      return [{ type: 'AskHelp', to: event.to, event }]
    case 'HelpWithdrawn':
      return helpOver(before)
    case 'HelpUnanswered':
      return [tell('librarian', event), ...helpOver(before)]
    case 'Joined':
      return [tell('patron', event), tell('librarian', event), ...helpOver(before, event.librarian.id)]
    case 'LibrarianLeft':
      return oneLeft(before, event)
    case 'ContactAsked':
      return [tell('patron', event)]
    case 'GreetingNudged':
    case 'PatronPrompted':
    case 'SilenceWarned':
    case 'SilenceBreached':
      return [tell('librarian', event)]
    case 'Closed':
      return [
        tell('patron', event),
        ...(event.by === undefined ? [tell('librarian', event)] : []),
        ...tellSecond(before, event),
        ...offersOver(before),
      ]
    default:
      return []
  }
}

/**
 * What the session's timer repeats at each wake to a side whose last frame shows that it may have missed something. A push may be
 * lost without a trace, and without a repeat neither side might learn that the other has written (R33).
 */
export function reminders(session: Session): readonly Effect[] {
  const isTwo = librariansIn(session).length > 1
  const sides = ['patron', 'librarian', ...(isTwo ? (['second'] as const) : [])] as const
  return sides.flatMap(side => (session.sure !== side ? [{ type: 'Remind', side } as const] : []))
}

function tell(side: Side, event: Event): Tell {
  return { type: 'Tell', side, event }
}

/** A session that a librarian serves, or served at its end. */
type Served = ActiveSession | ClosedSession

/** Both librarians, if there are two (R41). */
function tellStaff(before: Served, event: Event): readonly Tell[] {
  return [tell('librarian', event), ...tellSecond(before, event)]
}

function tellSecond({ second }: Served, event: Event): readonly Tell[] {
  return second ? [tell('second', event)] : []
}

/** The other one of two librarians. */
function tellColleague({ second }: ActiveSession, event: Event, of: string): readonly Tell[] {
  return second ? [tell(second.id === of ? 'librarian' : 'second', event)] : []
}

/**
 * The one who stays serves now. Somebody who did not choose to leave is told as well, in case they are there (R41). What was offered
 * to others ends with the librarian who offered it.
 */
function oneLeft(before: ActiveSession, event: Extract<Event, { type: 'LibrarianLeft' }>): readonly Effect[] {
  const told = [tell('patron', event), tell('librarian', event)]
  if (!event.wasServing) return told
  const former = event.because && before.librarian.connection
  return [...told, ...replaced('second', former, event), ...offersOver(before)]
}

/** Somebody else is there, or the same person on another connection: whoever is on this one is told that they get nothing more. */
function replaced(side: Side, connection: string | undefined, event: Event): readonly Tell[] {
  return connection ? [{ type: 'Tell', side, event, connection }] : []
}

/** Nothing of this session is offered to other librarians any more: not to take it over, and not to join it. */
function offersOver(before: ActiveSession, by?: string): readonly Effect[] {
  return [...rescueOver(before, by), ...retracted(before), ...helpOver(before, by)]
}

function rescueOver({ rescue }: ActiveSession, by?: string): readonly WithdrawRescue[] {
  const to = askedBeside(rescue, by)
  return to.length > 0 ? [{ type: 'WithdrawRescue', to }] : []
}

function helpOver({ help }: ActiveSession, by?: string): readonly WithdrawHelp[] {
  const to = askedBeside(help, by)
  return to.length > 0 ? [{ type: 'WithdrawHelp', to }] : []
}

function retracted({ transfer }: ActiveSession): readonly Retract[] {
  if (!transfer) return []
  const { to, told } = transfer
  return [{ type: 'Retract', to, ...(told && { told }) }]
}

function withdrawn(circle: Circle | undefined, by?: string): readonly Withdraw[] {
  const to = askedBeside(circle, by)
  return to.length > 0 ? [{ type: 'Withdraw', to }] : []
}

/** Everybody who was asked, except the librarian who has done it and got a reply. */
function askedBeside(circle: Circle | undefined, by: string | undefined): readonly InLine[] {
  return alerted(circle).filter(({ librarian }) => librarian !== by)
}
