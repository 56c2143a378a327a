import type { Directory } from './ports.ts'
import { performAndForget, type RunPorts, run } from './run.ts'
import type { Session } from './session/state.ts'
import { defaultTiming, nextDue } from './session/timing.ts'

/**
 * Does what is due in a session and says how long (ms) until something is due again; nothing once it is closed. It is also
 * what repairs: effects of closing that were lost are performed again.
 */
export async function tickSession(
  ports: RunPorts & { readonly directory: Directory },
  id: string,
  at: number,
): Promise<number | undefined> {
  const library = (await ports.sessions.load(id))?.session.library
  if (!library) return undefined
  const timing = (await ports.directory.library(library))?.timing ?? defaultTiming
  const outcome = await run(ports, id, { type: 'Tick', at, timing })
  if ('refusal' in outcome) return undefined
  const due = nextDue(outcome.session, timing, at)
  if (due === undefined) await settle(ports, outcome.session, at)
  return due === undefined ? undefined : due - at
}

/** A closed session owes nothing but its follow-up, whose clock is started again: if it runs, that changes nothing. */
async function settle(ports: RunPorts, session: Session, at: number): Promise<void> {
  if (session.status === 'closed' && session.followUp && !session.mailed)
    await performAndForget(ports, session, [{ type: 'StartFollowUp' }], at)
}
