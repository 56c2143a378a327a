import type { Mails } from '../follow-up/outbox.ts'
import type { FollowUp, Verification } from '../follow-up/state.ts'
import type { Circle, InLine } from './circle.ts'
import type { Code, How } from './codes.ts'
import type { Rung } from './ladder.ts'
import type { Tally } from './tally.ts'

/**
 * The current state of one patron's conversation, from the question to its resolution code: waiting → active → closed. It is
 * written with every step, so it holds only what decisions need. The words are in the log.
 */
export type Session = WaitingSession | ActiveSession | ClosedSession

interface Running extends Common {
  /** What is counted for the facts of the session; nothing decides by it (R37). @default - nothing yet */
  readonly tally?: Tally
}

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
  /** Each sender's own counter, by `senderKey`, which reveals a repeat (R36). */
  readonly counters: Readonly<Record<string, number>>
  /**
   * The sides whose last frame shows that they have every message and know the session's state. Only the others are reminded
   * (R33).
   */
  readonly sure?: 'patron' | 'librarian'
  /**
   * Fingerprints of the mistakes that were reported on the library's policy page. Each is mailed when the session is over (R11).
   */
  readonly reports?: readonly string[]
  /** The language in which the patron reads the page, a BCP 47 tag. If undefined, it is not known. */
  readonly language?: string
  /** The newest code that was mailed to confirm an address (R22). */
  readonly emailCode?: EmailCode
  /** Addresses whose reader said that they did not ask: no mail goes there. */
  readonly disowned?: readonly string[]
  /** The number of the timer that looks after the session, counted from 1. Earlier timers have ended. @default 1 */
  readonly generation?: number
  /** Its source asked more than its share, so everybody else comes first and nobody is alerted (R2). */
  readonly afterOthers?: true
}

/** The number of the timer that looks after a session. */
export function generationOf({ generation = 1 }: Session): number {
  return generation
}

/** A code that confirms an address. The code itself is not stored. */
export interface EmailCode {
  /** What it is made of, together with the desk's secret. */
  readonly id: string
  readonly email: string
  /** By which the typed code is recognised. */
  readonly digest: string
  /** Until when it counts, ms since 1970. */
  readonly until: number
  /** How many codes were requested in this session, including this one. */
  readonly sent: number
  /** How often a wrong one was typed. */
  readonly tries: number
  /** A code is void if its mail came back or its reader did not ask for it. */
  readonly stage: 'due' | 'mailed' | 'entered' | 'void'
  /** When the last attempt to mail it began, ms since 1970. */
  readonly begunAt?: number
}

export interface WaitingSession extends Running {
  readonly status: 'waiting'
  /** The pools that this session has reached (R4). */
  readonly pools: readonly string[]
  /** The rungs ahead, as the ladder was when the patron asked. Whoever is on duty there sees the patron in time (R4). */
  readonly ahead?: readonly Rung[]
  /** The beginning of the question, for the queues of pools that it will reach later. */
  readonly question: string
  /** The patron has been offered to leave an address instead of waiting (R6). */
  readonly offered?: true
  /** Since when they have waited again after their librarian vanished (R34). The limit of a wait counts from here (R6). */
  readonly backAt?: number
  /** The librarians whom the desk has alerted (R45); undefined before the first. */
  readonly circle?: Circle
  readonly returned?: true
  /** The number in the queue that the patron got when they asked. */
  readonly nth?: number
}

/** The pools that see a waiting patron at this moment (R4). The timer records a little later that a rung was reached. */
export function poolsAt(
  { askedAt, pools, ahead = [] }: Pick<WaitingSession, 'askedAt' | 'pools' | 'ahead'>,
  at: number,
) {
  return [...pools, ...ahead.filter(({ after }) => askedAt + after <= at).map(({ pool }) => pool)]
}

export interface ActiveSession extends Running {
  readonly status: 'active'
  readonly librarian: Serving
  readonly silence: Silence
  readonly patronSilence: PatronSilence
  /** The rescue offer while the librarian is silent (R39). */
  readonly rescue?: Rescue
  /** Whether it went back to the queue because its librarian was silent, which happens only once (R39). */
  readonly returned?: true
  /** What the librarians' messages have done so far. */
  readonly signs: readonly Sign[]
  /** Whether the patron has been sent a contact form (R22). */
  readonly contactAsked?: true
  /** The offer of a transfer to somebody else (R35). */
  readonly transfer?: Transfer
  /** The colleague who has joined (R41). */
  readonly second?: Second
  /** The call for a colleague (R41). */
  readonly help?: Help
}

/** A librarian who has joined the one who serves (R41). Both write to the patron, and either may stay when the other leaves. */
export interface Second extends ServingLibrarian {
  readonly joinedAt: number
  readonly connection?: string
  /** Since when their connection has been down. */
  readonly awaySince?: number
  /** Fingerprints of their other patrons, who must not be named in this session (R20). */
  readonly otherPatrons?: readonly string[]
}

