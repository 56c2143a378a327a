import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './parts/acknowledge.ts'
import { described } from './parts/described.ts'
import type { DeskFunction } from './parts/desk-function.ts'

export interface LostEventsProps {
  /** Days that the words of a session are kept (R38): an event may hold names and addresses, so it stays no longer. */
  readonly retentionDays: number
}

/**
 * Events that nobody waits for, and that a function could not take in: Lambda tries three times within three minutes and then
 * discards them, so they are kept here, and an alarm says that there are any.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class LostEvents extends Construct {
  /** Is on while there are any. */
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
    acknowledge(this.queue, 'SQS3', 'It is where events go that failed: nobody but a person takes anything from it.')
    this.alarm = this.alarmOf(this.queue)
    new CfnOutput(Stack.of(this), 'LostEventsQueue', {
      description: 'Where events are kept that a function could not take in',
      value: this.queue.queueUrl,
    })
    new CfnOutput(Stack.of(this), 'LostEventsAlarm', {
      description: 'Is on while there are any',
      value: this.alarm.alarmName,
    })
  }

  /** Whatever this function has failed to take in for good is kept, with the reason. */
  grantKeep(fn: DeskFunction): void {
    // Of the event alone, as a dead-letter queue has it, nobody could say which function it was for.
    fn.configureAsyncInvoke({ onFailure: new SqsDestination(this.queue) })
  }

  private alarmOf(queue: Queue): Alarm {
    const kept = queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' })
    return kept.createAlarm(this, 'Alarm', {
      alarmDescription: described(
        'An answer by e-mail, or the news that a mail came back, could not be taken in',
        'lost-events',
      ),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // A queue that was empty for six hours tells no numbers.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
  }
}
