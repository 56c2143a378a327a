import type { FollowUpTimers, Step, TimerWatch } from '../../desk/ports.ts'
import { type FollowUpPorts, type Outcome, runFollowUp } from '../../desk/run.ts'
import { quarterFor } from '../../desk/sweep.ts'
import type { AfterCommand } from '../../session/commands.ts'
import { decide, evolveAll } from '../../session/session.ts'
import type { Session } from '../../session/state.ts'

export type MailStartingPorts = FollowUpPorts & {
  readonly timers: Pick<FollowUpTimers, 'startMailTimer'>
  readonly watch: Pick<TimerWatch, 'file'>
}

/**
 * Carries out a command that may leave mail to be sent. The timer that sends it is started first, and the sweep is told of it:
 * whoever dies in between loses no mail, and where the timer cannot be started nothing is written at all. A caller that has just loaded the newest step
 * gives it as `known`.
 */
export async function runStartingMail(
  ports: MailStartingPorts,
  session: string,
  command: AfterCommand,
  known?: Step,
): Promise<Outcome> {
  const newest = known ?? (await ports.sessions.load(session))
  if (bringsMail(newest?.session, command)) {
    await ports.watch.file(session, quarterFor(command.at))
    await ports.timers.startMailTimer(session, `${command.type}-${command.at}`)
  }
  return runFollowUp(ports, session, command, newest)
}

/** What goes on still is looked after by its own timer, which begins with the end. */
function bringsMail(before: Session | undefined, command: AfterCommand): boolean {
  const decision = decide(before, command)
  if (before?.status !== 'closed' || !('events' in decision)) return false
  const after = evolveAll(before, decision.events)
  return after?.status === 'closed' && after.mails.count > before.mails.count
}
