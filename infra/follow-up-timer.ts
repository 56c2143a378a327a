import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { TimerMachine, type TimerMachineProps } from './parts/timer-machine.ts'

/** Sees to every follow-up until it is done, one execution each (R29, R30). */
export class FollowUpTimer extends TimerMachine {
  constructor(scope: Construct, id: string, props: Pick<TimerMachineProps, 'wakes' | 'logRetentionDays'>) {
    super(scope, id, {
      ...props,
      variable: env.followUpTimer,
      // These are for a function or tables that fail: while the mail service is away, a wake succeeds and says when to try
      // again (`lib/follow-up/outbox.ts`: for three days). Nobody waits by the second, but what is owed must not be forgotten.
      // 30 s doubled seven times over: 30 + 60 + … + 1920 = 3810 s are the first seven pauses; 167 of an hour after them
      // make a week in all, and with full jitter, which takes a random part of each pause, half a week on average.
      retry: { interval: Duration.seconds(30), backoffRate: 2, maxDelay: Duration.hours(1), maxAttempts: 174 },
    })
  }
}
