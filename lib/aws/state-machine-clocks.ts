import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Wake } from '../clock.ts'
import type { Clocks } from '../ports.ts'

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
  }
}
