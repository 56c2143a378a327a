import type { Actor, MailKind, Recipient } from './state.ts'

/** What can have happened after a session, in the session's own log. */
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
  | MailBounced
  | MailComplained

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
  MailBounced: true,
  MailComplained: true,
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

/** The patron's answer goes out, and nothing is owed any more (R30, R31). */
export interface FollowUpAnswered {
  readonly type: 'FollowUpAnswered'
  readonly at: number
  /** 1, 2, 3 … among the answers of this session. */
  readonly n: number
  readonly by: Actor
  /** The answer; nothing where it is one that was held and goes out as it stands. */
  readonly text?: string
  /** The number of the held answer that was confirmed. */
  readonly held?: number
  /** By which it is known when it comes by e-mail once more. */
  readonly fingerprint?: string
}

/** It was done in some other way (R29, R30). */
export interface FollowUpDone {
  readonly type: 'FollowUpDone'
  readonly at: number
  readonly by: Actor
  readonly note?: string
}

/** From now on the patron's library owes it (R30). */
export interface FollowUpHandedOver {
  readonly type: 'FollowUpHandedOver'
  readonly at: number
  /** Nobody: its deadline had passed, or its librarian has left. */
  readonly by?: Actor
  readonly note?: string
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

/** An answer came by e-mail that may not go to the patron as it is. */
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

/** Everything that can keep an answer that came by e-mail from going to the patron as it is. */
export const heldBecause = [
  // Who sent it.
  'stranger',
  'unauthentic',
  'several-senders',
  'spam',
  // Whether a machine did.
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
  // Whether it is an answer to the desk, and nothing else.
  'quotes-nothing',
  'unintroduced',
  'other-mail',
  'forwarded',
  'colleagues',
  'footer',
  'desk-words',
  'staff-notes',
  'desk-links',
  // Whether it is all there, as it was written.
  'attachment',
  'incomplete',
  'several-texts',
  'wrapped',
  'encrypted',
  'garbled',
  'no-words',
  'too-long',
  // Whether anybody waits for it.
  'over',
  'no-mail-wanted',
] as const

/** Why an answer that came by e-mail may not go to the patron as it is. */
export type HeldBecause = (typeof heldBecause)[number]

/** Nothing proves that the library sent it: it takes no place of those that the library's own answers have. */
export function isFromElsewhere(because: readonly HeldBecause[]): boolean {
  return because.some(one => one === 'stranger' || one === 'unauthentic' || one === 'several-senders')
}

export interface AnswerRejected {
  readonly type: 'AnswerRejected'
  readonly at: number
  /** Nobody: a newer one from elsewhere took its place. */
  readonly by?: Actor
  readonly n: number
}

/** The ticket system of whoever owes it has given it a number: what is mailed to them from now on bears it. */
export interface TicketRecorded {
  readonly type: 'TicketRecorded'
  readonly at: number
  readonly ticket: string
}

/** Whoever wrote this sends these mails, and nobody else does until each has had its time. */
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

/** It was not sent, and will not be. */
export interface MailDropped extends AboutMail {
  readonly type: 'MailDropped'
  readonly because: DroppedBecause
}

/**
 * Whoever it was for complained about another, or does not owe it any more, or nobody does; there is no address, or its words
 * are not kept any more; the mail service says that it cannot be sent at all, or has not accepted it in three days.
 */
export type DroppedBecause = 'unwanted' | 'handed-over' | 'over' | 'no-address' | 'no-text' | 'refused' | 'not-accepted'

/** It could not be delivered. */
export interface MailBounced extends AboutMail {
  readonly type: 'MailBounced'
  readonly recipient: Recipient
}

/** Whoever got it called it unwanted. */
export interface MailComplained extends AboutMail {
  readonly type: 'MailComplained'
  readonly recipient: Recipient
}
