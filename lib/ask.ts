import { seconds } from './clock.ts'
import type { Library } from './directory.ts'
import type { Clocks } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import { firstDue } from './session/timing.ts'

/** A question as the patron submitted it. */
export interface Question {
  readonly question: string
  readonly name?: string | undefined
  readonly email?: string | undefined
}

/**
 * Opens a session with a patron's question. Its clock is started before its first step is written, so that no session is
 * ever without one; a clock without a session finds nothing and ends.
 */
export async function openSession(
  ports: RunPorts & { readonly clocks: Clocks },
  library: Library,
  session: string,
  { question, name, email }: Question,
  at: number,
): Promise<Outcome> {
  await ports.clocks.startSession(session, seconds(firstDue(library.timing, at) - at))
  return run(ports, session, {
    type: 'Ask',
    at,
    session,
    library: library.id,
    pools: library.ladder.map(({ pool }) => pool),
    question,
    ...(name && { name }),
    ...(email && { email }),
  })
}
