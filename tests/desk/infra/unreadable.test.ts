import { expect, test } from 'vitest'
import { functionNames } from '../../../infra/parts/functions.ts'
import { resourcesOf, written } from './deployed.ts'

const filters = resourcesOf('AWS::Logs::MetricFilter')
  .map(([, { Properties }]) => Properties)
  .filter(({ FilterPattern }) => String(FilterPattern).includes('unreadable'))
const counted = { MetricName: 'UnreadableItems', MetricNamespace: 'Coopdesk/Coopdesk', MetricValue: '1' }

test('items that a function cannot read are counted by their lines in the log', () => {
  expect(filters).toHaveLength(functionNames.length)
  expect(new Set(filters.map(({ LogGroupName }) => written(LogGroupName))).size).toBe(functionNames.length)
  for (const { FilterPattern, MetricTransformations } of filters) {
    expect(FilterPattern).toBe('{ $.message = "unreadable" }')
    expect(MetricTransformations).toEqual([counted])
  }
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
