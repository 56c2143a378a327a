import { readFileSync } from 'node:fs'
import { Match, Template } from 'aws-cdk-lib/assertions'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { plainName, resourcesOf, written } from './deployed.ts'
import { templateWith } from './deployed-with.ts'

const alarm = v.looseObject({
  AlarmDescription: v.string(),
  AlarmActions: v.array(v.unknown()),
  OKActions: v.array(v.unknown()),
  Namespace: v.optional(v.string()),
  MetricName: v.optional(v.string()),
  Dimensions: v.optional(v.array(v.object({ Name: v.string(), Value: v.unknown() })), []),
  Metrics: v.optional(v.array(v.unknown()), []),
})
const alarms = () =>
  resourcesOf('AWS::CloudWatch::Alarm').map(
    ([id, { Properties }]) => [plainName(id), v.parse(alarm, Properties)] as const,
  )
const page = readFileSync('docs/operating/alarms.md', 'utf8')
const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title = '']) => title)
const sectionOf = (description: string) => /docs\/operating\/alarms\.md#([\w-]+)$/.exec(description)?.[1]

test('every alarm is heard, when it begins and when it is over', () => {
  expect(alarms().length).toBeGreaterThan(20)
  for (const [name, { AlarmActions, OKActions }] of alarms()) {
    expect(AlarmActions.map(written), name).toEqual(['<AlarmsOperatorTopic>'])
    expect(OKActions.map(written), name).toEqual(['<AlarmsOperatorTopic>'])
  }
})

test('every alarm says where it is written what to do, and nothing is written of alarms that are not there', () => {
  const named = alarms().map(([name, { AlarmDescription }]) => [name, sectionOf(AlarmDescription)] as const)
  for (const [name, section] of named) expect(sections, name).toContain(section)
  // A budget is no alarm of CloudWatch, but is told as one.
  expect([...new Set([...named.map(([, section]) => section), 'cost'])].sort()).toEqual([...sections].sort())
})

test('one value above its limit rings an alarm, and silence rings none', () => {
  for (const [name, { ComparisonOperator, EvaluationPeriods, TreatMissingData }] of alarms())
    expect({ name, ComparisonOperator, EvaluationPeriods, TreatMissingData }).toEqual({
      name,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    })
})

test('every function has its alarm, and every state machine two', () => {
  const about = (dimension: string) =>
    alarms().flatMap(([, { Dimensions }]) =>
      Dimensions.filter(({ Name }) => Name === dimension).map(({ Value }) => written(Value)),
    )
  const names = (type: string) => resourcesOf(type).map(([id]) => `<${plainName(id)}>`)
  expect(about('FunctionName').sort()).toEqual(names('AWS::Lambda::Function').sort())
  expect(about('StateMachineArn').sort()).toEqual(
    names('AWS::StepFunctions::StateMachine')
      .flatMap(each => [each, each])
      .sort(),
  )
})

test('what is counted in logs under a name is what an alarm of that name looks at', () => {
  const counted = resourcesOf('AWS::Logs::MetricFilter').flatMap(([, { Properties }]) =>
    v.parse(
      v.array(v.object({ MetricName: v.string(), MetricNamespace: v.string() })),
      Properties.MetricTransformations,
    ),
  )
  const watched = alarms().filter(([, { Namespace }]) => Namespace?.startsWith('Coopdesk/'))
  expect(watched.map(([, { MetricName }]) => MetricName).sort()).toEqual([
    'HttpFailed',
    'HttpThrottled',
    'MailsOverQuota',
    'MissingTimers',
    'SilentMailboxes',
    'SocketFailed',
    'SocketThrottled',
    'UnreadableItems',
  ])
  for (const [, { MetricName, Namespace }] of watched)
    expect(counted).toContainEqual({ MetricName, MetricNamespace: Namespace })
})

test('an API that fails, or turns somebody away, is counted by the status in its access log', () => {
  const patterns = resourcesOf('AWS::Logs::MetricFilter')
    .filter(([, { Properties }]) => written(Properties.LogGroupName).includes('AccessLog'))
    .map(([, { Properties }]) => `${written(Properties.LogGroupName)} ${Properties.FilterPattern}`)
  expect(patterns.sort()).toEqual([
    '<HttpAccessLog> { $.status = "429" }',
    '<HttpAccessLog> { $.status = "5*" }',
    '<SocketAccessLog> { $.status = "429" }',
    '<SocketAccessLog> { $.status = "5*" }',
  ])
})

test('a mail that is over the quota is counted in the log of every function that sends mail', () => {
  const counting = resourcesOf('AWS::Logs::MetricFilter')
    .filter(([, { Properties }]) => Properties.FilterPattern === '{ $.error = "OverQuota" }')
    .map(([, { Properties }]) => written(Properties.LogGroupName))
  const sending = resourcesOf('AWS::IAM::Policy')
    .filter(([, { Properties }]) => /"ses:Send(Raw)?Email"/.test(JSON.stringify(Properties)))
    .map(([id]) => plainName(id).replace(/Role.*$/, ''))
  expect(sending.sort()).toEqual(['FollowUpTimer', 'Invites', 'MailboxTests'])
  expect(counting.map(name => name.replace(/<(\w+?)Logs?\w*>/, '$1')).sort()).toEqual(sending)
})

test('every table is watched for reads and writes that it turns away', () => {
  const stat = v.looseObject({
    MetricStat: v.looseObject({
      Metric: v.looseObject({ MetricName: v.string(), Dimensions: v.array(v.object({ Value: v.unknown() })) }),
    }),
  })
  const watched = alarms()
    .flatMap(([, { Metrics }]) => Metrics)
    .flatMap(one => {
      const read = v.safeParse(stat, one)
      return read.success
        ? [`${written(read.output.MetricStat.Metric.Dimensions[0]?.Value)} ${read.output.MetricStat.Metric.MetricName}`]
        : []
    })
  const tables = resourcesOf('AWS::DynamoDB::Table').map(([id]) => `<${plainName(id)}>`)
  expect(watched.sort()).toEqual(
    tables.flatMap(each => [`${each} ReadThrottleEvents`, `${each} WriteThrottleEvents`]).sort(),
  )
  for (const [name, { Metrics }] of alarms()) expect(Metrics.length, name).toBeLessThanOrEqual(11)
})

test('bounces and complaints ring before SES reviews the account', () => {
  const limits = { 'Reputation.BounceRate': 0.05, 'Reputation.ComplaintRate': 0.001 }
  for (const [MetricName, review] of Object.entries(limits)) {
    const [, found] = alarms().find(([, one]) => one.MetricName === MetricName) ?? []
    expect(Number(found?.Threshold), MetricName).toBeLessThan(review)
    expect(Number(found?.Threshold), MetricName).toBeGreaterThan(review / 2)
  }
})

test('CloudWatch may publish to the topic, for this account alone', () => {
  Template.fromJSON(templateWith('').toJSON()).hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  })
})

test('the operator of the file is subscribed, and told of the budget; without one nobody is', () => {
  const told = templateWith('  operator: it@hudson-lakes.example.org\n  monthly-budget: 100')
  told.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'it@hudson-lakes.example.org' })
  told.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetLimit: { Amount: 100, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
    NotificationsWithSubscribers: [
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 } },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
    ]
      .map(one => ({
        ...one,
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'it@hudson-lakes.example.org' }],
      }))
      .map(one => Match.objectLike(one)),
  })
  templateWith('').resourceCountIs('AWS::SNS::Subscription', 0)
  templateWith('').resourceCountIs('AWS::Budgets::Budget', 0)
})
