import { calendarOf } from '../consortium/library.ts'
import { dayOf } from '../facts/facts.ts'
import { nextFollowUpDue } from '../follow-up/due-dates.ts'
import { codeDue, codeFreeAt, codeLifeMs } from '../session/confirming.ts'
import { laterWritesOf } from '../session/joint-writes.ts'
import { decide } from '../session/session.ts'
import { type ClosedSession, type EmailCode, generationOf, type Session } from '../session/state.ts'
import { defaultTiming } from '../session/timing.ts'
import { type CorrectingPorts, correctAgain } from './correct-facts.ts'
import type { Directory, Facts, FollowUpTimers, LivingTimers, SessionTimers, TimerWatch } from './ports.ts'
import { renewTimerOf, type UntoldPorts } from './run.ts'
import { Unreadable } from './unreadable.ts'

/**
 * A timer may die silently, when its execution is stopped by hand or by a limit of AWS. Nothing would look after its session
 * then. Every quarter of an hour a sweep checks the sessions that were filed for it, and starts missing timers. Its reads grow
 * only with the number of open sessions.
 */
export type SweepPorts = UntoldPorts &
  CorrectingPorts & {
    readonly watch: TimerWatch
    readonly living: LivingTimers
    readonly directory: Directory
    readonly timers: Pick<SessionTimers, 'startSession'> & Pick<FollowUpTimers, 'startFollowUp' | 'startMailTimer'>
    readonly facts: Pick<Facts, 'correct' | 'forgetLibrarians'>
    /** Days after which facts no longer say which librarian served. */
    readonly librarianFactsDays: number
  }

export const quarterMs = 900_000

const dayMs = 86_400_000

/** A follow-up whose timer is later than this has no timer, ms. A timer whose function fails tries again every hour. */
const followUpLateMax = 7_200_000

/** A conversation whose timer is later than this may have no timer, ms. */
const conversationLateMax = 60_000

/** The sweep settles the later writes of sessions that ended no longer ago than this, ms. */
const settledWithin = 3_600_000
/** A code whose mail is later than this may have no timer, ms. Two timers are started for it, of which one sends it at once. */
const codeLateMax = 120_000

/** The sweep ignores work that may have begun less than this long ago, ms. */
const justBegun = 60_000

/**
 * The most by which the clocks of two machines may differ, ms. The sweep waits this long, so that no session is filed for a
 * quarter that has been swept.
 */
const clocksApart = 300_000

/** The first sweep of all looks back as far as this, in quarters of an hour. */
const firstBack = 8

/** The quarter of an hour after which the sweep checks a session that began, or was last checked, at this moment. */
export function quarterFor(at: number): number {
  return Math.floor((at + clocksApart) / quarterMs)
}

/** Sweeps every quarter of an hour that has ended. Returns the sessions that had no timer. */
export async function sweep(ports: SweepPorts, at: number): Promise<readonly string[]> {
  const now = Math.floor(at / quarterMs)
  const missed: string[] = []
  for (let quarter = (await ports.watch.nextToSweep()) ?? now - firstBack; quarter < now; quarter++) {
    for (const session of await ports.watch.filed(quarter)) if (await lookedAt(ports, session, at)) missed.push(session)
    await forgetLibrarians(ports, quarter)
    await ports.watch.swept(quarter + 1)
  }
  return missed
}

/** Once a day, the facts of the day whose last session has just become old enough forget their librarians (R37). */
async function forgetLibrarians({ facts, librarianFactsDays }: SweepPorts, quarter: number): Promise<void> {
  const from = quarter * quarterMs
  if (from % dayMs === 0) await facts.forgetLibrarians(dayOf(from - (librarianFactsDays + 1) * dayMs))
}

/** Whether a session lacks a timer, and when to check it again, ms. It is not checked again once it needs no timer. */
interface Seen {
  readonly isMissed: boolean
  readonly again?: number | undefined
}

