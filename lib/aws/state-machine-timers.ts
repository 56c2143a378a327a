import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Clocks } from '../desk/ports.ts'
import type { Wake } from '../desk/wake.ts'

/**
 * Whoever is about to write what needs a mail starts its clock first, so that no mail is lost with whoever dies in between. The
 * clock wakes when every such function is over for certain: they may run for 10 s.
 */
const mailDelay = 15

/** The clocks as Step Functions executions, each named by its session: starting one twice is harmless. */
export function stateMachineClocks(
  arns: { readonly session?: string; readonly followUp?: string },
  client = new SFNClient({ maxAttempts: 4 }),
): Clocks {
  const start = async (stateMachineArn: string | undefined, name: string, wake: Wake) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(wake) }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
  return {
    startSession: (session, seconds) => start(arns.session, session, { session, seconds }),
    lookSoon: (session, reason) => start(arns.session, `${session}-${reason}`, { session, seconds: 0, until: 'next' }),
    startFollowUp: session => start(arns.followUp, session, { session, seconds: 0 }),
    mailSoon: (session, reason) => start(arns.followUp, `${session}-${reason}`, { session, seconds: mailDelay }),
  }
}
