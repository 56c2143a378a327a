import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

/** Where alarms are heard: one topic, to which the operator's address is subscribed, and whatever else somebody adds by hand. */
export class AlarmTopic extends Construct {
  private readonly topic: Topic
  private readonly action: IAlarmAction

  constructor(scope: Construct, id: string, operator: string | undefined) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    if (operator !== undefined) this.topic.addSubscription(new EmailSubscription(operator))
    this.action = new SnsAction(this.topic)
    // A policy of its own takes the place of the one that lets the account publish.
    this.admit('cloudwatch.amazonaws.com')
    new CfnOutput(Stack.of(this), 'AlarmTopic', {
      description: 'Every alarm is published here: subscribe whatever is to hear of them',
      value: this.topic.topicArn,
    })
  }

  get arn(): string {
    return this.topic.topicArn
  }

  /** Both what began and what is over are told. */
  hears(alarm: Alarm): void {
    alarm.addAlarmAction(this.action)
    alarm.addOkAction(this.action)
  }

  /** A service of AWS may publish, for this account alone. */
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
