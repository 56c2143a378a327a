import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { described } from './parts/described.ts'
import type { DeskFunction } from './parts/desk-function.ts'

/**
 * Items of the tables that a function cannot read. Each is a line in its log, with the kind and id of the item
 * (`lib/aws/stored/open.ts`). The lines are counted in the logs, so that no function needs code for it, and raise an alarm.
 */
export class UnreadableItems extends Construct {
  /** An alarm that is on while a function meets unreadable items. */
  readonly alarm: Alarm
  private readonly metricNamespace: string
  private readonly metricName = 'UnreadableItems'

  constructor(scope: Construct, id: string) {
    super(scope, id)
    // Two desks in one account are counted separately.
    this.metricNamespace = `Coopdesk/${Stack.of(this).stackName}`
    const { metricNamespace: namespace, metricName } = this
    const counted = new Metric({ namespace, metricName, statistic: Stats.SUM, period: Duration.minutes(5) })
    this.alarm = counted.createAlarm(this, 'Alarm', {
      alarmDescription: described('Something that the desk has kept cannot be read', 'unreadable-items'),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    new CfnOutput(Stack.of(this), 'UnreadableItemsAlarm', {
      description: 'Is on while a function meets any',
      value: this.alarm.alarmName,
    })
  }

  /** Counts the items that this function cannot read. */
  countIn(fn: DeskFunction): void {
    fn.logGroup.addMetricFilter('Unreadable', {
      filterPattern: FilterPattern.stringValue('$.message', '=', 'unreadable'),
      metricNamespace: this.metricNamespace,
      metricName: this.metricName,
      metricValue: '1',
    })
  }
}
