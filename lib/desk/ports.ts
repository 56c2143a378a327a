import type { Librarian, Library } from '../consortium/library.ts'
import type { FollowUpEntry, SentOnEntry } from '../follow-up/list.ts'
import type { MailKind, Recipient } from '../follow-up/state.ts'
import type { Push } from '../protocol/frames-out.ts'
import type { InLine } from '../session/circle.ts'
import type { Event } from '../session/events.ts'
import type { JointWrite } from '../session/joint-writes.ts'
import type { Session } from '../session/state.ts'

/** One step of a session: what happened, and the session as it stands after it. */
export interface Step {
  /** 1, 2, 3 … without gaps. */
  readonly step: number
  readonly events: readonly Event[]
  readonly session: Session
}

/** Why a step was not written: somebody else's was first, or a hand-over was impossible. */
export type Appended = 'appended' | 'conflict' | 'at-your-limit' | 'not-on-duty'

/** The log of every session. */
export interface Sessions {
  /** The newest step, strongly consistent; nothing for a session that never was or has expired. */
  load(session: string): Promise<Step | undefined>
  /** The same, perhaps a moment old, for half the price: where nothing is decided by it. */
  glance(session: string): Promise<Step | undefined>
  /** Writes the step if it is the next one, together with all of its joint writes or not at all. */
  append(step: Step, jointWrites: readonly JointWrite[]): Promise<Appended>
  /** Everything that happened after a step (0: from the beginning), in order. */
  history(session: string, after?: number): Promise<readonly Event[]>
}

/** A patron who waits, as the librarians see them. */
export interface QueueEntry {
  readonly session: string
  readonly library: string
  readonly askedAt: number
  readonly name?: string
  readonly question: string
}

/** Who waits. Entries come and go with the steps of their sessions. */
export interface Queue {
  /** The patrons waiting in any of these pools, each once, the longest wait first: the first of them, or those after a place. */
  waiting(pools: readonly string[], page?: Page): Promise<QueuePage>
  /** How many wait in these pools after a place, counted up to a limit: what it costs does not grow beyond that. */
  count(pools: readonly string[], after: QueuePlace, most: number): Promise<number>
}

/** Where a patron stands in the queue: by when they asked, then by their session. */
export type QueuePlace = Pick<QueueEntry, 'askedAt' | 'session'>

export interface Page {
  /** How many at most. @default 25 */
  readonly most?: number
  /** Those behind this place. @default - from the beginning */
  readonly after?: QueuePlace | undefined
  /** It need not be the newest state. @default false */
  readonly mayBeStale?: boolean
}

export interface QueuePage {
  readonly entries: readonly QueueEntry[]
  /** Others wait behind the last of these. */
  readonly more: boolean
}

/** A librarian on duty. */
export interface OnDuty {
  readonly librarian: string
  readonly name: string
  readonly library: string
  readonly pools: readonly string[]
  /** How many sessions they may hold at once. */
  readonly limit: number
  readonly connection: string
  /** Without a session and without a sign, they are asked whether they are there after this long, ms (R40). */
  readonly dutyLimit: number
}

/** What is known of a librarian: whether they are on duty, and the sessions that they hold. */
export interface Found {
  readonly duty?: OnDuty
  /** Sessions also of one who is off duty with sessions open. */
  readonly sessions: readonly string[]
  /** Their page did not hear an alert (R40). */
  readonly asleep: boolean
  /** They stand behind all who are below their limit; whether they should, their sessions say. */
  readonly filedAsFull: boolean
  /** When they last came on duty by themselves, took a session or gave one back: since when they are idle, ms. */
  readonly idleSince: number
  /** The newest alert that their page heard (R40), ms. */
  readonly heardAt: number
}

/** The line of a pool. */
export interface Line {
  /** Somebody is on duty there, and awake (R4, R40). */
  readonly staffed: boolean
  /** The first of those who are below their limit, the longest idle first (R45). */
  readonly next: readonly (InLine & { readonly idleSince: number })[]
}

/** Who is on duty, where they can be reached, and which sessions they hold. Nothing here reads or writes everybody. */
export interface Roster {
  /**
   * Comes on duty, or comes back on another connection; the sessions held stay held. A client that came back `byItself` is no
   * sign of a person: they have been idle for as long as before (R40).
   */
  arrive(duty: OnDuty, at: number, byItself?: boolean): Promise<void>
  /** Goes off duty, unless they are back on another connection by now. */
  depart(librarian: string, connection: string): Promise<void>
  /** How a librarian stands; one that `mayBeStale` costs half. */
  find(librarian: string, mayBeStale?: boolean): Promise<Found>
  /** The first in the line of each of these pools, `few` of each at most, and whether it is staffed. */
  lines(pools: readonly string[], few: number, at: number): Promise<readonly Line[]>
  /** Their page heard the alert of this moment; tells how they stand. */
  hear(librarian: string, connection: string, alert: number): Promise<Found>
  /** Those of them who have not heard the alert of this moment are asleep from now on; tells who fell asleep by it (R40). */
  sleepers(alerted: readonly InLine[], alert: number): Promise<readonly InLine[]>
  /** They are awake, and below their limit again or not: they stand in line as they should. */
  wake(found: Found): Promise<void>
}

/** The members of the consortium and their librarians. */
export interface Directory {
  library(id: string): Promise<Library | undefined>
  librarian(id: string): Promise<Librarian | undefined>
  /** Whose sign-in this address is. */
  librarianBySignIn(email: string): Promise<Librarian | undefined>
  /** Whether somebody who answers is called so, by a glimpse of the name. */
  isStaffName(glimpse: string): Promise<boolean>
}

