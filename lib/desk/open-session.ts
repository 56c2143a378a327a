import type { Library } from '../consortium/library.ts'
import { firstSleep } from '../session/timing.ts'
import type { Roster, Timers } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { staffing } from './staffing.ts'
import { seconds } from './wake.ts'

/** A question as the patron submitted it. */
export interface Question {
  readonly question: string
  readonly name?: string | undefined
  readonly email?: string | undefined
}

/**
 * Opens a session with a patron's question. Its timer is started before its first step is written, so that no session is
 * ever without one; a timer without a session finds nothing and ends.
 */
export async function openSession(
  ports: RunPorts & { readonly timers: Timers; readonly roster: Roster },
  library: Library,
  session: string,
  { question, name, email }: Question,
  at: number,
): Promise<Outcome> {
  await ports.timers.startSession(session, seconds(firstSleep(library.timing, library.ladder)))
  const { ladder, line } = await staffing(ports.roster, library, 1, at)
  return run(ports, session, {
    type: 'Ask',
    at,
    session,
    library: library.id,
    ladder,
    line: line(0),
    question,
    ...(name && { name }),
    ...(email && { email }),
  })
}
