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

/** The timer sleeps for another time from now on. */
export function sleepOtherwise(taskToken: string, wake: Wake): Promise<boolean> {
  return unlessOver(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(wake) })))
}

/** The timer is over. */
export function endTask(taskToken: string): Promise<boolean> {
  return unlessOver(client.send(new SendTaskFailureCommand({ taskToken, error: timerIsOver })))
}

/** The timer sleeps its whole time once more, from now on. */
export function keepTaskAsleep(taskToken: string): Promise<boolean> {
  return unlessOver(client.send(new SendTaskHeartbeatCommand({ taskToken })))
}

/** False where the token is of no use any more: whoever woke up in between has another. */
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
