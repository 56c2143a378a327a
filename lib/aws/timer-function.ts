import middy from '@middy/core'
import { answerTo, answerToOlder, type Wake, type Work } from '../desk/wake.ts'
import { logger, observed } from './log.ts'
import { opened } from './stored/open.ts'
import { fieldsOf } from './stored/shape.ts'
import { storedWake } from './stored/wake.ts'
import { endTask, sleepOtherwise } from './task-answers.ts'

export interface TimerWork {
  /** Does what is due. */
  readonly work: (wake: Wake, machine: string | undefined) => ReturnType<Work>
  /** Stores the token for the functions that handle messages. @default - nothing keeps this timer asleep */
  readonly keep?: (session: string, token: string) => Promise<void>
}

/**
 * A Lambda that is called whenever a timer goes to sleep. If the timer has slept before, it has woken, and what is due is done first. A
 * wake of a later release fails, and Step Functions retries it until that release is back.
 */
export function timerFunction({ work, keep }: TimerWork) {
  return middy<unknown, unknown>()
    .use(observed())
    .handler(async event => {
      const fields = fieldsOf(event)
      const session = String(fields.session)
      if (fields.token === undefined)
        return answerToOlder(opened(storedWake, fields, session), wake => work(wake, undefined))
      const wake = opened(storedWake, fieldsOf(fields.wake), session)
      const token = String(fields.token)
      const answer = await answerTo(wake, wake => work(wake, String(fields.machine)))
      if (answer.type === 'over') await endTask(token)
      if (answer.type === 'sleeps-otherwise') await sleepOtherwise(token, answer.wake)
      if (answer.type === 'sleeps' && answer.keep && keep) await ifPossible(keep(session, token), session)
      return undefined
    })
}

/** A timer that nobody can keep asleep wakes too early, which does no harm. */
async function ifPossible(kept: Promise<void>, session: string): Promise<void> {
  try {
    await kept
  } catch (error) {
    logger.warn('token not kept', { session, error: error instanceof Error ? error.name : typeof error })
  }
}
