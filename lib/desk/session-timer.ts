import type { Library } from '../consortium/library.ts'
import { nextSize, roundDue } from '../session/circle.ts'
import { reminders } from '../session/effects.ts'
import type { Session } from '../session/state.ts'
import { defaultTiming, nextDue, rescueDue, type Timing } from '../session/timing.ts'
import { goodbyeFor } from './briefing.ts'
import { shareOtherPatrons } from './other-patrons.ts'
import type { Directory, Roster } from './ports.ts'
import { type Done, type EndingPorts, performAndForget, type RunPorts, runEnding, startFollowUp } from './run.ts'
import { staffing } from './staffing.ts'

export type TimerPorts = EndingPorts & { readonly directory: Directory }

/**
 * Does what is due in a session and says how long (ms) until something is due again; nothing once it is closed. It is also
 * what repairs: what both sides would miss is said again, and effects of closing that were lost are performed again. A second
 * timer, which takes a `look` at one thing, leaves that to the first.
 */
export async function tickSession(
  ports: TimerPorts,
  id: string,
  at: number,
  kind: 'session' | 'look' = 'session',
): Promise<number | undefined> {
  const newest = await ports.sessions.load(id)
  if (!newest) return undefined
  const { session } = newest
  // What is over needs nothing of its library any more.
  const library = session.status === 'closed' ? undefined : await ports.directory.library(session.library)
  const timing = library?.timing ?? defaultTiming
  const asleep = await fallenAsleep(ports, session, timing, at)
  const isDeserted = await hasDeserted(ports.directory, session, kind)
  const { ladder, line } =
    library && (isDeserted || needsStaff(session, timing, at))
      ? await staff(ports.roster, library, session, at)
      : nowhere
  const goodbye = library && ends(session, timing, at) ? await goodbyeOf(ports.directory, library, session) : undefined
  const outcome = await runEnding(
    ports,
    id,
    { type: 'Tick', at, timing, ladder, line, asleep, goodbye, ...(isDeserted && { isDeserted }) },
    newest,
  )
  if ('refusal' in outcome) return undefined
  await tellFormer(ports, outcome, at)
  const again = kind === 'look' ? [] : reminders(outcome.session)
  const after = await performAndForget(ports, outcome.session, again, at)
  // Its start may have been lost: if it runs, that changes nothing.
  if (kind === 'session') await startFollowUp(ports, after)
  const due = nextDue(after, timing, ladder.rungs, at)
  return due === undefined ? undefined : due - at
}

/**
 * Whoever of the newest round did not hear their alert is asleep: from now on they count for no rung, and their own page is
 * told, so that it wakes up in the roster as soon as it wakes up (R40).
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
  // Whoever serves may be the first in line, and is not asked to take over from themselves.
  const few = nextSize(circle) + (mine ? 1 : 0)
  const { ladder, line } = await staffing(roster, library, few, at)
  const pools = session.status === 'waiting' ? session.pools : []
  return { ladder, line: line(at - session.askedAt, pools).filter(({ librarian }) => librarian !== mine) }
}

/**
 * Whether whoever serves has left the consortium: a connection of theirs may be open for two hours. A look may be taken because
 * they have just left, and wants the newest state.
 */
async function hasDeserted(directory: Directory, session: Session, kind: 'session' | 'look'): Promise<boolean> {
  if (session.status !== 'active') return false
  const { id } = session.librarian
  return kind === 'look' ? !(await directory.isLibrarian(id)) : (await directory.librarian(id)) === undefined
}

/** Whoever served until now serves one patron less: their other sessions need not mind this one any more (R20). */
async function tellFormer(ports: RunPorts, { before, session }: Done, at: number): Promise<void> {
  const former = before?.status === 'active' ? before.librarian.id : undefined
  if (former && session.status !== 'active') await shareOtherPatrons(ports, former, at)
}

/** Whether the session ends now if nobody speaks (R24): only then its goodbye is needed. */
function ends(session: Session, { idleLimit }: Timing, at: number): boolean {
  return session.status === 'active' && at >= session.lastMessageAt + idleLimit
}

function goodbyeOf(directory: Directory, library: Library, session: Session) {
  return goodbyeFor(directory, library, session.status === 'active' ? session.librarian.id : undefined)
}

/** Whether the patron waits, or may have to wait again (R34, R39), or the session is offered on (R39). */
function needsStaff(session: Session, timing: Timing, at: number): boolean {
  if (session.status !== 'active') return session.status === 'waiting'
  return session.librarian.awaySince !== undefined || at >= rescueDue(session, timing) || ends(session, timing, at)
}

/** Whoever waits for a library that has left the consortium waits where they are. */
const nowhere = { ladder: { rungs: [], staffed: [] }, line: [] }
