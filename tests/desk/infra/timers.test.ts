import aslValidator from 'asl-validator'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { plainName, resourcesOf, written } from './deployed.ts'

const state = v.looseObject({
  Type: v.string(),
  Next: v.optional(v.string()),
  Catch: v.optional(v.array(v.looseObject({ ErrorEquals: v.array(v.string()), Next: v.string() }))),
})
const definition = v.looseObject({ StartAt: v.string(), States: v.record(v.string(), state) })

const timers = resourcesOf('AWS::StepFunctions::StateMachine').map(([id, { Properties }]) => {
  const template = written(Properties.DefinitionString).replaceAll('<AWS::Partition>', 'aws')
  const text = template.replace(/<(\w+)>/g, 'arn:aws:lambda:us-east-1:000000000000:function:$1')
  return { name: plainName(id), properties: Properties, asl: v.parse(definition, JSON.parse(text)) }
})

test('there is a timer for sessions and one for follow-ups', () => {
  expect(timers.map(({ name }) => name)).toEqual(['SessionTimersMachine', 'FollowUpTimersMachine'])
})

test.each(timers)('$name is a definition that Step Functions accepts', ({ asl }) => {
  expect(aslValidator(asl).errorsText('\n')).toBe('')
})

test.each(timers)(
  '$name sleeps as long as it is told, by JSONPath, with a token by which it is kept asleep',
  ({ asl }) => {
    expect(asl.QueryLanguage).toBe('JSONPath')
    expect(asl.States[asl.StartAt]).toMatchObject({
      Type: 'Task',
      HeartbeatSecondsPath: '$.seconds',
      Parameters: { Payload: { 'wake.$': '$', 'token.$': '$$.Task.Token' } },
    })
  },
)

test.each(timers)(
  '$name has one state to sleep in, and none that only chooses: a sleep is one transition',
  ({ asl }) => {
    const { StartAt: sleep, States } = asl
    expect(Object.values(States).map(({ Type }) => Type)).toEqual(['Task', 'Succeed'])
    expect(States[sleep]?.Next).toBe(sleep)
    expect(States[sleep]?.Catch?.map(({ ErrorEquals, Next }) => [...ErrorEquals, Next])).toEqual([
      ['Over', 'Done'],
      ['States.HeartbeatTimeout', sleep],
      ['States.ALL', sleep],
    ])
  },
)

test.each(timers)(
  '$name takes silence for a wake, and its own end for no failure: neither is tried again',
  ({ asl }) => {
    expect(asl.States[asl.StartAt]?.Retry).toMatchObject([
      { ErrorEquals: ['States.HeartbeatTimeout', 'Over'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'] },
    ])
  },
)

test('R6 a call that fails is tried again within a minute, for as long as the history has room: for days', () => {
  const { MaxDelaySeconds } = retryOf('SessionTimersMachine')
  expect(MaxDelaySeconds).toBe(60)
  // A try is three events of 25,000; with full jitter a pause is half of the longest on average.
  expect(((25_000 / 3) * (MaxDelaySeconds / 2)) / 86_400).toBeGreaterThan(2)
})

test('R29 a call that fails is tried again within an hour, for months', () => {
  const { MaxDelaySeconds } = retryOf('FollowUpTimersMachine')
  expect(MaxDelaySeconds).toBe(3_600)
})

test.each(timers)('$name keeps words and names out of its log', ({ properties }) => {
  expect(properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false, Level: 'ERROR' })
})

/** How a call is tried again that failed in any way. */
function retryOf(name: string) {
  const { asl } = timers.find(timer => timer.name === name) ?? {}
  const retriers = v.parse(
    v.array(v.looseObject({ ErrorEquals: v.array(v.string()), MaxDelaySeconds: v.optional(v.number()) })),
    asl?.States[asl.StartAt]?.Retry,
  )
  const { MaxDelaySeconds = 0 } = retriers.find(({ ErrorEquals }) => ErrorEquals[0] === 'States.ALL') ?? {}
  return { MaxDelaySeconds }
}
