import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import type { Wake } from '../desk/wake.ts'
import { timerIsOver } from '../env.ts'

const client = new SFNClient({ maxAttempts: 3 })

/** Makes the timer sleep for a different time from now on. */
export function sleepOtherwise(taskToken: string, wake: Wake): Promise<boolean> {
  return unlessOver(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(wake) })))
}

/** Ends the timer. */
export function endTask(taskToken: string): Promise<boolean> {
  return unlessOver(client.send(new SendTaskFailureCommand({ taskToken, error: timerIsOver })))
}

/** Makes the timer sleep its whole time once more, from now on. */
export function keepTaskAsleep(taskToken: string): Promise<boolean> {
  return unlessOver(client.send(new SendTaskHeartbeatCommand({ taskToken })))
}

/** Returns false if the token is no longer valid, because the timer has woken since and has a new one. */
async function unlessOver(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return true
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return false
    throw error
  }
}
