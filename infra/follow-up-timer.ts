import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { TimerMachine, type TimerMachineProps } from './parts/timer-machine.ts'

/** Handles every follow-up until it is done, with one execution each (R29, R30). */
export class FollowUpTimer extends TimerMachine {
  constructor(scope: Construct, id: string, props: Pick<TimerMachineProps, 'wakes' | 'logRetentionDays'>) {
    super(scope, id, {
      ...props,
      variable: env.followUpTimer,
      // The retries are for failing functions or tables. While the mail service is down, a wake succeeds and says when to try
      // again (`lib/follow-up/outbox.ts`, for three days). Nobody waits for each second, but a follow-up must not be forgotten.
      // The first seven pauses double from 30 s: 30 + 60 + … + 1920 = 3810 s. Then 167 pauses of an hour make a week in all.
      // Full jitter takes a random part of each pause, so half a week on average.
      retry: { interval: Duration.seconds(30), backoffRate: 2, maxDelay: Duration.hours(1), maxAttempts: 174 },
    })
  }
}
