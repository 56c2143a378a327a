import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import type { FollowUpTimers, SessionTimers } from '../desk/ports.ts'
import { firstWake, lookingAtOnce, type Wake } from '../desk/wake.ts'
import { logger } from './log.ts'

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
    async startSession(session, generation, seconds) {
      const first = { generation, since: Date.now() }
      await start(nameOf(session, generation), firstWake(session, seconds, first))
      if (generation > 1) await stop(stateMachine, nameOf(session, generation - 1), session)
    },
    wakeSoon: (session, reason) => start(`${session}-${reason}`, { ...lookingAtOnce(session), until: 'next' }),
  }
}

/** The timers of follow-ups as executions of this state machine. */
export function followUpTimers(stateMachine: string): FollowUpTimers {
  const start = starting(stateMachine)
  return {
    startFollowUp: (session, generation) => start(nameOf(session, generation), lookingAtOnce(session)),
    startMailTimer: (session, reason) => start(`${session}-${reason}`, firstWake(session, mailDelay)),
    startMailNow: (session, reason) => start(`${session}-${reason}-now`, { ...lookingAtOnce(session), until: 'then' }),
  }
}

/** Each execution is named after its session and its generation there, so starting it twice is harmless. */
export const nameOf = (session: string, generation: number) => `${session}-${generation}`

function starting(stateMachineArn: string) {
  return async (name: string, first: Wake): Promise<void> => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(first) }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
}

export const executionArn = (stateMachine: string, name: string) =>
  `${stateMachine.replace(':stateMachine:', ':execution:')}:${name}`

/** A timer that could not be stopped notices when it wakes that another has taken its place. */
async function stop(stateMachine: string, name: string, session: string): Promise<void> {
  try {
    const cause = 'Another timer has taken its place.'
    await client.send(new StopExecutionCommand({ executionArn: executionArn(stateMachine, name), cause }))
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return
    logger.warn('timer not stopped', { session, error: error instanceof Error ? error.name : typeof error })
  }
}
