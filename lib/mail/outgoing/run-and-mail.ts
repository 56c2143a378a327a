import type { FollowUpTimers, Log, Step, TimerWatch } from '../../desk/ports.ts'
import { type FollowUpPorts, type Outcome, runFollowUp } from '../../desk/run.ts'
import { quarterFor } from '../../desk/sweep.ts'
import { isCorrected } from '../../facts/facts.ts'
import type { AfterCommand } from '../../session/commands.ts'
import { decide, evolveAll } from '../../session/session.ts'
import type { Session } from '../../session/state.ts'

export type MailStartingPorts = FollowUpPorts & {
  readonly timers: Pick<FollowUpTimers, 'startMailTimer' | 'startMailNow'>
  readonly watch: Pick<TimerWatch, 'file'>
  readonly log: Log
}

/**
 * Carries out a command that may leave mail to be sent. It first starts a timer that sends the mail a little later, and tells the
 * sweep, so a function that dies in between loses no mail and no correction of the facts. If the timer cannot start, nothing is written. After the step, a
 * second timer sends the mail at once. A caller that has just loaded the newest step passes it as `known`.
 */
export async function runStartingMail(
  ports: MailStartingPorts,
  session: string,
  command: AfterCommand,
  known?: Step,
): Promise<Outcome> {
  const newest = known ?? (await ports.sessions.load(session))
  const reason = `${command.type}-${command.at}`
  const planned = planOf(newest?.session, command)
  if (planned.mail || planned.correction) await ports.watch.file(session, quarterFor(command.at))
  if (planned.mail) await ports.timers.startMailTimer(session, reason)
  const outcome = await runFollowUp(ports, session, command, newest)
  if ('events' in outcome && hasMoreMail(outcome.before, outcome.session)) await sendNow(ports, outcome.session, reason)
  return outcome
}

async function sendNow({ timers, log }: MailStartingPorts, session: Session, reason: string): Promise<void> {
  // The number of mails distinguishes it from another mail's timer that starts at the same moment for the same kind of event.
  const count = session.status === 'closed' ? session.mails.count : 0
  try {
    await timers.startMailNow(session.id, `${reason}-${count}`)
  } catch (error) {
    // The timer that was started before sends it.
    log.failed('start of a mail', session.id, error)
  }
}

/**
 * Whether a command will leave mail to be sent, or facts to be corrected. An open session needs no timer: its follow-up timer
 * starts when it ends.
 */
function planOf(before: Session | undefined, command: AfterCommand) {
  const decision = decide(before, command)
  if (before?.status !== 'closed' || !('events' in decision)) return { mail: false, correction: false }
  const after = evolveAll(before, decision.events)
  return { mail: hasMoreMail(before, after), correction: after !== undefined && isCorrected(before, after) }
}

function hasMoreMail(before: Session | undefined, after: Session | undefined): boolean {
  return before?.status === 'closed' && after?.status === 'closed' && after.mails.count > before.mails.count
}
