import type { Actor, MailKind, Recipient } from './state.ts'

/** The events that can follow a session, in the session's own log. */
export type FollowUpEvent =
  | FollowUpTaken
  | FollowUpAnswered
  | FollowUpDone
  | FollowUpHandedOver
  | FollowUpReminded
  | FollowUpOverdue
  | FollowUpEscalated
  | AnswerHeld
  | AnswerRejected
  | TicketRecorded
  | MailsBegun
  | MailSent
  | MailDropped
  | MailPostponed
  | MailBounced
  | MailComplained
  | AddressDisowned

const types: Readonly<Record<FollowUpEvent['type'], true>> = {
  FollowUpTaken: true,
  FollowUpAnswered: true,
  FollowUpDone: true,
  FollowUpHandedOver: true,
  FollowUpReminded: true,
  FollowUpOverdue: true,
  FollowUpEscalated: true,
  AnswerHeld: true,
  AnswerRejected: true,
  TicketRecorded: true,
  MailsBegun: true,
  MailSent: true,
  MailDropped: true,
  MailPostponed: true,
  MailBounced: true,
  MailComplained: true,
  AddressDisowned: true,
}

/** Whether an event of a session's log is one of these. */
export function isFollowUpEvent(event: { readonly type: string }): event is FollowUpEvent {
  return Object.hasOwn(types, event.type)
}

export interface FollowUpTaken {
  readonly type: 'FollowUpTaken'
  readonly at: number
  readonly by: Actor
  /** Soft refusals that were overridden. */
  readonly despite?: readonly string[]
}

/** The answer goes out to the patron, and the follow-up is over (R30, R31). */
export interface FollowUpAnswered {
  readonly type: 'FollowUpAnswered'
  readonly at: number
  /** 1, 2, 3 … among the answers of this session. */
  readonly n: number
  readonly by: Actor
  /** The answer; missing if it was held and goes out unchanged. */
  readonly text?: string
  /** The number of the held answer that was confirmed. */
  readonly held?: number
  /** Its fingerprint, by which a repeat by email is recognised. */
  readonly fingerprint?: string
}

/** It was done in some other way (R29, R30). */
export interface FollowUpDone {
  readonly type: 'FollowUpDone'
  readonly at: number
  readonly by: Actor
  readonly note?: string
}

/** From now on the patron's library owes the answer (R30). */
export interface FollowUpHandedOver {
  readonly type: 'FollowUpHandedOver'
  readonly at: number
  /** Missing if the deadline had passed or the librarian has left. */
  readonly by?: Actor
  readonly note?: string
  /** Whether the deadline had passed. */
  readonly missed?: true
}

export interface FollowUpReminded {
  readonly type: 'FollowUpReminded'
  readonly at: number
}

export interface FollowUpOverdue {
  readonly type: 'FollowUpOverdue'
  readonly at: number
}

export interface FollowUpEscalated {
  readonly type: 'FollowUpEscalated'
  readonly at: number
}

/** An answer came by email that may not go to the patron as it is. */
export interface AnswerHeld {
  readonly type: 'AnswerHeld'
  readonly at: number
  /** 1, 2, 3 … in this session. */
  readonly n: number
  readonly from: string
  /** Exactly what would go to the patron. */
  readonly text: string
  /** Every doubt about it. */
  readonly because: readonly HeldBecause[]
  readonly fingerprint?: string
}

/** Every reason for which an answer that came by email may not go to the patron as it is. */
export const heldBecause = [
  // Doubts about the sender.
  'stranger',
  'unauthentic',
  'several-senders',
  'spam',
  // Signs that a machine sent it.
  'machine-header',
  'machine-sender',
  'machine-subject',
  'machine-words',
  'bulk',
  'no-envelope',
  'at-once',
  'same-words',
  'ticket-system',
  'ticket-number',
  // Doubts whether it is an answer to the desk and nothing else.
  'quotes-nothing',
  'unintroduced',
  'other-mail',
  'forwarded',
  'colleagues',
  'footer',
  'desk-words',
  'staff-notes',
  'desk-links',
  // Doubts whether it is complete and unchanged.
  'attachment',
  'incomplete',
  'several-texts',
  'wrapped',
  'encrypted',
  'garbled',
  'no-words',
  'too-long',
  // Doubts whether anybody is waiting for it.
  'over',
  'no-mail-wanted',
] as const

/** A reason for which an answer that came by email may not go to the patron as it is. */
export type HeldBecause = (typeof heldBecause)[number]

/** Nothing proves that the library sent it, so it does not use up the places of the library's own answers. */
export function isFromElsewhere(because: readonly HeldBecause[]): boolean {
  return because.some(one => one === 'stranger' || one === 'unauthentic' || one === 'several-senders')
}

export interface AnswerRejected {
  readonly type: 'AnswerRejected'
  readonly at: number
  /** Missing if a newer one from elsewhere replaced it. */
  readonly by?: Actor
  readonly n: number
}

/** The owner's ticket system has given it a number, which later mails to the owner include. */
export interface TicketRecorded {
  readonly type: 'TicketRecorded'
  readonly at: number
  readonly ticket: string
}

/** The writer of this event sends these mails. Nobody else sends one until its next try is due. */
export interface MailsBegun {
  readonly type: 'MailsBegun'
  readonly at: number
  readonly mails: readonly number[]
}

interface AboutMail {
  readonly at: number
  /** The mail's number in this session. */
  readonly n: number
  readonly kind: MailKind
}

/** The mail service accepted it. */
export interface MailSent extends AboutMail {
  readonly type: 'MailSent'
  /** The mail service's own id. */
  readonly mail: string
}

/** The mail was not sent and will not be. */
export interface MailDropped extends AboutMail {
  readonly type: 'MailDropped'
  readonly because: DroppedBecause
}

/** The mail service had no quota left for the day. The try does not count, however many there are. */
export interface MailPostponed extends AboutMail {
  readonly type: 'MailPostponed'
}

/**
 * The reason: the recipient complained about another mail or is no longer the owner, the follow-up is over, there is no address or
 * nobody has confirmed it, the words are deleted, the recipient has had enough mails today, a mail that sums up says the same, or
 * the mail service refused it for good or has not accepted it in three days.
 */
export const droppedBecause = [
  'unwanted',
  'handed-over',
  'over',
  'no-address',
  'not-confirmed',
  'no-text',
  'enough-today',
  'summed-up',
  'refused',
  'not-accepted',
] as const

export type DroppedBecause = (typeof droppedBecause)[number]

/** It could not be delivered. */
export interface MailBounced extends AboutMail {
  readonly type: 'MailBounced'
  readonly recipient: Recipient
}

/** The reader of a mail to the patron says that they did not ask. It may happen before the session is over. */
export interface AddressDisowned {
  readonly type: 'AddressDisowned'
  readonly at: number
  readonly email: string
}

/** The recipient reported it as unwanted. */
export interface MailComplained extends AboutMail {
  readonly type: 'MailComplained'
  readonly recipient: Recipient
}