/** Checks one session and files it for the next time. A failure does not stop the check of the others. */
async function lookedAt(ports: SweepPorts, id: string, at: number): Promise<boolean> {
  try {
    const newest = await ports.sessions.glance(id)
    if (!newest) return false
    const { session, events } = newest
    const changedAt = events.at(-1)?.at ?? session.askedAt
    const { isMissed, again } =
      session.status === 'closed'
        ? await afterwards(ports, session, at, changedAt)
        : await meanwhile(ports, session, at)
    await correctAgain(ports, newest)
    const isCodeLate = isLate(codeDue(session, at), at)
    if (isCodeLate) await ports.timers.startMailTimer(id, `code-swept-${quarterFor(at)}`)
    if (isMissed) await startAnother(ports, session, at)
    // The timer of a session that has just ended may have died before it made sure of these.
    if (session.status === 'closed' && at - session.closedAt < settledWithin)
      await ports.sessions.settle(laterWritesOf(session))
    if (again !== undefined || isCodeLate) await ports.watch.file(id, quarterFor(again ?? at))
    return isMissed
  } catch (error) {
    if (!(error instanceof Unreadable)) ports.log.failed('sweep', id, error)
    await ports.watch.file(id, quarterFor(at))
    return false
  }
}

/** Whether a code has waited for its mail for longer than its timer takes. The timer is lost then, and so is the mail. */
function isLate(code: EmailCode | undefined, at: number): boolean {
  return code !== undefined && at >= Math.max(codeFreeAt(code), code.until - codeLifeMs + codeLateMax)
}

/**
 * A conversation has a timer from its first moment to its last. While people talk and nothing is overdue the sweep does not look
 * the timer up, because AWS limits such look-ups per second. For a waiting patron it always does, since nothing but the timer
 * helps them.
 */
async function meanwhile({ living, directory }: SweepPorts, session: Session, at: number): Promise<Seen> {
  const isNew = at - session.askedAt < justBegun
  if (isNew || (session.status === 'active' && !(await isOverdue(directory, session, at))))
    return { isMissed: false, again: at }
  return { isMissed: !(await living.isAlive(session.id, generationOf(session))), again: at }
}

/** Whether something was due at least a minute ago and no timer has done it. */
async function isOverdue(directory: Directory, session: Session, at: number): Promise<boolean> {
  const timing = (await directory.library(session.library))?.timing ?? defaultTiming
  const ladder = { rungs: [], staffed: [] }
  const overdue = decide(session, { type: 'Tick', at: at - conversationLateMax, timing, ladder })
  return 'events' in overdue && overdue.events.length > 0
}

/** A follow-up lacks a timer if something has been due, and nothing has been done, for longer than any timer takes. */
async function afterwards(
  { directory }: SweepPorts,
  session: ClosedSession,
  at: number,
  changedAt: number,
): Promise<Seen> {
  const library = await directory.library(session.library)
  if (!library) return { isMissed: false }
  const works = { calendar: calendarOf(library), policy: library.followUps }
  const late = at - followUpLateMax
  const overdue = decide(session, { type: 'FollowUpTick', at: late, ...works })
  const isMissed = changedAt <= late && 'events' in overdue && overdue.events.length > 0
  const due = isMissed ? at : nextFollowUpDue(session, works.calendar, works.policy, at)
  return { isMissed, again: due === undefined ? undefined : due + followUpLateMax }
}

/** The next generation of timer looks after the session. If two sweeps run at once, only one of them starts it. */
async function startAnother(ports: SweepPorts, session: Session, at: number): Promise<void> {
  const { id } = session
  const outcome = await renewTimerOf(ports, session, at)
  if ('refusal' in outcome) return
  const generation = generationOf(outcome.session)
  if (outcome.session.status === 'closed') await ports.timers.startFollowUp(id, generation)
  else await ports.timers.startSession(id, generation, 0)
}
