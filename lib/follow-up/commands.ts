import type { HeldBecause } from './events.ts'
import type { Actor, MailKind } from './state.ts'
import type { Times } from './times.ts'

/** What can be asked of a session that is over. */
export type AfterCommand =
  | TakeFollowUp
  | AnswerFollowUp
  | FinishFollowUp
  | HandOverFollowUp
  | HoldAnswer
  | ConfirmAnswer
  | RejectAnswer
  | WishTranscript
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
  readonly because: HeldBecause
}

export interface ConfirmAnswer extends ByActor {
  readonly type: 'ConfirmAnswer'
  readonly n: number
}

export interface RejectAnswer extends ByActor {
  readonly type: 'RejectAnswer'
  readonly n: number
}

export interface WishTranscript {
  readonly type: 'WishTranscript'
  readonly at: number
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

/** A mail cannot be sent to anybody. */
export interface DropMail extends AboutMail {
  readonly type: 'DropMail'
  readonly because: 'unwanted' | 'no-address'
}

export interface RecordBounce extends AboutMail {
  readonly type: 'RecordBounce'
}

export interface RecordComplaint extends AboutMail {
  readonly type: 'RecordComplaint'
}

/** The follow-up's clock woke up; `times` says when things are due at this library. */
export interface FollowUpTick {
  readonly type: 'FollowUpTick'
  readonly at: number
  readonly times: Times
}
