import { type RefusalCode, refuse } from '../decisions/refusals.ts'
import { generationOf, type ServingLibrarian, type Session } from '../session/state.ts'
import { defaultTiming, firstSleepServing } from '../session/timing.ts'
import type { Directory, OnDuty, Queue, QueueEntry, SessionTimers } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { Unreadable } from './unreadable.ts'
import { seconds } from './wake.ts'

export type PickUpPorts = RunPorts & {
  readonly queue: Queue
  readonly directory: Directory
  readonly timers: Pick<SessionTimers, 'startSession'>
}

/** Who serves, as the patron's library wants them: some want no other institution named in the greeting (R9). */
export async function servingLibrarian(
  directory: Directory,
  duty: OnDuty,
  patronsLibrary: string | undefined,
): Promise<ServingLibrarian> {
  const { librarian: id, name, library } = duty
  const theirs = patronsLibrary === undefined ? undefined : await directory.library(patronsLibrary)
  if (!theirs || theirs.namesInstitution || library === patronsLibrary) return { id, name, library }
  const unnamedInstitution = (await directory.library(library))?.name
  return { id, name, library, ...(unnamedInstitution && { unnamedInstitution }) }
}

/**
 * Somebody has just begun to serve: from now on another timer looks after the session, which wakes in time for the greeting (R7).
 * If it cannot be started here, the one that it takes the place of starts it.
 */
export async function startServing(
  { directory, timers, log }: Pick<PickUpPorts, 'directory' | 'timers' | 'log'>,
  session: Session,
): Promise<void> {
  try {
    const timing = (await directory.library(session.library))?.timing ?? defaultTiming
    await timers.startSession(session.id, generationOf(session), seconds(firstSleepServing(timing)))
  } catch (error) {
    log.failed('start of a timer', session.id, error)
  }
}

/** What a session answers to whoever comes too late for it: the next patron is tried. */
const tooLate: readonly RefusalCode[] = ['already-picked-up', 'already-yours', 'closed', 'no-such-session']

/** Which patron a librarian wants who does not take whoever is next, and why (R2). */
export interface Choice {
  readonly session: string
  readonly reason?: string | undefined
}

/**
 * Hands over one particular patron: whoever is not next is taken out of turn, for a reason that is kept (R2). It is the
 * session that says whether they wait, and in which pools: the five-hundredth in the queue costs what the third costs.
 */
export async function pickUpChosen(
  ports: PickUpPorts,
  duty: OnDuty,
  { session: id, reason }: Choice,
  at: number,
): Promise<Outcome> {
  const newest = await ports.sessions.load(id)
  const session = newest?.session
  if (!session) return refuse('no-such-session')
  if (session.status === 'waiting') {
    if (!session.pools.some(pool => duty.pools.includes(pool))) return refuse('not-in-your-pools')
    const [first] = (await ports.queue.waiting(duty.pools, { most: 1 })).entries
    const isFirst = !first || first.session === id || byPlace(session, first) < 0
    if (!isFirst && !reason) return refuse('no-reason')
    const librarian = await servingLibrarian(ports.directory, duty, session.library)
    const outOfTurn = isFirst ? undefined : reason
    return run(ports, id, { type: 'PickUp', at, librarian, connection: duty.connection, outOfTurn }, newest)
  }
  const { librarian, name, library } = duty
  // The session says why it cannot be picked up.
  return run(
    ports,
    id,
    { type: 'PickUp', at, librarian: { id: librarian, name, library }, connection: duty.connection },
    newest,
  )
}

function byPlace(session: Session, first: QueueEntry): number {
  return session.askedAt - first.askedAt
}

/** Patrons read at once: as many as are likely to be lost to others who pick up in the same moment. */
const few = 5

/**
 * Hands over the patron who has waited longest in the librarian's pools (R2). Who wins a race is decided where the step is
 * written; whoever loses it takes the next patron, so that N librarians get the N longest-waiting. One who cannot be read keeps
 * nobody else waiting; where nobody else waits, that is said.
 */
export async function pickUpOldest(ports: PickUpPorts, duty: OnDuty, at: number): Promise<Outcome> {
  const { connection } = duty
  const lost = new Set<string>()
  let unreadable: Unreadable | undefined
  for (;;) {
    const page = await ports.queue.waiting(duty.pools, { most: few + lost.size })
    const waiting = page.entries.filter(entry => !lost.has(entry.session))
    if (waiting.length === 0 && unreadable) throw unreadable
    if (waiting.length === 0) return refuse('nobody-waiting')
    for (const { session, library } of waiting) {
      lost.add(session)
      try {
        const librarian = await servingLibrarian(ports.directory, duty, library)
        const outcome = await run(ports, session, { type: 'PickUp', at, librarian, connection })
        if (!('refusal' in outcome) || !tooLate.includes(outcome.refusal.code)) return outcome
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        unreadable = error
      }
    }
  }
}
