import type { Decision } from '../decisions/decision.ts'
import type { FollowUpCommand } from '../follow-up/commands.ts'
import type { Kind, Resource } from '../practice/message.ts'
import type { InLine } from './circle.ts'
import type { Code } from './codes.ts'
import type { Event } from './events.ts'
import type { StaffedLadder } from './ladder.ts'
import type { Sender, ServingLibrarian, TransferTarget } from './state.ts'
import type { Timing } from './timing.ts'

/** What can be asked of a session. Imperative; time, ids and settings arrive as data. */
export type Command =
  | Ask
  | Come
  | GoAway
  | Leave
  | LeaveAddress
  | PickUp
  | RecordOtherPatrons
  | OfferTransfer
  | AnswerTransfer
  | AcceptRescue
  | Say
  | Note
  | AskContact
  | ConfirmContact
  | AttestContact
  | Close
  | Tick
  | RenewTimer
  | RequestTranscript
  | FollowUpCommand

/** Those that may end a session: only they begin what follows it. */
export type EndingCommand = Leave | LeaveAddress | Close | Tick

/** Those that are about what follows a session: nobody is told of them there and then. */
export type AfterCommand = FollowUpCommand | RequestTranscript

/** Those of which nobody in the session is told. */
export type UntoldCommand = AfterCommand | RenewTimer

/** Those that leave a session as far as it is. */
export type TalkCommand = Exclude<Command, EndingCommand | UntoldCommand>

/**
 * What follows from a command: events, a refusal, or the news that this form was submitted or this very counter used before, so
 * that whoever holds the log answers as it was answered then (R36).
 */
export type SessionDecision =
  | Decision<Event>
  | { readonly submitted: Submission }
  | { readonly repeated: { readonly sender: Sender; readonly n: number; readonly text: string } }

/** What a patron wrote into the form. */
export interface Submission {
  readonly question: string
  readonly name?: string | undefined
  readonly email?: string | undefined
}

export interface Ask {
  readonly type: 'Ask'
  readonly at: number
  readonly session: string
  readonly library: string
  readonly ladder: StaffedLadder
  /** Whose turn it is, on the rungs that are reached at once. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  readonly question: string
  readonly name?: string
  readonly email?: string
  readonly despite?: readonly string[] | undefined
}

/** Somebody's client is there, on this connection, and wants what it missed. */
export interface Come {
  readonly type: 'Come'
  readonly at: number
  readonly who: Sender
  readonly connection: string
}

/** A connection ended; it says nothing of any other. */
export interface GoAway {
  readonly type: 'GoAway'
  readonly at: number
  readonly connection: string
}

/** The patron ends the conversation. */
export interface Leave {
  readonly type: 'Leave'
  readonly at: number
}

/** The patron leaves an address instead of waiting on (R6). */
export interface LeaveAddress {
  readonly type: 'LeaveAddress'
  readonly at: number
  readonly email: string
  readonly name?: string
  readonly despite?: readonly string[] | undefined
}

export interface PickUp {
  readonly type: 'PickUp'
  readonly at: number
  readonly outOfTurn?: string | undefined
  readonly librarian: ServingLibrarian
  readonly connection: string
}

/** Who else a librarian serves has changed (R20). */
export interface RecordOtherPatrons {
  readonly type: 'RecordOtherPatrons'
  readonly at: number
  readonly librarian: string
  readonly otherPatrons: readonly string[]
}

/** The librarian offers the session to somebody else (R35). */
export interface OfferTransfer {
  readonly type: 'OfferTransfer'
  readonly at: number
  readonly by: string
  readonly to: TransferTarget
  /** Somebody is there who could accept. */
  readonly reachable: boolean
  /** Of a pool, those who are to be told. @default - nobody */
  readonly told?: readonly InLine[] | undefined
  readonly note?: string | undefined
}

/** Somebody accepts or declines what was offered (R35). */
export interface AnswerTransfer {
  readonly type: 'AnswerTransfer'
  readonly at: number
  readonly accept: boolean
  readonly librarian: ServingLibrarian
  /** The pools that they serve. */
  readonly pools: readonly string[]
  readonly connection: string
}

/** Somebody takes over from a librarian who is silent (R39). */
export interface AcceptRescue {
  readonly type: 'AcceptRescue'
  readonly at: number
  readonly librarian: ServingLibrarian
  /** The pools that they serve. */
  readonly pools: readonly string[]
  readonly connection: string
}

export interface Say {
  readonly type: 'Say'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly text: string
  readonly kind?: Kind | undefined
  readonly resource?: Resource | undefined
  readonly script?: string | undefined
  readonly despite?: readonly string[] | undefined
  /** The newest message that the sender has; what is not said is not known. */
  readonly last?: number | undefined
}

export interface Note {
  readonly type: 'Note'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly text: string
}

export interface AskContact {
  readonly type: 'AskContact'
  readonly at: number
  readonly by: string
}

export interface ConfirmContact {
  readonly type: 'ConfirmContact'
  readonly at: number
  readonly email: string
  readonly name?: string
  readonly despite?: readonly string[] | undefined
}

export interface AttestContact {
  readonly type: 'AttestContact'
  readonly at: number
  readonly by: string
  readonly email: string
  readonly despite?: readonly string[] | undefined
}

/** The patron asks for the transcript by e-mail (R32). */
export interface RequestTranscript {
  readonly type: 'RequestTranscript'
  readonly at: number
}

/** The goodbye script of the patron's library, and the names that it may hold (R23). */
export interface Goodbye {
  readonly script: string
  readonly patronLibrary: string
  readonly librarianLibrary?: string | undefined
}

export interface Close {
  readonly type: 'Close'
  readonly at: number
  readonly by: string
  readonly code?: Code | undefined
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline?: string | undefined
  /** Today's date there. */
  readonly today: string
  /** The latest date that a deadline may have, where there is one. */
  readonly latest?: string | undefined
  /** The librarian's word that they have at hand what will thoroughly answer the question (R26). */
  readonly atHand?: boolean | undefined
  /** The question is not answered, and the code says so only for want of an address (R28). */
  readonly unresolved?: boolean | undefined
  readonly goodbye?: Goodbye | undefined
  readonly note?: string | undefined
  readonly despite?: readonly string[] | undefined
}

/** The timer of this generation looks after the session no longer. */
export interface RenewTimer {
  readonly type: 'RenewTimer'
  readonly at: number
  readonly generation: number
}

/** The session's timer woke up. */
export interface Tick {
  readonly type: 'Tick'
  readonly at: number
  readonly timing: Timing
  readonly ladder: StaffedLadder
  /** Whose turn it is, on the rungs that are reached, the longest idle first. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  /** Those of the newest round who did not hear their alert. @default - nobody */
  readonly asleep?: readonly string[] | undefined
  readonly goodbye?: Goodbye | undefined
  /** The librarian who serves has left the consortium. */
  readonly isDeserted?: boolean
}
