import { type RefusalCode, refuse } from '../decisions/refusals.ts'
import { byPlace } from '../protocol/queue-place.ts'
import { generationOf, poolsAt, type ServingLibrarian, type Session } from '../session/state.ts'
import { defaultTiming, firstSleepServing } from '../session/timing.ts'
import type { Directory, OnDuty, Queue, SessionTimers } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { Unreadable } from './unreadable.ts'
import { seconds } from './wake.ts'

export type PickUpPorts = RunPorts & {
  readonly queue: Queue
  readonly directory: Directory
  readonly timers: Pick<SessionTimers, 'startSession'>
}

/**
 * The serving librarian, as the patron's library wants them presented. Some libraries want no other institution named in the
 * greeting (R9).
 */
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
 * A librarian has just begun to serve. From now on another timer looks after the session and wakes in time for the greeting (R7).
 * If it cannot be started here, the old timer starts it.
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

/** Refusals that mean somebody else was faster, so the next patron is tried. */
const tooLate: readonly RefusalCode[] = ['already-picked-up', 'already-yours', 'closed', 'no-such-session']

/** The patron whom a librarian wants to take out of turn, and why (R2). */
export interface Choice {
  readonly session: string
  readonly reason?: string | undefined
}

/**
 * Picks up one particular patron. One who is not next is taken out of turn, for a reason that is recorded (R2). The session
 * itself says whether they are waiting and in which pools, so the five-hundredth in the queue costs as much as the third.
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
    if (!poolsAt(session, at).some(pool => duty.pools.includes(pool))) return refuse('not-in-your-pools')
    const [first] = (await ports.queue.waiting(duty.pools, { at, most: 1 })).entries
    const isFirst = !first || first.session === id || byPlace({ ...session, session: id }, first) < 0
    if (!isFirst && !reason) return refuse('no-reason')
    const librarian = await servingLibrarian(ports.directory, duty, session.library)
    const outOfTurn = isFirst ? undefined : reason
    return run(ports, id, { type: 'PickUp', at, librarian, connection: duty.connection, outOfTurn }, newest)
  }
  const { librarian, name, library } = duty
  // The session gives the reason why it cannot be picked up.
  return run(
    ports,
    id,
    { type: 'PickUp', at, librarian: { id: librarian, name, library }, connection: duty.connection },
    newest,
  )
}

/** Patrons read at once: as many as others are likely to pick up in the same moment. */
const few = 5

/**
 * Picks up the patron who has waited longest in the librarian's pools (R2). Writing the step decides a race, and the loser
 * takes the next patron, so that N librarians get the N longest-waiting. A session that cannot be read is skipped, and reported
 * if nobody else is waiting.
 */
export async function pickUpOldest(ports: PickUpPorts, duty: OnDuty, at: number): Promise<Outcome> {
  const { connection } = duty
  const lost = new Set<string>()
  let unreadable: Unreadable | undefined
  for (;;) {
    const page = await ports.queue.waiting(duty.pools, { at, most: few + lost.size })
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
