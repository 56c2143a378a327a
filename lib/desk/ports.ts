import type { Librarian, Library } from '../consortium/library.ts'
import type { SessionFacts } from '../facts/facts.ts'
import type { StepWrite } from '../facts/joint-write.ts'
import type { FollowUpEntry, SentOnEntry } from '../follow-up/list.ts'
import type { MailKind, Recipient } from '../follow-up/state.ts'
import type { Push } from '../protocol/frames-out.ts'
import type { QueuePlace } from '../protocol/queue-place.ts'
import type { InLine } from '../session/circle.ts'
import type { Event } from '../session/events.ts'
import type { Rating } from '../session/ratings.ts'
import type { Session } from '../session/state.ts'
import type { SteppedBackEntry } from '../session/step-back.ts'

/** One step of a session: what happened, and the session after it. */
export interface Step {
  /** 1, 2, 3 … without gaps. */
  readonly step: number
  readonly events: readonly Event[]
  readonly session: Session
}

/** Why a step was not written: another one was first, or a joint write was impossible. */
export type Appended = 'appended' | 'conflict' | 'at-your-limit' | 'not-on-duty'

/** The log of every session. */
export interface Sessions {
  /** The newest step, strongly consistent; undefined for a session that never existed or has expired. */
  load(session: string): Promise<Step | undefined>
  /** The same, perhaps a moment old, for half the price. Only for reads that decide nothing. */
  glance(session: string): Promise<Step | undefined>
  /**
   * Writes the step if it is the next one, together with its joint writes or not at all. Then it makes its later writes. One that
   * fails is reported and left to the session's timer, since the step is written already.
   */
  append(step: Step, jointWrites: readonly StepWrite[]): Promise<Appended>
  /** Makes later writes that are not there yet. Looking costs half a read unit each. */
  settle(laterWrites: readonly StepWrite[]): Promise<void>
  /** Everything that happened after a step (0: from the beginning), in order. */
  history(session: string, after?: number): Promise<readonly Event[]>
  /** A few steps after a given step, in order. The cost does not grow with the session. */
  steps(session: string, few: FewSteps): Promise<readonly Step[]>
}

export interface FewSteps {
  readonly after: number
  readonly most: number
  /** Steps that were written a moment ago may be missing, for half the price. @default false */
  readonly mayBeStale?: boolean
}

/** A waiting patron, as librarians see them. */
export interface QueueEntry {
  readonly session: string
  readonly library: string
  readonly askedAt: number
  readonly name?: string
  readonly question: string
  /** Its source asked more than its share, so it comes after all others (R2). */
  readonly afterOthers?: true
  /** The language in which the patron reads the page. */
  readonly language?: string
}

/** The waiting patrons. Entries come and go right after the steps of their sessions. */
export interface Queue {
  /** The patrons waiting in any of these pools, each once, longest wait first, optionally only those after a place. */
  waiting(pools: readonly string[], page?: Page): Promise<QueuePage>
  /** How many patrons wait at most, and the number of the next one. It costs the same however many wait. */
  numbers(): Promise<QueueNumbers>
  /** How many patrons wait in these pools, either in all or after a place. The count stops at a limit, which bounds the cost. */
  count(pools: readonly string[], wanted: Counting): Promise<Counted>
  /** How many patrons wait in these pools before a place, up to a limit. It may be slightly old. */
  countBefore(pools: readonly string[], place: QueuePlace, wanted: Counting): Promise<number>
}

/** So many wait at least. There are no others, unless some of the line was not read. */
export interface Counted {
  readonly count: number
  readonly isAll: boolean
}

export interface Counting extends Omit<Page, 'mayBeStale'> {
  readonly most: number
  /** Only the first so many in the line are looked at, whatever pools they are in. @default - everybody */
  readonly within?: number
}

export interface QueueNumbers {
  /** More than really wait, if some were picked up out of turn. Infinite if somebody who waits has no number. */
  readonly most: number
  readonly next: number
}

export interface Page {
  /** The moment at which patrons have reached the rungs of their ladders. @default - those that their timers have recorded */
  readonly at?: number | undefined
  /** How many at most. @default 25 */
  readonly most?: number
  /** Only the patrons behind this place. @default - from the beginning */
  readonly after?: QueuePlace | undefined
  /** Whether the state may be slightly old. @default false */
  readonly mayBeStale?: boolean
}

export interface QueuePage {
  readonly entries: readonly QueueEntry[]
  /** Whether others wait behind the last of these. */
  readonly more: boolean
}

