import { roundDue } from './circle.ts'
import type { Event } from './events.ts'
import { nextRung, type Rung } from './ladder.ts'
import type { ActiveSession, ClosedSession, Help, Session, WaitingSession } from './state.ts'

/** The times of one library, in ms. The consortium sets them, and a library may set its own. */
export interface Timing {
  /** A librarian who picked up and said nothing for this long is reminded of the greeting (R7). */
  readonly greetingNudge: number
  /** A librarian is warned this long after the last message that the patron got from them (R16). */
  readonly silenceWarning: number
  /** A breach is recorded this long after that message, and again each time this long passes (R16). */
  readonly silenceLimit: number
  /** A patron who says nothing for this long is asked whether they are still there (R33); the librarian is prompted. */
  readonly patronAsk: number
  /** … is warned that the session will end … */
  readonly patronWarn: number
  /** … and the librarian is prompted to close it. */
  readonly patronClose: number
  /** A librarian whose connection is down for this long has vanished: their patrons wait again (R34). */
  readonly vanishedAfter: number
  /** A transfer offer that nobody answers for this long expires (R35). */
  readonly transferLimit: number
  /** A session in which nobody says anything for this long ends without a code (R24). */
  readonly idleLimit: number
  /** A patron who has waited this long is invited to leave an address instead (R6). */
  readonly addressOffer: number
  /** A patron whom nobody has picked up for this long is no longer kept waiting (R6). */
  readonly waitLimit: number
  /** The circle of alerted librarians doubles each time this long passes (R45). */
  readonly alertEvery: number
  /** A librarian who has had no session, and given no sign, for this long is asked whether they are there (R40). */
  readonly dutyLimit: number
}

export const defaultTiming: Timing = {
  greetingNudge: 30_000,
  silenceWarning: 150_000,
  silenceLimit: 180_000,
  patronAsk: 180_000,
  patronWarn: 300_000,
  patronClose: 600_000,
  vanishedAfter: 60_000,
  transferLimit: 30_000,
  idleLimit: 900_000,
  addressOffer: 120_000,
  waitLimit: 1_800_000,
  alertEvery: 15_000,
  dutyLimit: 1_800_000,
}

/**
 * How often the timer checks a waiting patron for whom nothing else is due, ms. It then repeats what was lost on the way to a
 * librarian or to the patron.
 */
export const lookEvery = 300_000

/**
 * When the session has to be woken next (ms since 1970); undefined once it is closed and owes no mail. Messages do not wake the
 * timer. A message from the librarian may become due within `silenceWarning` from any moment (R16), and an answer to it within
 * `patronAsk` (R33). A librarian who begins to serve starts a timer that wakes in time for the greeting (R7).
 */
export function nextDue(session: Session, timing: Timing, ladder: readonly Rung[], now: number): number | undefined {
  switch (session.status) {
    case 'waiting':
      return waitingDue(session, timing, ladder, now)
    case 'active':
      return Math.min(...activeDues(session, timing, now))
    case 'closed':
      return hasUnbegunMail(session) ? now + mailLimit : undefined
  }
}

/** How long a follow-up's mail may take before its timer is started again, in case the first start was lost, ms. */
const mailLimit = 300_000

/** Whether nobody has begun to send a mail of the session (R29, R32), because its timer may never have been started. */
export function hasUnbegunMail({ mails }: ClosedSession): boolean {
  return mails.outbox.some(({ begunAt }) => begunAt === undefined)
}

/** Everything that is pending while a librarian serves. */
function activeDues(session: ActiveSession, timing: Timing, now: number): readonly number[] {
  const { librarian, second, help, transfer, silence, patronSilence } = session
  const { since, warned, breaches = 0 } = silence
  const prompt = promptDelays(timing)[patronSilence.prompts]
  return [
    warned ? since + (breaches + 1) * timing.silenceLimit : since + timing.silenceWarning,
    now + Math.min(timing.silenceWarning, timing.patronAsk),
    session.lastMessageAt + timing.idleLimit,
    ...(prompt !== undefined && waitsForPatron(session) ? [patronSilence.since + prompt] : []),
    ...(librarian.greetedAt || librarian.nudged ? [] : [librarian.pickedUpAt + timing.greetingNudge]),
    ...(librarian.awaySince === undefined ? [] : [librarian.awaySince + timing.vanishedAfter]),
    ...(second?.awaySince === undefined ? [] : [second.awaySince + timing.vanishedAfter]),
    ...(help ? helpDues(help, timing, now) : []),
    ...(transfer ? [transfer.at + timing.transferLimit] : []),
    nextRescue(session, timing, now),
  ]
}

