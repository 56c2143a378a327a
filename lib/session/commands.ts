import type { Decision } from '../decisions/decision.ts'
import type { FollowUpCommand } from '../follow-up/commands.ts'
import type { Kind, Resource } from '../practice/message.ts'
import type { OwnAddresses } from '../practice/own-address.ts'
import type { InLine } from './circle.ts'
import type { Code } from './codes.ts'
import type { Answer, Event } from './events.ts'
import type { StaffedLadder } from './ladder.ts'
import type { Sender, ServingLibrarian, TransferTarget } from './state.ts'
import type { Timing } from './timing.ts'

/** The commands on a session. They are imperative, and time, ids and settings arrive as data. */
export type Command =
  | Ask
  | LeaveQuestion
  | Come
  | GoAway
  | Leave
  | LeaveAddress
  | PickUp
  | RecordOtherPatrons
  | OfferTransfer
  | AnswerTransfer
  | AcceptRescue
  | CallForHelp
  | WithdrawCall
  | Join
  | LeaveSession
  | Say
  | Note
  | ReportPolicy
  | AskContact
  | ConfirmContact
  | AttestContact
  | RequestCode
  | EnterCode
  | Close
  | StepBack
  | Tick
  | RenewTimer
  | RequestTranscript
  | RecordCode
  | DisownAddress
  | FollowUpCommand

/** The commands that may end a session and so begin a follow-up. */
export type EndingCommand = LeaveQuestion | Leave | LeaveAddress | Close | StepBack | Tick

/** The commands on follow-ups and about mails, of which no connection is told. */
export type AfterCommand = FollowUpCommand | RequestTranscript | RecordCode | DisownAddress

/** The commands of which nobody in the session is told. */
export type UntoldCommand = AfterCommand | RenewTimer

/** The commands that cannot end a session. */
export type TalkCommand = Exclude<Command, EndingCommand | UntoldCommand>

/**
 * The outcome of a command: events, a refusal, or a note that this form or counter was used before, so that the holder of the
 * log repeats the earlier answer (R36).
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
  /** The librarians whose turn it is, on the rungs that are reached at once. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  readonly question: string
  readonly name?: string
  readonly email?: string
  readonly despite?: readonly string[] | undefined
  /** Its source has asked more than its share (R2). */
  readonly afterOthers?: boolean | undefined
  /** One more than the newest number in the queue. @default - unknown */
  readonly nth?: number | undefined
  readonly language?: string | undefined
  readonly answers?: readonly Answer[] | undefined
  /** The desk's own addresses: if the question contains one of them, it is not the patron's. @default - no address is known */
  readonly own?: OwnAddresses | undefined
}

/** The patron asks and does not wait: their library answers by email (R6). */
export interface LeaveQuestion {
  readonly type: 'LeaveQuestion'
  readonly at: number
  readonly session: string
  readonly library: string
  readonly question: string
  readonly name?: string | undefined
  readonly email: string
  readonly despite?: readonly string[] | undefined
  readonly language?: string | undefined
  readonly answers?: readonly Answer[] | undefined
}

/** A client has connected and wants what it missed. */
export interface Come {
  readonly type: 'Come'
  readonly at: number
  readonly who: Sender
  readonly connection: string
}

/** A connection ended. Other connections of the same person are not affected. */
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

/** The patron leaves an address instead of waiting (R6). */
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

/** The librarian's other patrons have changed (R20). */
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
  /** Whether there is somebody who could accept. */
  readonly reachable: boolean
  /** The members of the pool to be told. @default - nobody */
  readonly told?: readonly InLine[] | undefined
  readonly note?: string | undefined
}

/** A librarian accepts or declines an offered transfer (R35). */
export interface AnswerTransfer {
  readonly type: 'AnswerTransfer'
  readonly at: number
  readonly accept: boolean
  readonly librarian: ServingLibrarian
  /** The pools that they serve. */
  readonly pools: readonly string[]
  readonly connection: string
}

/** A librarian takes over from one who is silent (R39). */
export interface AcceptRescue {
  readonly type: 'AcceptRescue'
  readonly at: number
  readonly librarian: ServingLibrarian
  /** The pools that they serve. */
  readonly pools: readonly string[]
  readonly connection: string
}

