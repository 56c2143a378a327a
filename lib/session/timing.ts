import { roundDue } from './circle.ts'
import type { Event } from './events.ts'
import { nextRung, type Rung } from './ladder.ts'
import type { ActiveSession, ClosedSession, Session, WaitingSession } from './state.ts'

/** How long things may take at one library, in ms. The consortium sets them, a library may set its own. */
export interface Timing {
  /** A librarian who picked up and said nothing for this long is reminded of the greeting (R7). */
  readonly greetingNudge: number
  /** A librarian is warned this long after the last message that the patron got from them (R16). */
  readonly silenceWarning: number
  /** A breach is recorded this long after it, and again every time as long passes once more (R16). */
  readonly silenceLimit: number
  /** A patron who says nothing for this long is asked whether they are still there (R33); the librarian is prompted. */
  readonly patronAsk: number
  /** … is warned that the session will end … */
  readonly patronWarn: number
  /** … and the librarian is prompted to close it. */
  readonly patronClose: number
  /** A librarian whose connection is down for this long has vanished: their patrons wait again (R34). */
  readonly vanishedAfter: number
  /** A transfer that nobody answers for this long returns (R35). */
  readonly transferLimit: number
  /** A session in which nobody said anything for this long ends without a code (R24). */
  readonly idleLimit: number
  /** A patron who waited this long is offered to leave an address instead (R6). */
  readonly addressOffer: number
  /** A patron whom nobody picked up for this long is not kept waiting any longer (R6). */
  readonly waitLimit: number
  /** The circle of those who are alerted doubles every time as long passes (R45). */
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
 * A patron for whom nothing else is due is looked at this often, ms: what was lost on the way to a librarian, or to the patron, is
 * said again then.
 */
export const lookEvery = 300_000

/**
 * When the session has to be looked at next (ms since 1970), or nothing once it is closed and owes no mail. The timer is not woken
 * by what is said meanwhile: the next words may be owed within `silenceWarning` of the very next moment (R16), and an answer to
 * them within `patronAsk` (R33). Whoever begins to serve has the session a timer that wakes in time for the greeting (R7).
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

/** How long a follow-up's mail may take before its timer is started again: a start that was lost must not be the last, ms. */
const mailLimit = 300_000

/** Nobody has begun with a mail of the session (R29, R32): the timer that would may never have been started. */
export function hasUnbegunMail({ mails }: ClosedSession): boolean {
  return mails.outbox.some(({ begunAt }) => begunAt === undefined)
}

/** Everything that may become due while a librarian serves; what is not pending is not in it. */
function activeDues(session: ActiveSession, timing: Timing, now: number): readonly number[] {
  const { librarian, transfer, silence, patronSilence } = session
  const { since, warned, breaches } = silence
  const prompt = promptDelays(timing)[patronSilence.prompts]
  return [
    warned ? since + (breaches + 1) * timing.silenceLimit : since + timing.silenceWarning,
    now + Math.min(timing.silenceWarning, timing.patronAsk),
    session.lastMessageAt + timing.idleLimit,
    ...(prompt !== undefined && waitsForPatron(session) ? [patronSilence.since + prompt] : []),
    ...(librarian.greetedAt || librarian.nudged ? [] : [librarian.pickedUpAt + timing.greetingNudge]),
    ...(librarian.awaySince === undefined ? [] : [librarian.awaySince + timing.vanishedAfter]),
    ...(transfer ? [transfer.at + timing.transferLimit] : []),
    nextRescue(session, timing, now),
  ]
}

/** When a session is offered on, if its librarian goes on being silent (R39); never, while it is for the patron to speak. */
export function rescueDue(session: ActiveSession, { silenceLimit }: Timing): number {
  return waitsForPatron(session) ? Number.POSITIVE_INFINITY : session.silence.since + 2 * silenceLimit
}

/** The first offer, or the next round of it; once nobody is left to hear of it, the next breach looks again. */
function nextRescue(session: ActiveSession, timing: Timing, now: number): number {
  const due = session.rescue ? roundDue(session.rescue, timing.alertEvery) : rescueDue(session, timing)
  return due > now ? due : Number.POSITIVE_INFINITY
}

/** The librarian spoke last: it is for the patron to say something (R33). */
export function waitsForPatron({ librarian, silence, patronSilence }: ActiveSession): boolean {
  return librarian.greetedAt !== undefined && silence.since >= patronSilence.since
}

/** A sleep that is shorter is not worth a token of its own, ms. */
const keptSleepMin = 60_000

/**
 * Whether the words of a librarian may put off what the timer sleeps for, `ms` from now: then it is the silence that begins with
 * them, and no other thing (R16).
 */
export function mayBeKeptAsleep(session: Session, ms: number): boolean {
  return session.status === 'active' && session.librarian.greetedAt !== undefined && ms >= keptSleepMin
}

/**
 * Whether this message keeps the timer asleep: an answer of the librarian to the patron, after the greeting. Of several messages in
 * a row only the first does, as from then on it is the patron's silence that counts (R33).
 */
export function keepsAsleep(before: Session | undefined, event: Event): boolean {
  if (before?.status !== 'active' || event.type !== 'Said' || event.from.role !== 'librarian') return false
  return before.librarian.greetedAt !== undefined && !waitsForPatron(before)
}

/** After how much silence of the patron the librarian is prompted to ask, to warn, to close (R33), ms. */
export function promptDelays({ patronAsk, patronWarn, patronClose }: Timing): readonly number[] {
  return [patronAsk, patronWarn, patronClose]
}

/** When a wait that nobody ends is over (R6): a patron whose librarian vanished is given the whole time once more (R34). */
export function waitEnds({ askedAt, backAt }: WaitingSession, { waitLimit }: Timing): number {
  return (backAt ?? askedAt) + waitLimit
}

/** The next rung of the ladder (R4), the offer not to wait (R6), or the end of the wait. */
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

/** How long the timer of somebody who begins to serve sleeps first, ms: until the greeting is due (R7), or a word (R16). */
export function firstSleepServing({ greetingNudge, silenceWarning }: Timing): number {
  return Math.min(greetingNudge, silenceWarning)
}

/** How long the timer of a session that begins now sleeps first, ms. */
export function firstSleep(timing: Timing, ladder: readonly Rung[]): number {
  return Math.min(
    lookEvery,
    timing.waitLimit,
    timing.addressOffer,
    timing.alertEvery,
    nextRung(ladder, 0) ?? Number.POSITIVE_INFINITY,
  )
}
