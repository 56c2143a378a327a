import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn'
import type { LivingTimers } from '../desk/ports.ts'
import { executionArn, nameOf } from './state-machine-timers.ts'

/**
 * AWS limits how many executions can be described per second (docs/internals/timers.md). The caller has time to wait and retry.
 */
const client = new SFNClient({ maxAttempts: 8 })

/** Tells which timers are running, as executions of this state machine. */
export function livingTimers(stateMachine: string): LivingTimers {
  return {
    async isAlive(session, generation) {
      try {
        const arn = executionArn(stateMachine, nameOf(session, generation))
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn: arn }))
        return status === 'RUNNING'
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return false
        throw error
      }
    },
  }
}
