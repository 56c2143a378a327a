import type { Calendar } from '../time/opening-days.ts'
import type { FollowUpPolicy } from './due-dates.ts'
import type { DroppedBecause, HeldBecause } from './events.ts'
import type { Actor, MailKind, Recipient } from './state.ts'

/** The commands on a session that is over. */
export type FollowUpCommand =
  | TakeFollowUp
  | AnswerFollowUp
  | FinishFollowUp
  | HandOverFollowUp
  | HoldAnswer
  | ConfirmAnswer
  | RejectAnswer
  | RecordTicket
  | RecordMail
  | DropMail
  | PostponeMail
  | RecordBounce
  | RecordComplaint
  | FollowUpTick

interface ByActor {
  readonly at: number
  readonly by: Actor
}

export interface TakeFollowUp extends ByActor {
  readonly type: 'TakeFollowUp'
  readonly despite?: readonly string[] | undefined
}

export interface AnswerFollowUp extends ByActor {
  readonly type: 'AnswerFollowUp'
  readonly text: string
  /** The fingerprint of an answer that came by email, so that it is taken only once. */
  readonly fingerprint?: string
}

export interface FinishFollowUp extends ByActor {
  readonly type: 'FinishFollowUp'
  readonly note?: string | undefined
}

export interface HandOverFollowUp extends ByActor {
  readonly type: 'HandOverFollowUp'
  readonly note?: string | undefined
}

/** An answer that came by email cannot be sent on as it is. */
export interface HoldAnswer {
  readonly type: 'HoldAnswer'
  readonly at: number
  readonly from: string
  readonly text: string
  readonly because: readonly HeldBecause[]
  readonly fingerprint?: string
}

export interface ConfirmAnswer extends ByActor {
  readonly type: 'ConfirmAnswer'
  readonly n: number
  /** The lines of the held answer that should go out, if not all of them. */
  readonly text?: string | undefined
}

export interface RejectAnswer extends ByActor {
  readonly type: 'RejectAnswer'
  readonly n: number
}

/** A mail from the owner came with the number of a ticket in its subject. */
export interface RecordTicket {
  readonly type: 'RecordTicket'
  readonly at: number
  readonly ticket: string
}

interface AboutMail {
  readonly at: number
  readonly n: number
  readonly kind: MailKind
}

/** The mail service accepted a mail. */
export interface RecordMail extends AboutMail {
  readonly type: 'RecordMail'
  readonly mail: string
}

/** A mail has not been sent and will not be. */
export interface DropMail extends AboutMail {
  readonly type: 'DropMail'
  readonly because: DroppedBecause
}

/** The mail service accepts no mail for a while, because the quota of the day is used up. */
export interface PostponeMail extends AboutMail {
  readonly type: 'PostponeMail'
}

/** A mail to this recipient came back. */
export interface RecordBounce extends AboutMail {
  readonly type: 'RecordBounce'
  readonly recipient: Recipient
}

/** The recipient of a mail complained about it. */
export interface RecordComplaint extends AboutMail {
  readonly type: 'RecordComplaint'
  readonly recipient: Recipient
}

/** The follow-up's timer woke up. The due dates depend on the library's opening days and policy. */
export interface FollowUpTick {
  readonly type: 'FollowUpTick'
  readonly at: number
  readonly calendar: Calendar
  readonly policy: FollowUpPolicy
  /** The librarian who promised the answer has left the consortium. */
  readonly isDeserted?: true
}
