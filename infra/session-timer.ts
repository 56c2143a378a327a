import { ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledgeWildcard } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { TimerMachine, type TimerMachineProps } from './parts/timer-machine.ts'

const namedBySession = 'An execution is named by its session.'

/**
 * Looks after every session from the question to its end, so that no patron is ever dropped in silence. One execution follows
 * another, each named after the session and its generation.
 */
export class SessionTimer extends TimerMachine {
  constructor(scope: Construct, id: string, props: Pick<TimerMachineProps, 'wakes' | 'logRetentionDays'>) {
    super(scope, id, {
      ...props,
      variable: env.sessionTimer,
      // Patrons are waiting, so retries begin soon and then come at least every minute. With full jitter each pause is a random
      // part of 2, 4, 8, 16, 32 and then 60 s: half a minute on average. A try adds 3 events to the history (scheduled, started,
      // failed), of the 25,000 that an execution may have: it outlives two days of failure, and the sweep starts another after
      // them.
      retry: { interval: Duration.seconds(2), backoffRate: 2, maxDelay: Duration.minutes(1), maxAttempts: 360 },
    })
    this.allowOwn(['states:StartExecution'], this.machine.stateMachineArn)
    this.allowOwn(['states:StopExecution'], this.executions)
    acknowledgeWildcard(this.own, this.executions, namedBySession)
  }

  /** May start a timer that takes the place of another, and end that one. */
  grantReplace(fn: DeskFunction): void {
    this.grantStart(fn)
    fn.allowAny('states:StopExecution', this.executions, namedBySession)
  }

  /** May find out whether a timer is running. */
  grantDescribe(fn: DeskFunction): void {
    fn.allowAny('states:DescribeExecution', this.executions, namedBySession)
  }

  /** May keep a timer asleep. */
  grantKeepAsleep(fn: DeskFunction): void {
    fn.allow(['states:SendTaskHeartbeat'], [this.machine.stateMachineArn])
  }

  private get executions(): string {
    const resourceName = `${this.machine.stateMachineName}:*`
    return Stack.of(this).formatArn({
      ...{ service: 'states', resource: 'execution', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    })
  }
}
