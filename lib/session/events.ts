import type { FollowUpEvent } from '../follow-up/events.ts'
import type { FollowUpOwed } from '../follow-up/state.ts'
import type { Kind, Resource } from '../practice/message.ts'
import type { InLine } from './circle.ts'
import type { Code, How, NobodyChose } from './codes.ts'
import type { Sender, ServingLibrarian, Sign, TransferTarget } from './state.ts'

/** What can have happened in a session. Past tense; `at` is ms since 1970; nothing is ever changed or taken back. */
export type Event =
  | Asked
  | PoolsReached
  | Alerted
  | AddressOffered
  | PatronCame
  | PatronWentAway
  | PatronLeft
  | PickedUp
  | GreetingNudged
  | LibrarianCame
  | LibrarianWentAway
  | LibrarianVanished
  | RescueOffered
  | Rescued
  | ReturnedToQueue
  | OtherPatronsRecorded
  | TransferOffered
  | TransferDeclined
  | TransferReturned
  | TransferAccepted
  | PatronPrompted
  | Said
  | Noted
  | ContactAsked
  | ContactVerified
  | SilenceWarned
  | SilenceBreached
  | Closed
  | TranscriptRequested
  | TimerRenewed
  | FollowUpEvent

export interface Asked {
  readonly type: 'Asked'
  readonly at: number
  readonly session: string
  readonly library: string
  readonly pools: readonly string[]
  /** The question is message 1 of the session. */
  readonly question: string
  readonly name?: string
  /** The address that the patron left in the question form. */
  readonly email?: string
  /** An address found in the words of the question (R27). */
  readonly address?: string
  /** Soft refusals that were overridden. */
  readonly despite?: readonly string[]
}

/** The wait went on, and more librarians may pick the session up (R4). */
export interface PoolsReached {
  readonly type: 'PoolsReached'
  readonly at: number
  readonly pools: readonly string[]
}

/** The desk alerted these, one round of the circle that doubles (R45). */
export interface Alerted {
  readonly type: 'Alerted'
  readonly at: number
  readonly to: readonly InLine[]
}

/** The patron may leave an address instead of waiting (R6). */
export interface AddressOffered {
  readonly type: 'AddressOffered'
  readonly at: number
}

export interface PatronCame {
  readonly type: 'PatronCame'
  readonly at: number
  readonly connection: string
}

/** The patron's connection dropped; they may be back in a moment. */
export interface PatronWentAway {
  readonly type: 'PatronWentAway'
  readonly at: number
}

/** The patron ended the conversation themselves. */
export interface PatronLeft {
  readonly type: 'PatronLeft'
  readonly at: number
}

export interface PickedUp {
  readonly type: 'PickedUp'
  readonly at: number
  /** Why this patron was taken before others who had waited longer (R2). */
  readonly outOfTurn?: string
  readonly librarian: ServingLibrarian
  readonly connection: string
}

/** The librarian was reminded that the patron waits for a greeting (R7). */
export interface GreetingNudged {
  readonly type: 'GreetingNudged'
  readonly at: number
}

export interface LibrarianCame {
  readonly type: 'LibrarianCame'
  readonly at: number
  readonly connection: string
}

export interface LibrarianWentAway {
  readonly type: 'LibrarianWentAway'
  readonly at: number
}

/** The librarian did not come back: the patron waits again, with the time they have waited all along (R34). */
export interface LibrarianVanished {
  readonly type: 'LibrarianVanished'
  readonly at: number
  readonly librarian: string
  readonly pools: readonly string[]
}

/** The librarian is silent: the desk offered the session on to these, one round of the circle that doubles (R39). */
export interface RescueOffered {
  readonly type: 'RescueOffered'
  readonly at: number
  /** Whose librarians may take it over: the rungs that are reached by now. */
  readonly pools: readonly string[]
  readonly to: readonly InLine[]
}

/** Somebody took the session over from a librarian who is silent (R39). */
export interface Rescued {
  readonly type: 'Rescued'
  readonly at: number
  readonly librarian: ServingLibrarian
  readonly connection: string
}

