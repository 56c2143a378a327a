import type { Tick } from './commands.ts'
import { type Decision, nothing } from './decision.ts'
import type { Event } from './events.ts'
import { unattended } from './presence.ts'
import type { Active, Session } from './state.ts'
import type { Timing } from './timing.ts'

/** The clock looks at the session: everything that is due by now happens, however late it woke. */
export function tick(session: Session, { at, timing }: Tick): Decision {
  switch (session.status) {
    case 'waiting':
      return at >= session.askedAt + timing.waitLimit ? { events: [unattended(session, at)] } : nothing
    case 'active':
      return at >= session.lastMessageAt + timing.idleLimit
        ? { events: [...silence(session, at, timing), { type: 'Closed', at, code: 'answered', how: 'by-default' }] }
        : { events: silence(session, at, timing) }
    case 'closed':
      return nothing
  }
}

/** A warning before the three minutes are over, a breach when they are, and again every three minutes (R16). */
function silence({ silence: { since, warned, breaches } }: Active, at: number, timing: Timing): Event[] {
  const quiet = at - since
  const due = Math.floor(quiet / timing.silenceLimit)
  const events: Event[] = []
  if (!warned && quiet >= timing.silenceWarning && due === 0) events.push({ type: 'SilenceWarned', at, since })
  for (let breach = breaches + 1; breach <= due; breach++) events.push({ type: 'SilenceBreached', at, since, breach })
  return events
}
