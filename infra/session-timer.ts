import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { WakeUpLoop, type WakeUpLoopProps } from './parts/wake-up-loop.ts'

/** Sees to every session from the question to its end, one execution each: nobody who asked is ever dropped in silence. */
export class SessionTimer extends WakeUpLoop {
  constructor(scope: Construct, id: string, props: Pick<WakeUpLoopProps, 'wakes' | 'logRetentionDays'>) {
    super(scope, id, {
      ...props,
      variable: env.sessionTimer,
      // Patrons are waiting: soon again, then every minute at the latest. 2 + 4 + 8 + 16 + 32 = 62 s for the first five
      // tries and 355 of 60 s after them are six hours of patience; with full jitter each pause is a random part of these:
      // three hours on average. A try adds 3 events to the history (scheduled, started, failed): 1,080 at most, of 25,000
      // that an execution may have.
      retry: { interval: Duration.seconds(2), backoffRate: 2, maxDelay: Duration.minutes(1), maxAttempts: 360 },
    })
  }
}
