import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { described } from './parts/described.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface SweepProps {
  /** The function that checks the sessions filed for the last quarter of an hour. */
  readonly sweeps: DeskFunction
}

/**
 * Checks every quarter of an hour whether each open session and each follow-up has a running timer. A missing timer writes a line
 * in the function's log and raises an alarm, since timers do not normally die.
 */
export class Sweep extends Construct {
  /** An alarm that is on while a timer was missing. */
  readonly alarm: Alarm

  constructor(scope: Construct, id: string, { sweeps }: SweepProps) {
    super(scope, id)
    new Rule(this, 'Quarterly', {
      description: 'Starts the timers that are missing',
      schedule: Schedule.cron({ minute: '0/15' }),
      targets: [new LambdaFunction(sweeps)],
    })
    const metricName = 'MissingTimers'
    // Two desks in one account are counted separately.
    const metricNamespace = `Coopdesk/${Stack.of(this).stackName}`
    sweeps.logGroup.addMetricFilter('Missing', {
      filterPattern: FilterPattern.stringValue('$.message', '=', 'timer missing'),
      ...{ metricNamespace, metricName, metricValue: '1' },
    })
    const period = Duration.minutes(15)
    const missing = new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period })
    this.alarm = missing.createAlarm(this, 'Alarm', {
      alarmDescription: described('The timer of a session was not running, and was started again', 'missing-timers'),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    new CfnOutput(Stack.of(this), 'MissingTimersAlarm', {
      description: 'Is on when a timer had to be started again',
      value: this.alarm.alarmName,
    })
  }
}
