import type { FollowUpEvent } from '../follow-up/events.ts'
import type { FollowUpOwed } from '../follow-up/state.ts'
import type { Kind, Resource } from '../practice/message.ts'
import type { InLine } from './circle.ts'
import type { Code, How, NobodyChose } from './codes.ts'
import type { Rung } from './ladder.ts'
import type { Sender, ServingLibrarian, Sign, TransferTarget } from './state.ts'

/** The events of a session, in the past tense. `at` is ms since 1970. An event is never changed or removed. */
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
  | HelpCalled
  | HelpSpread
  | HelpWithdrawn
  | HelpUnanswered
  | Joined
  | SecondCame
  | SecondWentAway
  | LibrarianLeft
  | PatronPrompted
  | Said
  | Noted
  | ContactAsked
  | PolicyReported
  | ContactVerified
  | CodeRequested
  | CodeMailBegun
  | CodeMailed
  | CodeReturned
  | CodeMistyped
  | AddressConfirmed
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
  /** The rungs of the ladder that are not reached yet (R4). */
  readonly ahead?: readonly Rung[]
  /** The question is message 1 of the session. */
  readonly question: string
  readonly name?: string
  /** The address that the patron left in the question form. */
  readonly email?: string
  /** An address found in the words of the question (R27). */
  readonly address?: string
  /** Soft refusals that were overridden. */
  readonly despite?: readonly string[]
  /** Its number in the queue when it came, one more than the newest. The difference of two bounds how many wait between them. */
  readonly nth?: number
  /** Its source has asked more than its share: the session comes after all others in the queue (R2). */
  readonly afterOthers?: true
  /** The language in which the patron read the form, a BCP 47 tag. */
  readonly language?: string
  /** What else the patron filled in. */
  readonly answers?: readonly Answer[]
}

/** An answer to one of the library's own fields in the form. */
export interface Answer {
  /** The id of the field. */
  readonly field: string
  readonly label: string
  readonly text: string
}

/** The wait continued, and more librarians may pick the session up (R4). */
export interface PoolsReached {
  readonly type: 'PoolsReached'
  readonly at: number
  readonly pools: readonly string[]
}

/** The desk alerted these librarians, one round of the doubling circle (R45). */
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

/** The patron's connection dropped. They may be back in a moment. */
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

/** The librarian was reminded that the patron is waiting for a greeting (R7). */
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

/** The librarian did not come back, so the patron waits again and keeps the time already waited (R34). */
export interface LibrarianVanished {
  readonly type: 'LibrarianVanished'
  readonly at: number
  readonly librarian: string
  readonly pools: readonly string[]
}

/** The librarian is silent, so the desk offered the session to these librarians, one round of the doubling circle (R39). */
export interface RescueOffered {
  readonly type: 'RescueOffered'
  readonly at: number
  /** The pools whose librarians may take it over: the rungs reached so far. */
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

/**
 * The librarian is there but silent and nobody took over, so the patron waits again and keeps the time already waited (R39).
 */
export interface ReturnedToQueue {
  readonly type: 'ReturnedToQueue'
  readonly at: number
  readonly librarian: string
  readonly pools: readonly string[]
}

/** The librarian's other patrons at the same time, as fingerprints (R20). */
export interface OtherPatronsRecorded {
  readonly type: 'OtherPatronsRecorded'
  readonly at: number
  /** The second librarian, if it is about theirs (R41). */
  readonly second?: string
  readonly otherPatrons: readonly string[]
}

export interface TransferOffered {
  readonly type: 'TransferOffered'
  readonly at: number
  readonly to: TransferTarget
  readonly by: string
  /** Their screen name. */
  readonly name: string
  /** A note for the colleague who takes over; the patron never sees it. */
  readonly note?: string
  /** The members of the pool who are told: the first of its line. */
  readonly told?: readonly InLine[]
}

export interface TransferDeclined {
  readonly type: 'TransferDeclined'
  readonly at: number
  readonly by: string
}

/** Nobody answered the offer in time, so the session stays where it was (R35). */
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

/** The serving librarian called for a colleague (R41). */
export interface HelpCalled {
  readonly type: 'HelpCalled'
  readonly at: number
  /** Their screen name. */
  readonly name: string
  /** The colleagues who are asked first. */
  readonly to: readonly InLine[]
  /** The one colleague who was named. */
  readonly invited?: string
  /** What it is about; the patron never sees it. */
  readonly note?: string
}

/** Nobody has joined yet, so more colleagues are asked, one round of the doubling circle (R41, R45). */
export interface HelpSpread {
  readonly type: 'HelpSpread'
  readonly at: number
  /** The screen name of the librarian who called. */
  readonly name: string
  readonly to: readonly InLine[]
}

export interface HelpWithdrawn {
  readonly type: 'HelpWithdrawn'
  readonly at: number
}

/** Nobody joined in time, so the call is over. */
export interface HelpUnanswered {
  readonly type: 'HelpUnanswered'
  readonly at: number
}

/** A colleague joined the serving librarian (R41). */
export interface Joined {
  readonly type: 'Joined'
  readonly at: number
  readonly librarian: ServingLibrarian
  readonly connection: string
  /** The screen name of the serving librarian. */
  readonly beside: string
}

export interface SecondCame {
  readonly type: 'SecondCame'
  readonly at: number
  readonly connection: string
}

export interface SecondWentAway {
  readonly type: 'SecondWentAway'
  readonly at: number
}

/** One of two librarians left (R41). */
export interface LibrarianLeft {
  readonly type: 'LibrarianLeft'
  readonly at: number
  readonly librarian: string
  /** Their screen name. */
  readonly name: string
  /** The screen name of the one who stays. */
  readonly stays: string
  /** Whether they were the serving one, so that the other one serves from now on. */
  readonly wasServing?: true
  /** Why, if they did not choose to: their connection was lost, or the other one took over. */
  readonly because?: 'vanished' | 'taken-over'
}

/** The patron is silent, and the librarian is prompted to ask, to warn or to close (R33). */
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
  /** The librarian's screen name, so that a message makes sense without the steps before it. */
  readonly name?: string
  readonly text: string
  /** Present unless the message is running text (R12, R14). */
  readonly kind?: Exclude<Kind, 'text'>
  readonly resource?: Resource
  /** The script that it was sent from (R18). */
  readonly script?: string
  /** What a librarian's message does. */
  readonly signs?: readonly Sign[]
  /** An address found in the patron's words (R27). */
  readonly address?: string
  /** Soft refusals that the librarian overrode. */
  readonly despite?: readonly string[]
  /** The newest message that the sender had, if the client reported it. */
  readonly heard?: number
}

