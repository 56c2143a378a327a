import type { Library } from '../consortium/library.ts'
import { reminders } from '../session/effects.ts'
import type { StaffedLadder } from '../session/ladder.ts'
import type { Session } from '../session/state.ts'
import { defaultTiming, nextDue, type Timing } from '../session/timing.ts'
import { goodbyeFor } from './briefing.ts'
import { shareOtherPatrons } from './other-patrons.ts'
import type { Directory } from './ports.ts'
import { type Done, type EndingPorts, performAndForget, type RunPorts, runEnding, startFollowUp } from './run.ts'
import { staffedLadder } from './staffing.ts'

/**
 * Does what is due in a session and says how long (ms) until something is due again; nothing once it is closed. It is also
 * what repairs: what both sides would miss is said again, and effects of closing that were lost are performed again. A second
 * timer, which takes a `look` at one thing, leaves that to the first.
 */
export async function tickSession(
  ports: EndingPorts & { readonly directory: Directory },
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
  const isDeserted = await hasDeserted(ports.directory, session)
  const ladder = library && (isDeserted || mayWait(session)) ? await staffedLadder(ports.roster, library, at) : nowhere
  const goodbye = library && ends(session, timing, at) ? await goodbyeOf(ports.directory, library, session) : undefined
  const outcome = await runEnding(
    ports,
    id,
    { type: 'Tick', at, timing, ladder, goodbye, ...(isDeserted && { isDeserted }) },
    newest,
  )
  if ('refusal' in outcome) return undefined
  await tellFormer(ports, outcome, at)
  const again = kind === 'look' ? [] : reminders(outcome.session, outcome.events)
  const after = await performAndForget(ports, outcome.session, again, at)
  // Its start may have been lost: if it runs, that changes nothing.
  if (kind === 'session') await startFollowUp(ports, after)
  const due = nextDue(after, timing, ladder.rungs, at)
  return due === undefined ? undefined : due - at
}

/** Whether whoever serves has left the consortium: a connection of theirs may be open for two hours. */
async function hasDeserted(directory: Directory, session: Session): Promise<boolean> {
  return session.status === 'active' && (await directory.librarian(session.librarian.id)) === undefined
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

/** Whether the patron waits, or may have to wait again because their librarian is away (R34). */
function mayWait(session: Session): boolean {
  return session.status === 'waiting' || (session.status === 'active' && session.librarian.awaySince !== undefined)
}

/** Whoever waits for a library that has left the consortium waits where they are. */
const nowhere: StaffedLadder = { rungs: [], staffed: [] }