/** A librarian on duty. */
export interface OnDuty {
  readonly librarian: string
  readonly name: string
  readonly library: string
  readonly pools: readonly string[]
  /** The most sessions that they may hold at once. */
  readonly limit: number
  readonly connection: string
  /** After this long without a session or a sign they are asked whether they are there, ms (R40). */
  readonly dutyLimit: number
}

/** A librarian who comes on duty. */
export interface Arriving extends OnDuty {
  /** The name of their library, for the list of those on duty. */
  readonly libraryName?: string
}

/** A librarian in the list of those on duty (R41). */
export interface Present extends Pick<Arriving, 'librarian' | 'name' | 'library' | 'libraryName' | 'pools' | 'limit'> {
  /** How many sessions they hold. */
  readonly sessions: number
  /** Their page missed an alert (R40). */
  readonly asleep?: true
  /** They have lost their connection a moment ago, and may be back (R34). */
  readonly away?: true
}

/** How long a patron waited whom a librarian picked up. */
export interface PastWait {
  /** When it ended, ms. */
  readonly at: number
  /** How long it was, ms. */
  readonly waited: number
  /** Whether the patron was one of the librarian's own library. */
  readonly own?: true
}

/** The first pool in which somebody is on duty. */
export interface StaffedPool {
  readonly pool: string
  /** The waits of the last patrons whom one of those on duty there picked up. */
  readonly waits: readonly PastWait[]
}

/** A librarian's state: whether they are on duty, and the sessions that they hold. */
export interface Found {
  readonly duty?: OnDuty
  /** Librarians who are off duty may still have open sessions. */
  readonly sessions: readonly string[]
  /** Whether their page missed an alert (R40). */
  readonly asleep: boolean
  /** Whether they are placed behind everybody below their limit. Whether that is right depends on their sessions. */
  readonly filedAsFull: boolean
  /** When they last came on duty in person, took a session or gave one back, and so became idle, ms. */
  readonly idleSince: number
  /** The newest alert that their page heard (R40), ms. */
  readonly heardAt: number
  /** The waits of the last patrons whom they picked up, some of them, in no particular order. @default - none */
  readonly waits?: readonly PastWait[]
}

/** The line of a pool. */
export interface Line {
  /** Whether somebody is on duty there and awake (R4, R40). */
  readonly staffed: boolean
  /** The first of those who are below their limit, the longest idle first (R45). */
  readonly next: readonly (InLine & { readonly idleSince: number })[]
}

/** Who is on duty, where they can be reached, and which sessions they hold. Only `here` reads all of them. */
export interface Roster {
  /**
   * Comes on duty, or comes back on another connection, keeping the sessions held. A client that came back `byItself` is not a
   * sign of a person, so they stay idle since the same moment (R40).
   */
  arrive(duty: Arriving, at: number, byItself?: boolean): Promise<void>
  /**
   * Goes off duty, unless they are already back on another connection. Somebody who lost theirs at a moment (`lostAt`, ms) is still
   * listed as away for a minute.
   */
  depart(librarian: string, connection: string, lostAt?: number): Promise<void>
  /** The state of a librarian. A read that `mayBeStale` costs half. */
  find(librarian: string, mayBeStale?: boolean): Promise<Found>
  /** The first few in the line of each of these pools, and whether each is staffed. */
  lines(pools: readonly string[], few: number, at: number): Promise<readonly Line[]>
  /**
   * The first of these pools in which somebody is on duty and awake. It reads one pool after the other, and no more than it needs.
   */
  firstStaffed(pools: readonly string[], at: number): Promise<StaffedPool | undefined>
  /** Everybody on duty, up to a number, in no particular order. It may be slightly old. */
  here(most: number, at: number): Promise<{ readonly people: readonly Present[]; readonly more: boolean }>
  /** Records that their page heard the alert of this moment. Returns their state. */
  hear(librarian: string, connection: string, alert: number): Promise<Found>
  /** Marks those who have not heard the alert of this moment as asleep, and returns those who were awake before (R40). */
  sleepers(alerted: readonly InLine[], alert: number): Promise<readonly InLine[]>
  /** Records that they have reached their limit: from now on they stand behind all who are below theirs. */
  fill(found: Found): Promise<void>
  /** Records that they are awake, and puts them where they belong in line according to their limit. */
  wake(found: Found): Promise<void>
}

