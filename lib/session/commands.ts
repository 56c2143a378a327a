import type { Code } from './resolution.ts'
import type { Sender, Servant } from './state.ts'
import type { Timing } from './timing.ts'

/** What can be asked of a session. Imperative; time, ids and settings arrive as data. */
export type Command =
  | Ask
  | Come
  | GoAway
  | Leave
  | PickUp
  | Say
  | Note
  | AskContact
  | ConfirmContact
  | AttestContact
  | Close
  | Tick
  | RecordMail

export interface Ask {
  readonly type: 'Ask'
  readonly at: number
  readonly session: string
  readonly library: string
  readonly pools: readonly string[]
  readonly question: string
  readonly name?: string
  readonly email?: string
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

export interface PickUp {
  readonly type: 'PickUp'
  readonly at: number
  readonly librarian: Servant
  readonly connection: string
}

export interface Say {
  readonly type: 'Say'
  readonly at: number
  readonly from: Sender
  readonly n: number
  readonly text: string
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
}

export interface AttestContact {
  readonly type: 'AttestContact'
  readonly at: number
  readonly by: string
  readonly email: string
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
  /** The librarian's word that they have at hand what will thoroughly answer the question (R26). */
  readonly atHand?: boolean | undefined
  readonly note?: string | undefined
  readonly despite?: readonly string[] | undefined
}

/** The session's clock woke up. */
export interface Tick {
  readonly type: 'Tick'
  readonly at: number
  readonly timing: Timing
}

/** The follow-up's e-mail was accepted by the mail service. */
export interface RecordMail {
  readonly type: 'RecordMail'
  readonly at: number
  readonly mail: string
}
