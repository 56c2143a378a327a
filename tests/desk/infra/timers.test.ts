import aslValidator from 'asl-validator'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { plainName, resourcesOf, written } from './deployed.ts'

const state = v.looseObject({
  Type: v.string(),
  Next: v.optional(v.string()),
  Default: v.optional(v.string()),
  Choices: v.optional(v.array(v.looseObject({ Next: v.string() }))),
})
const definition = v.looseObject({ StartAt: v.string(), States: v.record(v.string(), state) })

const timers = resourcesOf('AWS::StepFunctions::StateMachine').map(([id, { Properties }]) => {
  const text = written(Properties.DefinitionString).replace(
    /<(\w+)>/g,
    'arn:aws:lambda:us-east-1:000000000000:function:$1',
  )
  return { name: plainName(id), properties: Properties, asl: v.parse(definition, JSON.parse(text)) }
})

test('there is a timer for sessions and one for follow-ups', () => {
  expect(timers.map(({ name }) => name)).toEqual(['SessionTimersMachine', 'FollowUpTimersMachine'])
})

test.each(timers)('$name is a definition that Step Functions accepts', ({ asl }) => {
  expect(aslValidator(asl).errorsText('\n')).toBe('')
})

test.each(timers)('$name sleeps for as long as its input says, with JSONPath', ({ asl }) => {
  expect(asl.QueryLanguage).toBe('JSONPath')
  expect(asl.States[asl.StartAt]).toMatchObject({ Type: 'Wait', SecondsPath: '$.seconds' })
})

test.each(timers)('$name takes three transitions for a wake', ({ asl }) => {
  expect(loopFrom(asl, asl.StartAt)).toBe(3)
})

test('R6 a failing wake is retried for hours before a patron is given up', () => {
  expect(patience('SessionTimersMachine')).toBe(62 + 355 * 60)
})

test('R29 a failing wake is retried for a week before a follow-up is forgotten', () => {
  expect(patience('FollowUpTimersMachine')).toBe(3810 + 167 * 3600)
})

test.each(timers)('$name keeps words and names out of its log', ({ properties }) => {
  expect(properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false, Level: 'ERROR' })
})

/** States that are entered from one Wait until the next, on the longest way there. */
function loopFrom(asl: v.InferOutput<typeof definition>, start: string): number {
  const after = (name: string): number => {
    const { Next, Default, Choices = [] } = asl.States[name] ?? {}
    const next = [Next, Default, ...Choices.map(choice => choice.Next)].filter(each => each !== undefined)
    return 1 + Math.max(Number.NEGATIVE_INFINITY, ...next.map(each => (each === start ? 0 : after(each))))
  }
  return after(start)
}

/** Seconds from the first failure to the last try, without the jitter. */
function patience(name: string): number {
  const machine = timers.find(clock => clock.name === name)
  const task = Object.values(machine?.asl.States ?? {}).find(({ Type }) => Type === 'Task')
  const retry = v.object({
    ErrorEquals: v.tuple([v.literal('States.ALL')]),
    IntervalSeconds: v.number(),
    BackoffRate: v.number(),
    MaxDelaySeconds: v.number(),
    MaxAttempts: v.number(),
  })
  const [only] = v.parse(v.tuple([retry]), task?.Retry)
  const pauses = Array.from({ length: only.MaxAttempts }, (_, n) =>
    Math.min(only.IntervalSeconds * only.BackoffRate ** n, only.MaxDelaySeconds),
  )
  return pauses.reduce((sum, pause) => sum + pause, 0)
}