/** A call for help, and the colleagues who were asked, who may join (R41). */
export interface Help extends Circle {
  readonly calledAt: number
  /** The one colleague who was named; otherwise the circle doubles. */
  readonly invited?: string
  /** What it is about; the patron never sees it. */
  readonly note?: string
}

/** What a librarian's message does: it asks something, asks for feedback, asks whether that is all, or brings a resource. */
export type Sign = 'asks' | 'asks-feedback' | 'asks-if-complete' | 'resource'

/** The patron's silence while the librarian waits for them (R33). */
export interface PatronSilence {
  readonly since: number
  /** How often the librarian was prompted: to ask, to warn, to close. */
  readonly prompts: number
}

/** Offered to one librarian, or to the librarians of a pool. */
export type TransferTarget = { readonly librarian: string } | { readonly pool: string }

export interface Transfer {
  readonly to: TransferTarget
  readonly at: number
  /** The members of the pool who were told. */
  readonly told?: readonly InLine[]
}

/**
 * The librarians to whom a session was offered, and the pools whose members can take it over: the rungs reached so far (R39).
 */
export interface Rescue extends Circle {
  readonly pools: readonly string[]
}

export interface ClosedSession extends Common {
  readonly status: 'closed'
  /** The last librarian; undefined if the patron was never picked up. */
  readonly librarian?: Serving
  /** The colleague who was there at the end (R41). */
  readonly second?: Second
  readonly closedAt: number
  readonly code: Code
  readonly how: How
  readonly followUp?: FollowUp
  readonly mails: Mails
  /** The librarian who stepped back from an abusive session: its text is blurred for later readers (R42). */
  readonly steppedBackBy?: string
}

export interface Patron {
  readonly name?: string
  /** From the question form, or verified since. */
  readonly email?: string
  readonly verified?: Verification
  /** Found in the patron's words (R22, R27); removed once there is an address in `email`. */
  readonly address?: string
  /** The patron's connection; undefined while they are away. */
  readonly connection?: string
  /** Whether they have written since a librarian joined (R27). */
  readonly spoke?: true
  /** Whether they have ended the conversation. */
  readonly left?: true
  /** Whether they want the transcript by email (R32). */
  readonly transcript?: true
}

/** The serving librarian, as far as a session needs to know them. */
export interface ServingLibrarian {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** The librarian's own library. */
  readonly library: string
  /** Its name, if the patron's library does not want it in the greeting (R9). */
  readonly unnamedInstitution?: string
}

export interface Serving extends ServingLibrarian {
  readonly pickedUpAt: number
  /** When the first message went out. */
  readonly greetedAt?: number
  /** Whether they were reminded of the greeting (R7). */
  readonly nudged?: true
  readonly connection?: string
  /** Since when their connection has been down (R34). */
  readonly awaySince?: number
  /** Fingerprints of their other patrons, who must not be named in this session (R20). */
  readonly otherPatrons?: readonly string[]
}

/** How long the patron has heard nothing (R16). */
export interface Silence {
  readonly since: number
  /** Whether the librarian was warned; older sessions have `false`. @default false */
  readonly warned?: boolean
  /** @default 0 */
  readonly breaches?: number
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

/** This librarian, if they serve the session now or have joined it (R41). */
export function librarianHere(session: Session, librarian: string): Serving | Second | undefined {
  if (session.status !== 'active') return undefined
  return [session.librarian, session.second].find(one => one?.id === librarian)
}

/**
 * The ids of the librarians in a session: nobody, one, or two, first the one who serves (R41). Once it is closed, those of the
 * end.
 */
export function librariansIn(session: Session | undefined): readonly string[] {
  if (!session || session.status === 'waiting') return []
  return [session.librarian, session.second].flatMap(one => one?.id ?? [])
}

/** The side of a session on which somebody is. */
export function sideOf(session: Session, who: Sender): 'patron' | 'librarian' | 'second' {
  if (who.role === 'patron') return 'patron'
  const [, second] = librariansIn(session)
  return who.id === second ? 'second' : 'librarian'
}

/** Whether the patron can no longer be asked, because they ended the conversation or their connection is down (R21, R22). */
export function patronIsGone(session: Session): boolean {
  return session.patron.left === true || session.patron.connection === undefined
}

/** The patron's address: the verified one, the one in the form, or one found in their words. */
export function addressOf(patron: Patron): string | undefined {
  return patron.email ?? patron.address
}

/** Whether the reader of this address said that they did not ask. */
export function isDisowned({ disowned = [] }: Session, email: string): boolean {
  return disowned.some(other => isSameAddress(other, email))
}

/** Addresses are compared in any case. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Whether the conversation is mailed to the patron when it is over: they want it, at an address that they have confirmed (R32). */
export function getsTranscript({ transcript, verified }: Patron): boolean {
  return transcript === true && verified === 'confirmed'
}

/** The first 280 characters of a question. A list of waiting patrons shows no more, which keeps an entry within 1 KB. */
export function excerpt(question: string): string {
  const characters = [...question]
  return characters.length > 280 ? `${characters.slice(0, 279).join('')}…` : question
}
