import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

/** The topic for alarms. The operator's address is subscribed to it, and people may add other subscriptions by hand. */
export class AlarmTopic extends Construct {
  private readonly topic: Topic
  private readonly action: IAlarmAction

  constructor(scope: Construct, id: string, operator: string | undefined) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    if (operator !== undefined) this.topic.addSubscription(new EmailSubscription(operator))
    this.action = new SnsAction(this.topic)
    // A custom policy replaces the default one, which lets the account publish.
    this.admit('cloudwatch.amazonaws.com')
    new CfnOutput(Stack.of(this), 'AlarmTopic', {
      description: 'Every alarm is published here: subscribe whatever is to hear of them',
      value: this.topic.topicArn,
    })
  }

  get arn(): string {
    return this.topic.topicArn
  }

  /** Reports both the beginning and the end of an alarm. */
  hears(alarm: Alarm): void {
    alarm.addAlarmAction(this.action)
    alarm.addOkAction(this.action)
  }

  /** Lets an AWS service publish, only for this account. */
  admit(service: string): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
  }
}