/** A message in the staff room. */
export interface RoomMessage {
  /** Its place: the texts of later ones are greater. */
  readonly id: string
  readonly librarian: string
  /** The screen name. */
  readonly name: string
  readonly library: string
  readonly at: number
  readonly text: string
}

/** What somebody says in the staff room. `once` distinguishes it from the same words said again. */
export type SaidInRoom = Omit<RoomMessage, 'id'> & { readonly once: string }

/** The staff room (R41). What is said there is kept for a day. */
export interface StaffRoom {
  /** Keeps a message, once for each `once` of a librarian. A repeat returns the first, and other words are not kept. */
  say(words: SaidInRoom): Promise<RoomMessage | 'said-before'>
  /** The newest messages, those after one, or those before one, in order. They may be a moment old. */
  messages(which: RoomPage, at: number): Promise<{ readonly messages: readonly RoomMessage[]; readonly more: boolean }>
  /** Records that a librarian's page shows the room on this connection. */
  open(librarian: string, connection: string, at: number): Promise<void>
  /** Records that it no longer does, unless the librarian's page shows it on another connection. */
  close(librarian: string, connection: string): Promise<void>
  /** Those whose pages show the room, up to a number. */
  present(most: number, at: number): Promise<readonly InLine[]>
}

export interface RoomPage {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly most: number
}

/** The members of the consortium and their librarians. */
export interface Directory {
  library(id: string): Promise<Library | undefined>
  librarian(id: string): Promise<Librarian | undefined>
  /** Whether somebody belongs to the consortium at this moment. The other answers may be a minute old. */
  isLibrarian(id: string): Promise<boolean>
  /** The librarian who signs in with this address. */
  librarianBySignIn(email: string): Promise<Librarian | undefined>
  /** Whether somebody who answers has this name, compared by its glimpse. */
  isStaffName(glimpse: string): Promise<boolean>
}

/** What the desk has learnt about a library's mailbox from its replies. */
export interface MailboxTraits {
  /** Whether it acknowledges every mail automatically. */
  readonly acknowledges?: true
  /** The ticket system that writes its answers, e.g. `RT`. */
  readonly program?: string
  /** The address that it answers. */
  readonly answersTo?: 'from' | 'reply-to'
  /** The newest test mail sent to it. */
  readonly test?: MailboxTest
  /** The newest texts that came from it. A text that comes again about another session is not an answer to that session. */
  readonly words?: readonly MailboxWords[]
}

/** A text that came from a mailbox, and its session. */
export interface MailboxWords {
  /** Of the words alone. */
  readonly fingerprint: string
  readonly session: string
}

/** A mail with a link, which tests whether anybody reads a mailbox. */
export interface MailboxTest {
  /** 1, 2, 3 … at this library. */
  readonly n: number
  /** The address that it went to. */
  readonly to: string
  readonly sentAt: number
  /** When somebody pressed the link, ms. */
  readonly pressedAt?: number
  /** When the mail service reported that it had not arrived, ms. */
  readonly returnedAt?: number
  /** When the consortium was told that nobody had pressed it, ms. */
  readonly toldAt?: number
}

/** What may become of a test mail. */
export type TestOutcome = 'pressedAt' | 'returnedAt' | 'toldAt'

/** What the desk has learnt about the mailboxes of libraries, besides the consortium file. */
export interface Mailboxes {
  learnt(library: string): Promise<MailboxTraits>
  /** A new value replaces the old value of the same trait and leaves the others alone. */
  learn(library: string, traits: MailboxTraits): Promise<void>
  /** Records what became of the newest test, the first time that it happens. Returns false for any other test than the newest. */
  recordTest(library: string, n: number, outcome: TestOutcome, at: number): Promise<boolean>
}

/**
 * The libraries whose mailboxes are looked at next, by run. A run is numbered by its day, in days since 1970
 * (`mailbox-runs.ts`).
 */
export interface MailboxRuns {
  /** Has the mailboxes of these libraries looked at by a run. Filing a library twice has no further effect. */
  file(run: number, libraries: readonly string[]): Promise<void>
  filed(run: number): Promise<readonly string[]>
  /** The first run that is not finished; undefined before the first of all. */
  next(): Promise<number | undefined>
  /** Records that a run is finished, and forgets its libraries. */
  finish(run: number): Promise<void>
}

/** The open sockets. */
export interface Connections {
  /** Sends a frame. A connection that is gone is not an error. */
  post(connection: string, frame: Push): Promise<'sent' | 'gone'>
}

