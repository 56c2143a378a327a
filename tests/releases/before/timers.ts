import * as v from 'valibot'
import { seconds } from '../../../lib/desk/wake.ts'

/**
 * The timers of the release before this one, as they are while some functions, or all of them again, are still of it: what its
 * functions read of a wake, and what they answer. Before version 1 a wake did not say its version.
 */

/** What that release starts a timer with. */
export interface WakeBefore {
  readonly session: string
  readonly seconds: number
  readonly done?: boolean
  readonly until?: 'next' | 'then'
}

/** It took what it was given for its own, and saw nothing that it did not know. */
const given = v.object({ session: v.string(), until: v.exactOptional(v.picklist(['next', 'then'])) })

/** A function of that release is woken with any input of the timer, and answers in its own way. */
export async function wakeUpBefore(
  wake: unknown,
  work: (session: string, isLook: boolean) => Promise<number | undefined>,
): Promise<WakeBefore> {
  const { session, until } = v.parse(given, wake)
  const ms = await work(session, until !== undefined)
  if (ms === undefined || until === 'then') return { session, seconds: 0, done: true }
  return { session, seconds: seconds(ms), done: false, ...(until && { until: 'then' as const }) }
}
