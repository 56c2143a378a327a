import type { Clock } from '../clock.ts'
import { fields, list } from '../template/shape.ts'
import { matches } from './state-error.ts'

/**
 * Milliseconds before try `attempt` (0 is the first retry) of a retrier: the interval, multiplied by the rate for each earlier
 * retry, up to the longest delay. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function retryDelay(retrier: unknown, attempt: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds, JitterStrategy } = fields(retrier)
  const seconds = Number(IntervalSeconds) * Number(BackoffRate) ** attempt
  const capped = Math.min(seconds, Number(MaxDelaySeconds ?? Number.POSITIVE_INFINITY))
  return 1000 * (JitterStrategy === 'FULL' ? Math.random() * capped : capped)
}

/** Runs a task with the retries of its `Retry`, waiting on the cloud's clock. `retried` is called for each further try. */
export async function retrying<Result>(
  retry: unknown,
  task: () => Promise<Result>,
  sleep: Clock['sleep'],
  retried: () => void,
): Promise<Result> {
  const retriers = list(retry)
  const attempts = retriers.map(() => 0)
  for (;;) {
    try {
      return await task()
    } catch (thrown) {
      const at = retriers.findIndex(retrier => matches(fields(retrier).ErrorEquals, thrown))
      const attempt = attempts[at] ?? 0
      if (at < 0 || attempt >= Number(fields(retriers[at]).MaxAttempts ?? 3)) throw thrown
      attempts[at] = attempt + 1
      await sleep(retryDelay(retriers[at], attempt))
      retried()
    }
  }
}