/** The way to end a socket. */
export interface SocketEnds {
  /** Ends a connection. One that is gone already is not an error. */
  close(connection: string): Promise<void>
}

/** The timers that wake sessions; starting one twice is harmless. */
export interface SessionTimers {
  /**
   * Starts the first timer of a session, or the one that takes the place of the previous one. Generations count from 1. The timer
   * sleeps this many seconds first. With 0 it looks at the session at once.
   */
  startSession(session: string, generation: number, seconds: number): Promise<void>
  /** Wakes the session at once, and again whenever something is due. `reason` distinguishes several such timers. */
  wakeSoon(session: string, reason: string): Promise<void>
}

/** The token of each timer that sleeps while people talk. A function with the token can keep the timer asleep. */
export interface TimerTokens {
  /** Stores the token of a session's timer for the functions that handle messages. */
  keep(session: string, token: string): Promise<void>
  /**
   * Makes the timer of a session sleep its whole time once more, from now on. It never throws, since a failure only means that
   * the timer wakes too early.
   */
  keepAsleep(session: string): Promise<void>
}

/** Whether a timer of this generation looks after a session. */
export interface LivingTimers {
  isAlive(session: string, generation: number): Promise<boolean>
}

/** The sessions that the sweep checks next for a running timer, filed by quarter of an hour (`sweep.ts`). */
export interface TimerWatch {
  /** The sweep checks this session after this quarter of an hour. Filing a session twice has no further effect. */
  file(session: string, quarter: number): Promise<void>
  filed(quarter: number): Promise<readonly string[]>
  /** The first quarter of an hour that has not been swept; undefined before the first sweep. */
  nextToSweep(): Promise<number | undefined>
  /** Records that everything before this quarter of an hour has been swept. */
  swept(quarter: number): Promise<void>
}

/** The timers that wake follow-ups; starting one twice is harmless. */
export interface FollowUpTimers {
  /** Starts the first timer of a follow-up, or one that takes the place of a timer that has ended. */
  startFollowUp(session: string, generation: number): Promise<void>
  /**
   * Wakes the follow-up in a while, and again for as long as anything is owed. `reason` distinguishes several such timers.
   */
  startMailTimer(session: string, reason: string): Promise<void>
  /** Checks the follow-up at once, and only once. The timer that was started before does the rest. */
  startMailNow(session: string, reason: string): Promise<void>
}

/** The open follow-ups of each library and each librarian. */
export interface FollowUps {
  /** The follow-ups in any of these lists, each once, in no particular order. */
  owed(owners: readonly string[]): Promise<readonly FollowUpEntry[]>
  /** The follow-ups that this librarian has sent on, in no particular order, for as long as their sessions are kept (R43). */
  sentOn(librarian: string): Promise<readonly SentOnEntry[]>
  /** The sessions of a library's patrons that librarians stepped back from, newest first, a few (R42). */
  steppedBack(library: string, most: number): Promise<readonly SteppedBackEntry[]>
}

/** The facts of every session that has ended, filed by the day on which it was asked (R37). */
export interface Facts {
  /** Corrects what became of the follow-up, unless a later step has done so. Does nothing if there are no facts. */
  correct(correction: Correction): Promise<void>
  /** Keeps the patron's rating. A later one replaces it. False if there are no facts of this session. */
  rate(session: string, askedAt: number, rating: Rating): Promise<boolean>
  /** The facts of a day (YYYY-MM-DD, UTC), with the ratings, in no particular order. */
  ofDay(day: string): Promise<readonly RatedFacts[]>
  /** Forgets which librarians served the sessions of a day (R37). */
  forgetLibrarians(day: string): Promise<void>
}

export interface RatedFacts extends SessionFacts {
  readonly rating?: Rating
}

/** What has become of a follow-up, as a step of its session left it. */
export interface Correction extends Required<Pick<SessionFacts, 'session' | 'askedAt' | 'followUp'>> {
  readonly step: number
}

/** One email. */
export interface Mail {
  /** Identifies the mail however often it goes out: `<session>.<n>`. */
  readonly reference: string
  readonly kind: MailKind
  /** The recipient. Later reports of the mail service about the mail concern this recipient. */
  readonly recipient: Recipient
  readonly session: string
  readonly to: string
  /** The sender's name. The address is the desk's own. */
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The address for answers, which is never one that a patron typed. */
  readonly replyTo?: string
  /**
   * Whether its reader's mail program answers `From` and ignores `Reply-To`, so that the mail must come from the address for
   * answers.
   */
  readonly answersTo?: 'from'
  /**
   * The mail service's id of the first mail of this follow-up to the same recipient. A ticket system finds its ticket by this id.
   */
  readonly follows?: string
}

