import { expect, test } from 'vitest'
import { functionNames } from '../../../infra/parts/functions.ts'
import { resourcesOf, written } from './deployed.ts'

const all = resourcesOf('AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties)
const filters = all.filter(({ FilterPattern }) => FilterPattern === '{ $.message = "unreadable" }')
const counted = { MetricName: 'UnreadableItems', MetricNamespace: 'Coopdesk/Coopdesk', MetricValue: '1' }

test('items that a function cannot read are counted by their lines in the log', () => {
  expect(filters).toHaveLength(functionNames.length)
  expect(new Set(filters.map(({ LogGroupName }) => written(LogGroupName))).size).toBe(functionNames.length)
  for (const { MetricTransformations } of filters) expect(MetricTransformations).toEqual([counted])
})

test('a session whose timer the sweep missed is counted by its line in the log, and an alarm is on', () => {
  const missing = all.filter(({ FilterPattern }) => FilterPattern === '{ $.message = "timer missing" }')
  const metric = { MetricName: 'MissingTimers', MetricNamespace: 'Coopdesk/Coopdesk', MetricValue: '1' }
  expect(missing.map(({ MetricTransformations }) => MetricTransformations)).toEqual([[metric]])
  const alarms = resourcesOf('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
  expect(alarms.filter(({ MetricName }) => MetricName === metric.MetricName)).toMatchObject([
    {
      Namespace: metric.MetricNamespace,
      Statistic: 'Sum',
      Threshold: 0,
      Period: 900,
      TreatMissingData: 'notBreaching',
    },
  ])
})

test('an alarm is on while there is any', () => {
  const alarms = resourcesOf('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
  expect(alarms.filter(({ MetricName }) => MetricName === counted.MetricName)).toMatchObject([
    {
      Namespace: counted.MetricNamespace,
      Statistic: 'Sum',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    },
  ])
})
