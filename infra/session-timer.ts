import { ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledgeWildcard } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'
import { TimerMachine, type TimerMachineProps } from './parts/timer-machine.ts'

const namedBySession = 'An execution is named by its session.'

/**
 * Sees to every session from the question to its end: nobody who asked is ever dropped in silence. One execution after the other,
 * named by the session and their generation; the table has the token of each that sleeps while people talk.
 */
export class SessionTimer extends TimerMachine {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: Pick<TimerMachineProps, 'wakes' | 'logRetentionDays'>) {
    super(scope, id, {
      ...props,
      variable: env.sessionTimer,
      // Patrons are waiting: soon again, then every minute at the latest. With full jitter each pause is a random part of 2, 4, 8,
      // 16, 32 and then 60 s: half a minute on average. A try adds 3 events to the history (scheduled, started, failed), of the
      // 25,000 that an execution may have: it outlives three days of failure, and the sweep starts another after them.
      retry: { interval: Duration.seconds(2), backoffRate: 2, maxDelay: Duration.minutes(1), maxAttempts: 360 },
    })
    // What it holds is of use for a day: nothing here is worth keeping.
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'slot',
      sortKey: { name: 'session', type: AttributeType.STRING },
      expires: true,
      keep: false,
    })
    const { wakes } = props
    this.table.grant(wakes, 'dynamodb:PutItem')
    wakes.addEnvironment(env.timersTable, this.table.tableName)
    this.allowOwn(['states:StartExecution'], this.machine.stateMachineArn)
    this.allowOwn(['states:StopExecution'], this.executions)
    acknowledgeWildcard(this.own, this.executions, namedBySession)
  }

  /** May start the timer that takes the place of another, which is over then. */
  grantReplace(fn: DeskFunction): void {
    this.grantStart(fn)
    fn.allowAny('states:StopExecution', this.executions, namedBySession)
  }

  /** May keep a timer asleep. */
  grantKeepAsleep(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem')
    fn.addEnvironment(env.timersTable, this.table.tableName)
    fn.allow(['states:SendTaskHeartbeat'], [this.machine.stateMachineArn])
  }

  private get executions(): string {
    const resourceName = `${this.machine.stateMachineName}:*`
    return Stack.of(this).formatArn({
      ...{ service: 'states', resource: 'execution', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    })
  }
}
