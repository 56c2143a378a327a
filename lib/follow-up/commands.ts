import type { Calendar } from '../time/opening-days.ts'
import type { FollowUpPolicy } from './due-dates.ts'
import type { DroppedBecause, HeldBecause } from './events.ts'
import type { Actor, MailKind, Recipient } from './state.ts'

/** What can be asked of a session that is over. */
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
  /** Of an answer that came by e-mail: it is taken once, however often it comes. */
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

/** An answer came by e-mail that cannot be taken as it is. */
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
  /** What of it goes out, where that is not all: lines of the held answer. */
  readonly text?: string | undefined
}

export interface RejectAnswer extends ByActor {
  readonly type: 'RejectAnswer'
  readonly n: number
}

/** A mail of whoever owes it came with the number of a ticket in its subject. */
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

/** A mail is not sent, and will not be. */
export interface DropMail extends AboutMail {
  readonly type: 'DropMail'
  readonly because: DroppedBecause
}

/** A mail came back from whom it was for. */
export interface RecordBounce extends AboutMail {
  readonly type: 'RecordBounce'
  readonly recipient: Recipient
}

/** Whom it was for complained about a mail. */
export interface RecordComplaint extends AboutMail {
  readonly type: 'RecordComplaint'
  readonly recipient: Recipient
}

/** The follow-up's timer woke up; what is due when depends on when and how its library works. */
export interface FollowUpTick {
  readonly type: 'FollowUpTick'
  readonly at: number
  readonly calendar: Calendar
  readonly policy: FollowUpPolicy
  /** The librarian who promised the answer is not in the consortium any more. */
  readonly isDeserted?: true
}
