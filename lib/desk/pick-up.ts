import { type RefusalCode, refuse } from '../decisions/refusals.ts'
import type { ServingLibrarian } from '../session/state.ts'
import type { Directory, OnDuty, Queue } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { Unreadable } from './unreadable.ts'

export type PickUpPorts = RunPorts & { readonly queue: Queue; readonly directory: Directory }

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

/** What a session answers to whoever comes too late for it: the next patron is tried. */
const tooLate: readonly RefusalCode[] = ['already-picked-up', 'closed', 'no-such-session']

/** Which patron a librarian wants who does not take whoever is next, and why (R2). */
export interface Choice {
  readonly session: string
  readonly reason?: string | undefined
}

/** Hands over one particular patron: whoever is not next is taken out of turn, for a reason that is kept (R2). */
export async function pickUpChosen(
  ports: PickUpPorts,
  duty: OnDuty,
  { session, reason }: Choice,
  at: number,
): Promise<Outcome> {
  const waiting = await ports.queue.waiting(duty.pools)
  const place = waiting.findIndex(entry => entry.session === session)
  if (place > 0 && !reason) return refuse('no-reason')
  if (place < 0) return refuse('not-in-your-pools')
  const librarian = await servingLibrarian(ports.directory, duty, waiting[place]?.library)
  const outOfTurn = place > 0 ? reason : undefined
  return run(ports, session, { type: 'PickUp', at, librarian, connection: duty.connection, outOfTurn })
}

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
    const waiting = (await ports.queue.waiting(duty.pools)).filter(entry => !lost.has(entry.session))
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
