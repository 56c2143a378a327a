import { farewellOf } from './farewell.ts'
import type { Desk, Directory } from './ports.ts'
import { routingOf } from './routing.ts'
import { performAndForget, type RunPorts, run } from './run.ts'
import type { Routing } from './session/routing.ts'
import type { Session } from './session/state.ts'
import { defaultTiming, nextDue } from './session/timing.ts'

/**
 * Does what is due in a session and says how long (ms) until something is due again; nothing once it is closed. It is also
 * what repairs: effects of closing that were lost are performed again.
 */
export async function tickSession(
  ports: RunPorts & { readonly directory: Directory; readonly desk: Desk },
  id: string,
  at: number,
): Promise<number | undefined> {
  const session = (await ports.sessions.load(id))?.session
  if (!session) return undefined
  const library = await ports.directory.library(session.library)
  const timing = library?.timing ?? defaultTiming
  const routing = library && mayWait(session) ? await routingOf(ports.desk, library, at) : nowhere
  const farewell = library && (await farewellOf(ports.directory, library))
  const outcome = await run(ports, id, { type: 'Tick', at, timing, routing, farewell })
  if ('refusal' in outcome) return undefined
  const due = nextDue(outcome.session, timing, routing.ladder, at)
  if (due === undefined) await settle(ports, outcome.session, at)
  return due === undefined ? undefined : due - at
}

/** Whether the patron waits, or may have to wait again because their librarian is away (R34). */
function mayWait(session: Session): boolean {
  return session.status === 'waiting' || (session.status === 'active' && session.librarian.awaySince !== undefined)
}

/** Whoever waits for a library that has left the consortium waits where they are. */
const nowhere: Routing = { ladder: [], staffed: [] }

/** A closed session owes nothing but its follow-up, whose clock is started again: if it runs, that changes nothing. */
async function settle(ports: RunPorts, session: Session, at: number): Promise<void> {
  if (session.status === 'closed' && session.followUp && !session.mailed)
    await performAndForget(ports, session, [{ type: 'StartFollowUp' }], at)
}
