import type { Library } from '../consortium/library.ts'
import { type InLine, nextSize, roundDue } from '../session/circle.ts'
import { reminders } from '../session/effects.ts'
import { laterWritesOf } from '../session/joint-writes.ts'
import { type ActiveSession, generationOf, librariansIn, type Session } from '../session/state.ts'
import {
  defaultTiming,
  hasUnbegunMail,
  lookEvery,
  mayBeKeptAsleep,
  nextDue,
  rescueDue,
  type Timing,
} from '../session/timing.ts'
import { goodbyeFor } from './briefing.ts'
import { helpersFor } from './help.ts'
import { shareOtherPatrons } from './other-patrons.ts'
import type { Directory, Roster, SessionTimers, Step } from './ports.ts'
import {
  type Done,
  type EndingPorts,
  performAndForget,
  type RunPorts,
  renewTimerOf,
  runEnding,
  startFollowUp,
} from './run.ts'
import { staffing } from './staffing.ts'
import { type Next, seconds, type Wake } from './wake.ts'

export type TimerPorts = EndingPorts & {
  readonly directory: Directory
  readonly timers: Pick<SessionTimers, 'startSession'>
}

/** The timer that woke up. It is either the session's own timer or a second one beside it. */
type Woken = Pick<Wake, 'session' | 'generation' | 'since' | 'until'>

/** The age at which another execution takes the timer's place, ms. The history of an execution is limited to 25,000 events. */
const executionAge = 3_600_000

/**
 * Does what is due in a session and says how long until something is due again; undefined once the timer has ended. It also
 * repairs: it repeats frames that either side may have missed and effects of closing that were lost. A second timer handles only
 * one thing and leaves repairs to the first.
 */
export async function tickSession(ports: TimerPorts, woken: Woken, at: number): Promise<Next | undefined> {
  const newest = await ports.sessions.load(woken.session)
  if (!newest) return undefined
  if (isReplaced(woken, newest.session)) return replaced(ports, newest.session, at)
  const { session, timing, rungs } = await ticked(ports, newest, woken, at)
  if (!woken.until) await settleLaterWrites(ports, session, woken, at)
  const due = nextDue(session, timing, rungs, at)
  if (due === undefined) return undefined
  const ms = due - at
  if (woken.until) return goesOn(woken, session, ms) ? { ms } : undefined
  if (isOld(woken, at) && session.status !== 'closed') return renewed(ports, session, at, ms)
  return { ms, keep: mayBeKeptAsleep(session, ms) }
}

/** A timer that has lived for so long while people talk has settled the later writes at an earlier wake, ms. */
const settledFor = 180_000

/** A write that follows a step may have been lost. It is made now, unless it is there. */
async function settleLaterWrites(
  { sessions }: TimerPorts,
  session: Session,
  { since }: Woken,
  at: number,
): Promise<void> {
  const isSettled = session.status === 'active' && since !== undefined && at >= since + settledFor
  if (!isSettled) await sessions.settle(laterWritesOf(session))
}

/** Another timer of the session has taken its place. */
function isReplaced({ until, generation }: Woken, session: Session): boolean {
  // A timer that the previous release started has no number, and looks after the session to its end.
  return until === undefined && generation !== undefined && generation < generationOf(session)
}

/** The function that should have started that timer may have died. Once the session is over, this one repairs what was lost. If the timer is running or has run, this changes nothing. */
async function replaced(ports: TimerPorts, session: Session, at: number): Promise<undefined> {
  if (session.status === 'closed') {
    await performAndForget(ports, session, reminders(session), at)
    await ports.sessions.settle(laterWritesOf(session))
  } else await ports.timers.startSession(session.id, generationOf(session), 0)
  return undefined
}

/**
 * A second timer sleeps until what was pending is due. It goes on if the patron waits and the first timer may sleep for longer, and
 * while anything is pending that the first timer need not know of.
 */
function goesOn({ until }: Woken, session: Session, ms: number): boolean {
  if (session.status === 'waiting') return ms < lookEvery
  return until === 'next' || (session.status === 'active' && isPending(session))
}

/** Whether a call for help or a transfer waits for somebody, or a librarian for their connection. Each begins with a second timer. */
function isPending({ help, transfer, librarian, second }: ActiveSession): boolean {
  return [help, transfer, librarian.awaySince, second?.awaySince].some(one => one !== undefined)
}

function isOld({ since }: Woken, at: number): boolean {
  return since !== undefined && at - since >= executionAge
}

/** The timer goes on as another execution. */
async function renewed(ports: TimerPorts, session: Session, at: number, ms: number): Promise<undefined> {
  const { id } = session
  const outcome = await renewTimerOf(ports, session, at)
  if ('session' in outcome) await ports.timers.startSession(id, generationOf(outcome.session), seconds(ms))
  return undefined
}