/** The librarian is there and silent, and nobody took over: the patron waits again, with the time they have waited all along (R39). */
export interface ReturnedToQueue {
  readonly type: 'ReturnedToQueue'
  readonly at: number
  readonly librarian: string
  readonly pools: readonly string[]
}

/** Who else the librarian serves at the same time, as fingerprints (R20). */
export interface OtherPatronsRecorded {
  readonly type: 'OtherPatronsRecorded'
  readonly at: number
  readonly otherPatrons: readonly string[]
}

export interface TransferOffered {
  readonly type: 'TransferOffered'
  readonly at: number
  readonly to: TransferTarget
  readonly by: string
  /** Their screen name. */
  readonly name: string
  /** For whoever takes over; the patron never sees it. */
  readonly note?: string
  /** Of a pool, those who are told: the first of its line. */
  readonly told?: readonly InLine[]
}

export interface TransferDeclined {
  readonly type: 'TransferDeclined'
  readonly at: number
  readonly by: string
}

/** Nobody answered the offer in time: the session stays where it was (R35). */
export interface TransferReturned {
  readonly type: 'TransferReturned'
  readonly at: number
}

export interface TransferAccepted {
  readonly type: 'TransferAccepted'
  readonly at: number
  readonly librarian: ServingLibrarian
  readonly connection: string
}

/** The patron is silent: the librarian is prompted to ask, to warn, to close (R33). */
export interface PatronPrompted {
  readonly type: 'PatronPrompted'
  readonly at: number
  readonly since: number
  readonly prompt: 'ask' | 'warn' | 'close'
}

export interface Said {
  readonly type: 'Said'
  readonly at: number
  readonly from: Sender
  /** The sender's own counter. */
  readonly n: number
  /** The place of the message in the session: 1, 2, 3 … for both sides. */
  readonly number: number
  /** The librarian's screen name: a message must make sense without the steps before it. */
  readonly name?: string
  readonly text: string
  /** Other than running text (R12, R14). */
  readonly kind?: Exclude<Kind, 'text'>
  readonly resource?: Resource
  /** The script that it was sent by (R18). */
  readonly script?: string
  /** What a librarian's message does. */
  readonly signs?: readonly Sign[]
  /** An address found in the patron's words (R27). */
  readonly address?: string
  /** Soft refusals that the librarian overrode. */
  readonly despite?: readonly string[]
  /** The newest message that the sender had, where they said so. */
  readonly heard?: number
}

/** A staff note: in the log, in the follow-up mail, never before the patron's eyes. */
export interface Noted {
  readonly type: 'Noted'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly name?: string
  readonly text: string
}

export interface ContactAsked {
  readonly type: 'ContactAsked'
  readonly at: number
}

export interface ContactVerified {
  readonly type: 'ContactVerified'
  readonly at: number
  readonly email: string
  readonly by: 'patron' | 'librarian'
  readonly name?: string
  /** Soft refusals that were overridden. */
  readonly despite?: readonly string[]
}

export interface SilenceWarned {
  readonly type: 'SilenceWarned'
  readonly at: number
  readonly since: number
}

export interface SilenceBreached {
  readonly type: 'SilenceBreached'
  readonly at: number
  readonly since: number
  /** The first, second, third … breach of this one silence. */
  readonly breach: number
}

export interface Closed {
  readonly type: 'Closed'
  readonly at: number
  readonly code: Code
  readonly how: How
  /** The librarian who closed it; nobody when the desk did. */
  readonly by?: string
  /** Their screen name. */
  readonly name?: string
  /** Why the code says less than one would wish, e.g. nobody can be written to (R28). */
  readonly because?: 'no-contact'
  /** Why nobody chose the code (R24). */
  readonly nobodyChose?: NobodyChose
  readonly followUp?: FollowUpOwed
  /** Soft refusals that the librarian overrode. */
  readonly despite?: readonly string[]
  readonly note?: string
  /** What the patron reads last (R23). */
  readonly goodbye?: string
}

/** The patron asked for the transcript by e-mail (R32). */
export interface TranscriptRequested {
  readonly type: 'TranscriptRequested'
  readonly at: number
}

/** Another timer looks after the session from now on: the one before was over, or about to be. */
export interface TimerRenewed {
  readonly type: 'TimerRenewed'
  readonly at: number
  readonly generation: number
}
