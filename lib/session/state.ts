import type { Mails } from '../follow-up/outbox.ts'
import type { FollowUp } from '../follow-up/state.ts'
import type { Circle, InLine } from './circle.ts'
import type { Code, How } from './codes.ts'

/**
 * One patron's conversation, from the question to its resolution code, as it stands now: waiting → active → closed. It holds
 * what the next command is decided on and no more (it is written with every step); the words are in the log.
 */
export type Session = WaitingSession | ActiveSession | ClosedSession

interface Common {
  readonly id: string
  /** The patron's library. */
  readonly library: string
  /** When the wait began (R1), ms. */
  readonly askedAt: number
  readonly patron: Patron
  /** The number of the newest message; messages are numbered 1, 2, 3 … without gaps. */
  readonly last: number
  readonly lastMessageAt: number
  /** Each sender's own counter, by `senderKey`: a repeat is known by it (R36). */
  readonly counters: Readonly<Record<string, number>>
  /** The side whose last frame shows that it has every message and knows how the session stands: no other is reminded (R33). */
  readonly sure?: 'patron' | 'librarian'
  /** Which of its timers looks after the session, counted from 1: those before it are over. @default 1 */
  readonly generation?: number
}

/** Which of its timers looks after a session. */
export function generationOf({ generation = 1 }: Session): number {
  return generation
}

export interface WaitingSession extends Common {
  readonly status: 'waiting'
  /** The pools that this session has reached (R4). */
  readonly pools: readonly string[]
  /** The beginning of the question, for the queues of the pools that it has yet to reach. */
  readonly question: string
  /** The patron has been offered to leave an address instead of waiting (R6). */
  readonly offered?: true
  /** Since when they wait again, their librarian having vanished (R34): it is from then that nobody waits for ever (R6). */
  readonly backAt?: number
  /** Whom the desk has alerted (R45); nothing before the first. */
  readonly circle?: Circle
  readonly returned?: true
}

export interface ActiveSession extends Common {
  readonly status: 'active'
  readonly librarian: Serving
  readonly silence: Silence
  readonly patronSilence: PatronSilence
  /** The librarian is silent: the session is offered on (R39). */
  readonly rescue?: Rescue
  /** It went back to the queue because its librarian was silent: that happens once (R39). */
  readonly returned?: true
  /** What the librarians have done so far, as their messages show. */
  readonly signs: readonly Sign[]
  /** A contact form has been pushed to the patron (R22). */
  readonly contactAsked?: true
  /** The session is offered to somebody else (R35). */
  readonly transfer?: Transfer
}

/** What a librarian's message does: it asks something, asks for feedback, asks whether that is all, or brings a resource. */
export type Sign = 'asks' | 'asks-feedback' | 'asks-if-complete' | 'resource'

/** How long the patron has said nothing to a librarian who waits for them (R33). */
export interface PatronSilence {
  readonly since: number
  /** How often the librarian was prompted: to ask, to warn, to close. */
  readonly prompts: number
}

/** To one librarian, or to whoever serves a pool. */
export type TransferTarget = { readonly librarian: string } | { readonly pool: string }

export interface Transfer {
  readonly to: TransferTarget
  readonly at: number
  /** Of a pool, those who were told. */
  readonly told?: readonly InLine[]
}

/** Whom a session was offered on to, and the pools from which it can be taken over: the rungs that it has reached by now (R39). */
export interface Rescue extends Circle {
  readonly pools: readonly string[]
}

export interface ClosedSession extends Common {
  readonly status: 'closed'
  /** Who served last; nobody, when the patron was never picked up. */
  readonly librarian?: Serving
  readonly closedAt: number
  readonly code: Code
  readonly how: How
  readonly followUp?: FollowUp
  readonly mails: Mails
}

export interface Patron {
  readonly name?: string
  /** Left in the question form, or verified since. */
  readonly email?: string
  readonly verified?: 'by-patron' | 'by-librarian'
  /** Found in something that the patron wrote (R22, R27); not kept once an address is in `email`. */
  readonly address?: string
  /** Where the patron can be reached; nothing while they are away. */
  readonly connection?: string
  /** Has written since a librarian joined (R27). */
  readonly spoke?: true
  /** Has ended the conversation. */
  readonly left?: true
  /** Wishes the transcript by e-mail (R32). */
  readonly transcript?: true
}

/** Who serves: what a session needs to know of a librarian. */
export interface ServingLibrarian {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** The librarian's own library. */
  readonly library: string
  /** Its name, where the patron's library wants it unnamed in the greeting (R9). */
  readonly unnamedInstitution?: string
}

export interface Serving extends ServingLibrarian {
  readonly pickedUpAt: number
  /** When the first message went out. */
  readonly greetedAt?: number
  /** They were reminded of the greeting (R7). */
  readonly nudged?: true
  readonly connection?: string
  /** Since when their connection is down (R34). */
  readonly awaySince?: number
  /** Fingerprints of the other patrons whom they serve: their names must not be said here (R20). */
  readonly otherPatrons?: readonly string[]
}

/** How long the patron has heard nothing (R16). */
export interface Silence {
  readonly since: number
  readonly warned: boolean
  readonly breaches: number
}

export type Sender = { readonly role: 'patron' } | { readonly role: 'librarian'; readonly id: string }

/** The key of a sender's counter. */
export function senderKey(sender: Sender): string {
  return sender.role === 'patron' ? 'patron' : `librarian:${sender.id}`
}

/** Whether this librarian serves the session now. */
export function serves(session: Session, librarian: string): session is ActiveSession {
  return session.status === 'active' && session.librarian.id === librarian
}

/** The patron cannot be asked any more: they ended the conversation, or their connection is down (R21, R22). */
export function patronIsGone(session: Session): boolean {
  return session.patron.left === true || session.patron.connection === undefined
}

/** Where the patron can be written to: the verified address, the one in the form, or one found in their words. */
export function addressOf(patron: Patron): string | undefined {
  return patron.email ?? patron.address
}

/** The first 280 characters of a question: what a list of waiting patrons shows, and all that it pays for (1 KB an entry). */
export function excerpt(question: string): string {
  const characters = [...question]
  return characters.length > 280 ? `${characters.slice(0, 279).join('')}…` : question
}
