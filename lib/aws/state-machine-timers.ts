import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Timers } from '../desk/ports.ts'
import type { Wake } from '../desk/wake.ts'

/**
 * Whoever is about to write what needs a mail starts its timer first, so that no mail is lost with whoever dies in between. The
 * timer wakes when every such function is over for certain: they may run for 10 s.
 */
const mailDelay = 15

/** The timers as Step Functions executions, each named by its session: starting one twice is harmless. */
export function stateMachineTimers(
  arns: { readonly session?: string; readonly followUp?: string },
  client = new SFNClient({ maxAttempts: 4 }),
): Timers {
  const start = async (stateMachineArn: string | undefined, name: string, wake: Wake) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(wake) }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
  return {
    startSession: (session, seconds) => start(arns.session, session, { session, seconds }),
    wakeSoon: (session, reason) => start(arns.session, `${session}-${reason}`, { session, seconds: 0, until: 'next' }),
    startFollowUp: session => start(arns.followUp, session, { session, seconds: 0 }),
    startMailTimer: (session, reason) => start(arns.followUp, `${session}-${reason}`, { session, seconds: mailDelay }),
  }
}
