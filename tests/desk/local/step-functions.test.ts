import { afterAll, beforeAll, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { retryDelay } from '../../../local/step-functions/retry.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Test-Clock'
const clock = virtualClock(Date.UTC(2026, 2, 4, 20, 15))
let made: Fixture
let cloud: Cloud
beforeAll(async () => {
  made = await fixture()
  cloud = await made.start({ clock })
})
afterAll(async () => {
  await cloud.stop()
  await made.remove()
})

const start = (name: string, input: object) =>
  told(cloud, 'StartExecution', { stateMachineArn, name, input: JSON.stringify({ session: name, ...input }) })
const status = (name: string) => cloud.executions('Clock')[name]
const wakes = () => cloud.ledger.byFunction().Step?.invocations ?? 0

test('an execution sleeps on the clock of the cloud, however long', async () => {
  const before = wakes()
  await start('sleeper', { seconds: 30 * 24 * 3600, wakes: 2 })
  await clock.advance(30 * 24 * 3600_000 - 1)
  expect(wakes()).toBe(before)
  await clock.advance(1)
  expect([wakes(), status('sleeper')]).toEqual([before + 1, 'RUNNING'])
  await clock.advance(30 * 24 * 3600_000)
  expect([wakes(), status('sleeper')]).toEqual([before + 2, 'SUCCEEDED'])
})

test('every state entered counts as a transition to the session: three for each wake, and the end', async () => {
  await start('counted', { seconds: 60, wakes: 3 })
  await clock.advance(180_000)
  expect(cloud.ledger.session('counted')).toMatchObject({ transitions: 3 * 3 + 1, invocations: 3 })
})

test('a task that fails is tried again after its interval, and each try is a transition', async () => {
  await start('stumbling', { seconds: 0, failures: 2 })
  await clock.advance(0)
  expect(cloud.ledger.session('stumbling').invocations).toBe(1)
  await clock.advance(5_000)
  expect(cloud.ledger.session('stumbling').invocations).toBe(2)
  await clock.advance(9_999)
  expect(cloud.ledger.session('stumbling').invocations).toBe(2)
  await clock.advance(1)
  expect(cloud.ledger.session('stumbling')).toMatchObject({ invocations: 3, transitions: 4 + 2 })
  expect(status('stumbling')).toBe('SUCCEEDED')
})

test('a task that fails more often than it may be tried fails the execution', async () => {
  await start('hopeless', { seconds: 0, failures: 9 })
  await clock.advance(3600_000)
  expect(status('hopeless')).toBe('FAILED')
  expect(cloud.ledger.session('hopeless').invocations).toBe(3)
})

test('the same name and input is the same execution while it runs; anything else under the name is refused', async () => {
  const first = await start('named', { seconds: 60 })
  const executionArn = `${stateMachineArn.replace('stateMachine', 'execution')}:named`
  expect(first).toHaveProperty('result.executionArn', executionArn)
  expect(await start('named', { seconds: 60 })).toEqual(first)
  expect(await start('named', { seconds: 61 })).toHaveProperty('error.name', 'ExecutionAlreadyExists')
  await clock.advance(60_000)
  expect(status('named')).toBe('SUCCEEDED')
  expect(await start('named', { seconds: 60 })).toHaveProperty('error.name', 'ExecutionAlreadyExists')
  expect(cloud.ledger.session('named').transitions).toBe(4)
})

test('an input that is no number of seconds fails the execution instead of waking at once', async () => {
  const before = wakes()
  await start('confused', { seconds: 'soon' })
  await cloud.quiet()
  expect([status('confused'), wakes()]).toEqual(['FAILED', before])
})

test('a state machine whose role may not invoke the function fails, and the function does not run', async () => {
  await made.edit(template => {
    delete template.ClockPolicy
  })
  const guarded = await made.start({ clock })
  await told(guarded, 'StartExecution', { stateMachineArn, name: 'x', input: '{"session":"x","seconds":0}' })
  await clock.advance(3600_000)
  expect(guarded.executions('Clock')).toEqual({ x: 'FAILED' })
  expect(guarded.ledger.byFunction()).not.toHaveProperty('Step')
  await guarded.stop()
})

test('other calls of Step Functions are refused rather than left hanging', async () => {
  expect(await told(cloud, 'DescribeStateMachine', { stateMachineArn })).toHaveProperty('error')
})

test('a retrier waits its interval times its rate for each try, up to its longest delay', () => {
  const retrier = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60 }
  expect([0, 1, 4, 5, 300].map(attempt => retryDelay(retrier, attempt))).toEqual([2000, 4000, 32_000, 60_000, 60_000])
})