/** A staff note. It is in the log and the follow-up mail, and the patron never sees it. */
export interface Noted {
  readonly type: 'Noted'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly name?: string
  readonly text: string
}

/** The librarian found a mistake on the policy page of the patron's library (R11). */
export interface PolicyReported {
  readonly type: 'PolicyReported'
  readonly at: number
  /** 1, 2, 3 … in this session. */
  readonly n: number
  readonly by: string
  /** Their screen name. */
  readonly name: string
  readonly text: string
  /** The fingerprint by which a repeat is recognised. */
  readonly fingerprint: string
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

/** The patron wants a code mailed to an address. */
export interface CodeRequested {
  readonly type: 'CodeRequested'
  readonly at: number
  readonly id: string
  readonly email: string
  readonly digest: string
  /** Until when it counts, ms since 1970. */
  readonly until: number
  /** Soft refusals that were overridden. */
  readonly despite?: readonly string[]
}

/** The mail with this code is about to be sent. Nobody else sends it for a minute. */
export interface CodeMailBegun {
  readonly type: 'CodeMailBegun'
  readonly at: number
  readonly n: number
}

/** The mail service accepted the mail with this code. */
export interface CodeMailed {
  readonly type: 'CodeMailed'
  readonly at: number
  readonly n: number
}

/** The mail with this code came back. */
export interface CodeReturned {
  readonly type: 'CodeReturned'
  readonly at: number
  readonly n: number
}

/** The patron typed a wrong code. */
export interface CodeMistyped {
  readonly type: 'CodeMistyped'
  readonly at: number
}

/** The patron typed the code that was mailed to this address (R22). */
export interface AddressConfirmed {
  readonly type: 'AddressConfirmed'
  readonly at: number
  readonly email: string
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
  /** 1, 2, 3 … among the breaches of this one silence. */
  readonly breach: number
}

export interface Closed {
  readonly type: 'Closed'
  readonly at: number
  readonly code: Code
  readonly how: How
  /** The librarian who closed it; missing if the desk did. */
  readonly by?: string
  /** Their screen name. */
  readonly name?: string
  /** Why the code does not tell the whole story: there is no address to write to (R28), or the librarian stepped back (R42). */
  readonly because?: 'no-contact' | 'stepped-back'
  /** Why nobody chose the code (R24). */
  readonly nobodyChose?: NobodyChose
  readonly followUp?: FollowUpOwed
  /**
   * An email tells the patron who has their question (R43), because they did not ask for the transcript, which would say the
   * same.
   */
  readonly receipt?: true
  /** Soft refusals that the librarian overrode. */
  readonly despite?: readonly string[]
  readonly note?: string
  /** The last thing that the patron reads (R23). */
  readonly goodbye?: string
  /** The classes of the question, from the consortium's list. */
  readonly classes?: readonly string[]
}

/** The patron asked for the transcript by email (R32). */
export interface TranscriptRequested {
  readonly type: 'TranscriptRequested'
  readonly at: number
}

/** Another timer looks after the session from now on, because the previous one has ended or is about to end. */
export interface TimerRenewed {
  readonly type: 'TimerRenewed'
  readonly at: number
  readonly generation: number
}
