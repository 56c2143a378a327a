import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Clocks } from '../ports.ts'

/** The clocks as Step Functions executions, each named by its session: starting one twice is harmless. */
export function stateMachineClocks(
  arns: { readonly session?: string; readonly followUp?: string },
  client = new SFNClient({ maxAttempts: 4 }),
): Clocks {
  const start = async (stateMachineArn: string | undefined, session: string, seconds: number) => {
    try {
      const input = JSON.stringify({ session, seconds })
      await client.send(new StartExecutionCommand({ stateMachineArn, name: session, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
  return {
    startSession: (session, seconds) => start(arns.session, session, seconds),
    startFollowUp: session => start(arns.followUp, session, 0),
  }
}
