import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import type { Lambda } from './lambda.ts'
import type { LostEvents } from './lost-events.ts'

/**
 * A failing function is tried again after a minute, and after two more.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const pauses = [60_000, 120_000]

/** Invokes functions for services that wait for no answer. */
export interface AsyncInvocation {
  invoke(functionArn: string, event: unknown): void
  /** Cancels the pending retries. */
  cancel(): void
}

interface Surroundings {
  lambda: Lambda
  lost: LostEvents
  clock: Clock
  activity: Activity
}

export function asyncInvocation({ lambda, lost, clock, activity }: Surroundings): AsyncInvocation {
  let pending = new AbortController()
  const run = async (found: { id: string; arn: string }, event: unknown, cancelled: AbortSignal): Promise<void> => {
    for (const [i, pause] of [...pauses, undefined].entries()) {
      const outcome = await lambda.invoke(found.id, event)
      if (outcome.ok) return
      if (pause === undefined) return lost.keep(found.arn, event, outcome, i + 1)
      await activity.resting(() => clock.sleep(pause, cancelled))
    }
  }
  return {
    invoke: (functionArn, event) => {
      const found = lambda.find(functionArn)
      if (!found) throw new Error('An event of the template leads to no function.')
      const { signal } = pending
      void activity
        .during(() => run(found, event, signal))
        .catch(thrown => {
          if (!signal.aborted) throw thrown
        })
    },
    cancel: () => {
      pending.abort()
      pending = new AbortController()
    },
  }
}
