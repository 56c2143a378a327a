import type { OnDuty, Queue } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { type RefusalCode, refuse } from './session/refusals.ts'

/** What a session answers to whoever comes too late for it: the next patron is tried. */
const tooLate: readonly RefusalCode[] = ['already-picked-up', 'closed', 'no-such-session']

/**
 * Hands over the patron who has waited longest in the librarian's pools (R2). Who wins a race is decided where the step is
 * written; whoever loses it takes the next patron, so that N librarians get the N longest-waiting.
 */
export async function pickUpOldest(
  ports: RunPorts & { readonly queue: Queue },
  duty: OnDuty,
  at: number,
): Promise<Outcome> {
  const { librarian: id, name, library, connection } = duty
  const lost = new Set<string>()
  for (;;) {
    const waiting = (await ports.queue.waiting(duty.pools)).filter(entry => !lost.has(entry.session))
    if (waiting.length === 0) return refuse('nobody-waiting')
    for (const { session } of waiting) {
      const outcome = await run(ports, session, { type: 'PickUp', at, librarian: { id, name, library }, connection })
      if (!('refusal' in outcome) || !tooLate.includes(outcome.refusal.code)) return outcome
      lost.add(session)
    }
  }
}
