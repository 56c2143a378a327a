import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './parts/acknowledge.ts'
import { described } from './parts/described.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface LostEventsProps {
  /** Days that the words of a session are kept (R38). An event may contain names and addresses, so it stays no longer. */
  readonly retentionDays: number
}

/**
 * Asynchronous events that a function failed to process. Lambda tries three times within three minutes and then discards them.
 * They are kept here instead, and raise an alarm.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class LostEvents extends Construct {
  /** An alarm that is on while there are lost events. */
  readonly alarm: Alarm
  private readonly queue: Queue

  constructor(scope: Construct, id: string, { retentionDays }: LostEventsProps) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest that SQS keeps anything is two weeks.
      retentionPeriod: Duration.days(Math.min(14, retentionDays)),
    })
    acknowledge(this.queue, 'SQS3', 'Failed events go here, and only a person takes them out.')
    this.alarm = this.alarmOf(this.queue)
    new CfnOutput(Stack.of(this), 'LostEventsQueue', {
      description: 'Events that a function failed to process',
      value: this.queue.queueUrl,
    })
    new CfnOutput(Stack.of(this), 'LostEventsAlarm', {
      description: 'Is on while there are any',
      value: this.alarm.alarmName,
    })
  }

  /** Keeps every event that this function has finally failed to process, with the reason. */
  grantKeep(fn: DeskFunction): void {
    // A dead-letter queue would hold only the event, and nobody could tell which function it was for.
    fn.configureAsyncInvoke({ onFailure: new SqsDestination(this.queue) })
  }

  private alarmOf(queue: Queue): Alarm {
    const kept = queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' })
    return kept.createAlarm(this, 'Alarm', {
      alarmDescription: described('An answer by email or a delivery report could not be processed', 'lost-events'),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // A queue that has been empty for six hours reports no numbers.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
  }
}
