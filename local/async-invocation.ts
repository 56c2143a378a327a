import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Lambda } from './lambda.ts'

/** A function that fails is tried again after a minute, and after two more. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const pauses = [60_000, 120_000]

/** Invokes functions for services that wait for no answer. */
export interface AsyncInvocation {
  invoke(functionArn: string, event: unknown): void
  stop(): void
}

export function asyncInvocation(lambda: Lambda, clock: Clock, activity: Activity): AsyncInvocation {
  const stopping = new AbortController()
  const run = async (functionId: string, event: unknown): Promise<void> => {
    for (const pause of [...pauses, undefined]) {
      const outcome = await lambda.invoke(functionId, event)
      if (outcome.ok || pause === undefined) return
      await activity.resting(() => clock.sleep(pause, stopping.signal))
    }
  }
  return {
    invoke: (functionArn, event) => {
      const found = lambda.find(functionArn)
      if (!found) throw new Error('An event of the template leads to no function.')
      void activity.during(() => run(found.id, event)).catch(() => {})
    },
    stop: () => stopping.abort(),
  }
}
