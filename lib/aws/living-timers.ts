import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn'
import type { LivingTimers } from '../desk/ports.ts'
import { executionArn, nameOf } from './state-machine-timers.ts'

/** Few executions can be described a second (docs/internals/timers.md): whoever is told to wait has time. */
const client = new SFNClient({ maxAttempts: 8 })

/** Which timers run, as executions of this state machine. */
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