/** How long a call for help stays open, ms (R41). */
const helpFor = 120_000

/** When a call for help is over if nobody joins, ms since 1970. */
export function helpEnds({ calledAt }: Help): number {
  return calledAt + helpFor
}

/** The next round, and the end of the call. */
function helpDues(help: Help, timing: Timing, now: number): readonly number[] {
  const round = roundDue(help, timing.alertEvery)
  return [helpEnds(help), ...(help.invited === undefined && round > now ? [round] : [])]
}

/** When a session is offered to others if its librarian stays silent (R39); never while it is the patron's turn to speak. */
export function rescueDue(session: ActiveSession, { silenceLimit }: Timing): number {
  return waitsForPatron(session) ? Number.POSITIVE_INFINITY : session.silence.since + 2 * silenceLimit
}

/** The first offer, or its next round. Once nobody is left to offer it to, the next breach checks again. */
function nextRescue(session: ActiveSession, timing: Timing, now: number): number {
  const due = session.rescue ? roundDue(session.rescue, timing.alertEvery) : rescueDue(session, timing)
  return due > now ? due : Number.POSITIVE_INFINITY
}

/** Whether the librarian spoke last, so that it is the patron's turn (R33). */
export function waitsForPatron({ librarian, silence, patronSilence }: ActiveSession): boolean {
  return librarian.greetedAt !== undefined && silence.since >= patronSilence.since
}

/** A shorter sleep is not worth a token, ms. */
const keptSleepMin = 60_000

/**
 * Whether a message from the librarian may postpone what the timer waits for, `ms` from now. That is so only if the timer waits
 * for the end of the silence that such a message begins (R16).
 */
export function mayBeKeptAsleep(session: Session, ms: number): boolean {
  return session.status === 'active' && session.librarian.greetedAt !== undefined && ms >= keptSleepMin
}

/**
 * Whether this message keeps the timer asleep. The librarian's answers to the patron do, after the greeting. If there are several
 * in a row, only the first does, because from then on the patron's silence counts (R33).
 */
export function keepsAsleep(before: Session | undefined, event: Event): boolean {
  if (before?.status !== 'active' || event.type !== 'Said' || event.from.role !== 'librarian') return false
  return before.librarian.greetedAt !== undefined && !waitsForPatron(before)
}

/** The patron's silence after which the librarian is prompted to ask, to warn and to close (R33), ms. */
export function promptDelays({ patronAsk, patronWarn, patronClose }: Timing): readonly number[] {
  return [patronAsk, patronWarn, patronClose]
}

/**
 * The end of a wait if nobody picks the patron up (R6). A patron whose librarian vanished gets the whole time once more (R34).
 */
export function waitEnds({ askedAt, backAt }: WaitingSession, { waitLimit }: Timing): number {
  return (backAt ?? askedAt) + waitLimit
}

/** The next rung of the ladder (R4), the offer to leave an address (R6), or the end of the wait. */
function waitingDue(session: WaitingSession, timing: Timing, ladder: readonly Rung[], now: number): number {
  const { askedAt, offered } = session
  const rung = nextRung(ladder, now - askedAt)
  const round = roundDue(session.circle, timing.alertEvery)
  return Math.min(
    waitEnds(session, timing),
    now + lookEvery,
    offered ? Number.POSITIVE_INFINITY : askedAt + timing.addressOffer,
    rung === undefined ? Number.POSITIVE_INFINITY : askedAt + rung,
    round > now ? round : Number.POSITIVE_INFINITY,
  )
}

/**
 * The first sleep of the timer that starts when a librarian begins to serve, ms. It ends when the greeting (R7) or the next
 * message (R16) is due.
 */
export function firstSleepServing({ greetingNudge, silenceWarning }: Timing): number {
  return Math.min(greetingNudge, silenceWarning)
}

/** The first sleep of the timer of a new session, ms. */
export function firstSleep(timing: Timing, ladder: readonly Rung[]): number {
  return Math.min(
    lookEvery,
    timing.waitLimit,
    timing.addressOffer,
    timing.alertEvery,
    nextRung(ladder, 0) ?? Number.POSITIVE_INFINITY,
  )
}
