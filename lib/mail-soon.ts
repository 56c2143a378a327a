import type { Clocks } from './ports.ts'
import { type Outcome, type RunPorts, run } from './run.ts'
import type { Command } from './session/commands.ts'

/**
 * Carries out a command that may leave mail to be sent. The clock that sends it is started first: whoever dies in between loses
 * no mail, and where the clock cannot be started nothing is written at all.
 */
export async function runAndMail(
  ports: RunPorts & { readonly clocks: Clocks },
  session: string,
  command: Command,
): Promise<Outcome> {
  const newest = await ports.sessions.load(session)
  // What goes on still is looked after by its own clock, which begins with the end.
  if (newest?.session.status === 'closed') await ports.clocks.mailSoon(session, `${command.type}-${command.at}`)
  return run(ports, session, command, newest)
}
