import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { mailboxRunHour } from '../lib/env.ts'
import { described } from './parts/described.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface MailboxTestsProps {
  /** The function that mails the tests that are due. */
  readonly tests: DeskFunction
}

/**
 * Tests the mailboxes of the libraries: a run each day mails the tests that are due. A mailbox where nobody has confirmed its
 * test writes a line in the function's log and raises an alarm.
 */
export class MailboxTests extends Construct {
  /** An alarm that is on for a day after a mailbox turned out to be silent. */
  readonly alarm: Alarm

  constructor(scope: Construct, id: string, { tests }: MailboxTestsProps) {
    super(scope, id)
    new Rule(this, 'Daily', {
      description: 'Tests the mailboxes of the libraries',
      schedule: Schedule.cron({ minute: '0', hour: String(mailboxRunHour) }),
      targets: [new LambdaFunction(tests)],
    })
    const metricName = 'SilentMailboxes'
    const metricNamespace = `Coopdesk/${Stack.of(this).stackName}`
    tests.logGroup.addMetricFilter('Silent', {
      filterPattern: FilterPattern.stringValue('$.message', '=', 'mailbox silent'),
      ...{ metricNamespace, metricName, metricValue: '1' },
    })
    const period = Duration.days(1)
    const silent = new Metric({ namespace: metricNamespace, metricName, statistic: Stats.SUM, period })
    this.alarm = silent.createAlarm(this, 'Alarm', {
      alarmDescription: described('Nobody has confirmed that the mailbox of a library is read', 'silent-mailboxes'),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    new CfnOutput(Stack.of(this), 'SilentMailboxesAlarm', {
      description: 'Is on for a day after a mailbox turned out to be silent',
      value: this.alarm.alarmName,
    })
  }
}