/** Does what is due, and repeats what was lost. */
async function ticked(ports: TimerPorts, newest: Step, { until }: Woken, at: number) {
  const { session } = newest
  const { id } = session
  // A session that has ended needs nothing from its library any more.
  const library = session.status === 'closed' ? undefined : await ports.directory.library(session.library)
  const timing = library?.timing ?? defaultTiming
  const asleep = await fallenAsleep(ports, session, timing, at)
  const isDeserted = await hasDeserted(ports.directory, session, until)
  const { ladder, line } =
    library && (isDeserted || needsStaff(session, timing, at))
      ? await staff(ports.roster, library, session, at)
      : unstaffed(library)
  const helpers = library ? await nextHelpers(ports.roster, library, session, timing, at) : []
  const goodbye = library && ends(session, timing, at) ? await goodbyeOf(ports.directory, library, session) : undefined
  const outcome = await runEnding(
    ports,
    id,
    { type: 'Tick', at, timing, ladder, line, helpers, asleep, goodbye, ...(isDeserted && { isDeserted }) },
    newest,
  )
  const { rungs } = ladder
  if ('refusal' in outcome) return { session, timing, rungs }
  await tellFormer(ports, outcome, at)
  const again = until ? [] : reminders(outcome.session)
  const after = await performAndForget(ports, outcome.session, again, at)
  if (!until) await startFollowUpAgain(ports, after, at)
  return { session: after, timing, rungs }
}

/** If no function has begun to send a session's mails this long after its end, none will, ms. */
const unbegunMax = 600_000

/**
 * A follow-up may lack its timer because the start was lost. Then it is started now, which changes nothing if it is running. If
 * the timer has ended before it sent anything, another takes its place.
 */
async function startFollowUpAgain(ports: TimerPorts, session: Session, at: number): Promise<void> {
  if (session.status !== 'closed' || !hasUnbegunMail(session)) return
  const { closedAt } = session
  const isLate = at - closedAt >= unbegunMax
  const outcome = isLate && (await renewTimerOf(ports, session, at))
  await startFollowUp(ports, outcome && 'session' in outcome ? outcome.session : session)
}

/**
 * Librarians of the newest round who did not hear their alert are asleep. From now on they count on no rung. Their page is told,
 * so that the roster shows them as awake as soon as the page wakes up (R40).
 */
async function fallenAsleep(
  { roster, connections }: TimerPorts,
  session: Session,
  timing: Timing,
  at: number,
): Promise<readonly string[]> {
  const circle =
    session.status === 'waiting' ? session.circle : session.status === 'active' ? session.rescue : undefined
  const newest = circle?.rounds.at(-1)
  if (!circle || !newest?.length || at < roundDue(circle, timing.alertEvery)) return []
  const asleep = await roster.sleepers(newest, circle.at)
  await Promise.allSettled(
    asleep.map(({ connection }) => connections.post(connection, { type: 'asleep', at: circle.at })),
  )
  return asleep.map(({ librarian }) => librarian)
}

/** The ladder of a session's library, and the line of the pools that the session has reached. */
async function staff(roster: Roster, library: Library, session: Session, at: number) {
  const circle =
    session.status === 'waiting' ? session.circle : session.status === 'active' ? session.rescue : undefined
  const mine = session.status === 'active' ? session.librarian.id : undefined
  // The serving librarian may be first in line, and is not asked to take over from themselves.
  const few = nextSize(circle) + (mine ? 1 : 0)
  const { ladder, line } = await staffing(roster, library, few, at)
  const pools = session.status === 'waiting' ? session.pools : []
  return { ladder, line: line(at - session.askedAt, pools).filter(({ librarian }) => librarian !== mine) }
}

/** Those who are asked to help next, if a round is due (R41). */
async function nextHelpers(
  roster: Roster,
  library: Library,
  session: Session,
  { alertEvery }: Timing,
  at: number,
): Promise<readonly InLine[]> {
  const help = session.status === 'active' ? session.help : undefined
  const isDue = help && help.invited === undefined && at >= roundDue(help, alertEvery)
  return isDue ? helpersFor(roster, library, session, nextSize(help), at) : []
}

/**
 * Whether the serving librarian has left the consortium. Their connection may stay open for two hours. The timer may have been
 * woken because they have just left, so this reads the newest state.
 */
async function hasDeserted(directory: Directory, session: Session, until: Woken['until']): Promise<boolean> {
  if (session.status !== 'active') return false
  const { id } = session.librarian
  return until ? !(await directory.isLibrarian(id)) : (await directory.librarian(id)) === undefined
}

/** The previous librarian serves one patron less, so their other sessions may mention this one again (R20). */
async function tellFormer(ports: RunPorts, { before, session }: Done, at: number): Promise<void> {
  const still = session.status === 'active' ? librariansIn(session) : []
  for (const former of before?.status === 'active' ? librariansIn(before) : [])
    if (!still.includes(former)) await shareOtherPatrons(ports, former, at)
}

/** Whether the session ends now if nobody speaks (R24). Its goodbye is needed only then. */
function ends(session: Session, { idleLimit }: Timing, at: number): boolean {
  return session.status === 'active' && at >= session.lastMessageAt + idleLimit
}

function goodbyeOf(directory: Directory, library: Library, session: Session) {
  return goodbyeFor(directory, library, session.status === 'active' ? session.librarian.id : undefined)
}

/** Whether the patron waits, or may have to wait again (R34, R39), or the session is offered to other librarians (R39). */
function needsStaff(session: Session, timing: Timing, at: number): boolean {
  if (session.status !== 'active') return session.status === 'waiting'
  return session.librarian.awaySince !== undefined || at >= rescueDue(session, timing) || ends(session, timing, at)
}

/**
 * Nobody was looked up, since nothing seemed to need it. If somebody else's step shows meanwhile that the patron has to wait again,
 * every rung sees them. A patron whose library has left the consortium stays in the pools that the session has reached.
 */
function unstaffed(library: Library | undefined) {
  return { ladder: { rungs: library?.ladder ?? [], staffed: [] }, line: [] }
}