/** The way out for email. */
export interface Mailer {
  /**
   * Returns the mail service's id of the accepted mail, the fact that it will never accept it, or that the quota of the day is used
   * up. Throws if it does not accept it yet for another reason.
   */
  send(mail: Mail): Promise<{ readonly id: string } | 'refused' | 'over-quota'>
}

/** A mail about a library's mailbox itself: the test of it, the news that nobody has confirmed that test, or a day's notices. */
export interface MailboxMail extends Pick<Mail, 'to' | 'from' | 'subject' | 'text' | 'html' | 'replyTo' | 'answersTo'> {
  readonly kind: 'mailbox-test' | 'mailbox-silent' | 'notices'
  readonly library: string
  /** The number of the test, or the day whose notices it sums up. */
  readonly n: number
}

/** The way out for mails about mailboxes. */
export interface MailboxMailer {
  /** Like `Mailer.send`, except that it throws if the quota of the day is used up. */
  sendAbout(mail: MailboxMail): Promise<{ readonly id: string } | 'refused'>
}

/** The contents of a mail when it went out. */
export interface SentMail {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** When it went out, ms since 1970. */
  readonly at: number
}

/** The mails of each session as they went out, kept as long as its words. Replies are read with their help. */
export interface SentMails {
  /** Stores the mail with this number, replacing an earlier copy if it goes out again. */
  keep(session: string, n: number, mail: Pick<Mail, 'subject' | 'text' | 'html'>, at: number): Promise<void>
  /** The stored mails among these numbers. */
  of(session: string, numbers: readonly number[]): Promise<readonly SentMail[]>
}

/**
 * Where questions come from, by digests that last a day (R38, R42). A source is a network as `networkOf` gives it; the network
 * itself is never stored.
 */
export interface Sources {
  /**
   * Counts a question, only once even if it is sent again. Returns how many questions its source has asked in these ten minutes,
   * including this one. Counts nothing if the source is refused or has reached its limit.
   */
  count(source: string, session: string, taken: number, at: number): Promise<number | 'too-many' | 'refused'>
  /** Refuses the source of this session for a day (R42). Does nothing if the source is not known or no longer known. */
  refuse(session: string, at: number): Promise<void>
  /** False if another session has used this proof of work before. */
  useProof(proof: string, session: string, at: number): Promise<boolean>
  /** The sessions that the same source opened in the same ten minutes, including this one. */
  openedAlike(session: string): Promise<readonly string[]>
}

/** Somebody who reads mails of the desk: a patron, by their address, or the mailbox of a library. */
export type MailReader = { readonly patron: string } | { readonly library: string }

/** A notice to a library's mailbox that was not mailed on its own. */
export interface SummedUp {
  readonly session: string
  readonly kind: MailKind
}

/** How many mails a reader gets in a day, so that a flood of questions does not become a flood of mails. Days are those of UTC. */
export interface MailCounts {
  /** Counts a mail, once even if it is sent again. False if its reader has had as many others today. */
  count(reader: MailReader, reference: string, most: number, at: number): Promise<boolean>
  /** Files a notice for the mail that sums up the day. Filing it twice has no further effect. */
  sumUp(library: string, notice: SummedUp, at: number): Promise<void>
  /** The notices that were filed on a day, in days since 1970, by library. */
  summedUp(day: number): Promise<ReadonlyMap<string, readonly SummedUp[]>>
  /** Forgets the notices of a day to a library. */
  told(day: number, library: string): Promise<void>
}

/** One-use tickets that open a connection, and the connections that patrons opened with later ones. */
export interface Tickets {
  /** True for the first connection with this ticket, however often it asks, false for all others. */
  use(ticket: string, connection: string, expiresAt: number): Promise<boolean>
  /**
   * Notes a socket with which a patron came back to a session, and returns the oldest of those that are more than `most`. Sockets
   * that have ended meanwhile count too, since nobody is told of each end.
   */
  cameBack(session: string, connection: string, most: number, at: number): Promise<readonly string[]>
}

/** Records faults that are reported to no client. It takes ids and kinds only, never people's words, names or addresses. */
export interface Log {
  failed(what: string, session: string, error: unknown): void
}
