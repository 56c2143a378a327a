import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { FollowUpTimers, SessionTimers } from '../desk/ports.ts'
import { type Wake, wakeVersion } from '../desk/wake.ts'

/**
 * A function that is about to write something that needs a mail starts the mail's timer first, so that no mail is lost if it
 * dies in between. The timer wakes when every such function is certainly over, since they may run for 10 s.
 */
const mailDelay = 15

const client = new SFNClient({ maxAttempts: 4 })

/** The timers of sessions as executions of this state machine. */
export function sessionTimers(stateMachine: string): SessionTimers {
  const start = starting(stateMachine)
  return {
    startSession: (session, seconds) => start(session, { session, seconds }),
    wakeSoon: (session, reason) => start(`${session}-${reason}`, { session, seconds: 0, until: 'next' }),
  }
}

/** The timers of follow-ups as executions of this state machine. */
export function followUpTimers(stateMachine: string): FollowUpTimers {
  const start = starting(stateMachine)
  return {
    startFollowUp: session => start(session, { session, seconds: 0 }),
    startMailTimer: (session, reason) => start(`${session}-${reason}`, { session, seconds: mailDelay }),
    startMailNow: (session, reason) => start(`${session}-${reason}-now`, { session, seconds: 0, until: 'then' }),
  }
}

/** Each execution is named after its session, so starting it twice is harmless. */
function starting(stateMachineArn: string) {
  return async (name: string, first: Omit<Wake, 'version'>): Promise<void> => {
    const input: Wake = { version: wakeVersion, ...first }
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
}