/** What the desk has learnt of a library's mailbox from what came of its mails. No file says it. */
export interface MailboxTraits {
  /** It answers mail by itself: an acknowledgement with every follow-up. */
  readonly acknowledges?: true
  /** The ticket system that writes its answers, e.g. `RT`. */
  readonly program?: string
  /** Which address it answers. */
  readonly answersTo?: 'from' | 'reply-to'
  /** The newest test mail to it. */
  readonly test?: MailboxTest
}

/** A mail with a link, to find out whether anybody reads what comes to a mailbox. */
export interface MailboxTest {
  /** 1, 2, 3 … at this library. */
  readonly n: number
  readonly sentAt: number
  /** When somebody pressed the link, ms. */
  readonly pressedAt?: number
  /** When the escalation address was told that nobody had, ms. */
  readonly toldAt?: number
}

/** What is known of the mailboxes of libraries beside what the consortium file says. */
export interface Mailboxes {
  learnt(library: string): Promise<MailboxTraits>
  /** What is learnt takes the place of what was known of the same trait; the others stay. */
  learn(library: string, traits: MailboxTraits): Promise<void>
}

/** The open sockets. */
export interface Connections {
  /** Sends a frame; a connection that is gone is no error. */
  post(connection: string, frame: Push): Promise<'sent' | 'gone'>
}

/** The timers that wake sessions; starting one twice is harmless. */
export interface SessionTimers {
  /**
   * The first timer of a session, or the one that takes the place of the last: they are counted from 1. It sleeps for so long
   * first; 0: it looks at the session at once.
   */
  startSession(session: string, generation: number, seconds: number): Promise<void>
  /** Looks at the session at once, and again when what is pending then is due; `reason` tells one such look from another. */
  wakeSoon(session: string, reason: string): Promise<void>
}

/** The token of each timer that sleeps while people talk: whoever has it keeps the timer asleep. */
export interface TimerTokens {
  /** Leaves the token of a session's timer for whoever speaks. */
  keep(session: string, token: string): Promise<void>
  /** The timer of a session sleeps its whole time once more, from now on. It never fails: the timer only wakes too early then. */
  keepAsleep(session: string): Promise<void>
}

/** Whether a timer of this generation looks after a session. */
export interface LivingTimers {
  isAlive(session: string, generation: number): Promise<boolean>
}

/** Which sessions the sweep looks at next, to see that a timer looks after each; filed by quarters of an hour (`sweep.ts`). */
export interface TimerWatch {
  /** The sweep looks at this session after this quarter of an hour. Filed twice, it is filed once. */
  file(session: string, quarter: number): Promise<void>
  filed(quarter: number): Promise<readonly string[]>
  /** The first quarter of an hour that is not swept yet; nothing before the first sweep. */
  nextToSweep(): Promise<number | undefined>
  /** Everything before this quarter of an hour is swept. */
  swept(quarter: number): Promise<void>
}

/** The timers that wake follow-ups; starting one twice is harmless. */
export interface FollowUpTimers {
  /** The first timer of what follows a session, or one that takes the place of a timer that is over. */
  startFollowUp(session: string, generation: number): Promise<void>
  /** Looks after what follows a session in a while, and as long as anything is owed; `reason` tells one such timer from another. */
  startMailTimer(session: string, reason: string): Promise<void>
}

/** What the patrons of each library, and each librarian's own, are still owed. */
export interface FollowUps {
  /** What stands in any of these lists, each once, in no particular order. */
  owed(owners: readonly string[]): Promise<readonly FollowUpEntry[]>
  /** What this librarian has sent on, in no particular order, for as long as its session is kept (R43). */
  sentOn(librarian: string): Promise<readonly SentOnEntry[]>
}

/** One e-mail. */
export interface Mail {
  /** The same for the same mail, however often it goes out: `<session>.<n>`. */
  readonly reference: string
  readonly kind: MailKind | 'policy-report'
  /** Whom it is for: what the mail service says of it later is about them. */
  readonly recipient: Recipient
  readonly session: string
  readonly to: string
  /** How the sender is called; the address is the desk's own. */
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Where an answer goes: never an address that a patron typed. */
  readonly replyTo?: string
  /** Its reader's mail program answers `From` and takes no notice of `Reply-To`: the mail comes from where an answer goes. */
  readonly answersTo?: 'from'
  /** The mail service's id of the first mail of this follow-up to the same people: a ticket system finds its ticket by it. */
  readonly follows?: string
}

/** The way out for e-mail. */
export interface Mailer {
  /** The mail service's id of the accepted message, or that it never will accept it; throws while it does not accept. */
  send(mail: Mail): Promise<{ readonly id: string } | 'refused'>
}

/** What a mail said when it went out. */
export interface SentMail {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** When it went out, ms since 1970. */
  readonly at: number
}

/** The mails of each session as they went out, kept as long as its words: by them a reply is read. */
export interface SentMails {
  /** Keeps the mail of this number; one that goes out again takes the place of what it was. */
  keep(session: string, n: number, mail: Pick<Mail, 'subject' | 'text' | 'html'>, at: number): Promise<void>
  /** Those of these numbers that are kept. */
  of(session: string, numbers: readonly number[]): Promise<readonly SentMail[]>
}

/** One-use tickets that open a connection. */
export interface Tickets {
  /** True for the first caller with this ticket, false for every other. */
  use(ticket: string, expiresAt: number): Promise<boolean>
}

/** What went wrong without anybody being told. Ids and kinds only: never words, names or addresses of people. */
export interface Log {
  failed(what: string, session: string, error: unknown): void
}