/** The serving librarian calls for a colleague (R41). */
export interface CallForHelp {
  readonly type: 'CallForHelp'
  readonly at: number
  readonly by: string
  /** The colleagues to ask first. */
  readonly to: readonly InLine[]
  /** The one colleague who is named. @default - whoever of them comes first */
  readonly invited?: string | undefined
  readonly note?: string | undefined
}

export interface WithdrawCall {
  readonly type: 'WithdrawCall'
  readonly at: number
  readonly by: string
}

/** A colleague who was asked joins (R41). */
export interface Join {
  readonly type: 'Join'
  readonly at: number
  readonly librarian: ServingLibrarian
  readonly connection: string
}

/** One of two librarians leaves the session to the other (R41). */
export interface LeaveSession {
  readonly type: 'LeaveSession'
  readonly at: number
  readonly by: string
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
  /** The newest message that the sender has, if the client reported it. */
  readonly last?: number | undefined
  /** The desk's own addresses, needed if the text contains an address. @default - no address is known */
  readonly own?: OwnAddresses | undefined
}

export interface Note {
  readonly type: 'Note'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly text: string
}

/** The librarian found a mistake on the policy page of the patron's library (R11). */
export interface ReportPolicy {
  readonly type: 'ReportPolicy'
  readonly at: number
  readonly by: string
  readonly text: string
  /** The same text has the same fingerprint, so a report that is sent twice counts once. */
  readonly fingerprint: string
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

/** The patron wants a code mailed that confirms an address (R22). */
export interface RequestCode {
  readonly type: 'RequestCode'
  readonly at: number
  /** Random: what the code is made of, together with the desk's secret. */
  readonly id: string
  /** The digest of that code. */
  readonly digest: string
  /** @default - the address that the session writes to */
  readonly email?: string | undefined
  readonly despite?: readonly string[] | undefined
}

/** The patron types a code. */
export interface EnterCode {
  readonly type: 'EnterCode'
  readonly at: number
  /** The digest of what they typed. */
  readonly digest: string
}

/** The mail with a code is about to be sent, the mail service accepted it, or it came back. */
export interface RecordCode {
  readonly type: 'RecordCode'
  readonly at: number
  /** Which code of the session, counted from 1. */
  readonly n: number
  readonly outcome: 'begun' | 'mailed' | 'returned'
}

/** The reader of a mail says that they did not ask. */
export interface DisownAddress {
  readonly type: 'DisownAddress'
  readonly at: number
  readonly email: string
}

/** The patron asks for the transcript by email (R32). */
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
  /** The latest date that a deadline may have, if there is one. */
  readonly latest?: string | undefined
  /** The librarian confirms that they have at hand what will thoroughly answer the question (R26). */
  readonly atHand?: boolean | undefined
  /**
   * The librarian confirms that the question is not answered, and that the code says "answered" only for lack of an address
   * (R28).
   */
  readonly unresolved?: boolean | undefined
  readonly goodbye?: Goodbye | undefined
  readonly note?: string | undefined
  readonly despite?: readonly string[] | undefined
  /** The classes of the question. */
  readonly classes?: readonly string[] | undefined
  /** The classes that may be given today. @default - none */
  readonly classesToday?: readonly string[] | undefined
}

/** The librarian ends an abusive session, or one that is waiting and is not a question (R42). */
export interface StepBack {
  readonly type: 'StepBack'
  readonly at: number
  readonly by: string
  /** Their screen name, and the pools that they serve. @default - they are off duty */
  readonly onDuty?: { readonly name: string; readonly pools: readonly string[] } | undefined
  readonly note?: string | undefined
}

/** The timer of this generation no longer looks after the session. */
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
  /** The librarians whose turn it is, on the rungs that are reached, longest idle first. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  /** The librarians whose turn it is to help, on all rungs. @default - nobody */
  readonly helpers?: readonly InLine[] | undefined
  /** Those of the newest round who did not hear their alert. @default - nobody */
  readonly asleep?: readonly string[] | undefined
  readonly goodbye?: Goodbye | undefined
  /** The librarian who serves has left the consortium. */
  readonly isDeserted?: boolean
}
