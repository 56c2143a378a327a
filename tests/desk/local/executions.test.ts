import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type VirtualClock, virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { fields, parseJson } from '../../../local/template/shape.ts'
import { allow, type Fixture, fixture, policy, ref, stateMachine, told } from './fixture.ts'

const states = 'arn:aws:states:us-east-1:000000000000'
const began = Date.UTC(2026, 2, 4, 20, 15)
const day = 86_400_000

const hold = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'PUPPET', Payload: { order: 'say', 'input.$': '$$.Task.Token' } },
  TimeoutSeconds: 600,
  HeartbeatSeconds: 50,
  Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.failure', Next: 'Rest' }],
  Next: 'Rest',
}
const rest = { Type: 'Wait', Seconds: 60, Next: 'Done' }
const step = {
  Type: 'Task',
  Resource: 'STEP',
  Retry: [{ ErrorEquals: ['RangeError'], IntervalSeconds: 5 }],
  Next: 'Rest',
}
const always = { Variable: '$.session', IsPresent: true }
const machines = {
  Holds: { StartAt: 'Hold', States: { Hold: hold, Rest: rest, Done: { Type: 'Succeed' } } },
  Steps: { StartAt: 'Step', States: { Step: step, Rest: rest, Done: { Type: 'Succeed' } } },
  Turns: {
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 0, Next: 'Again?' },
      'Again?': { Type: 'Choice', Choices: [{ ...always, Next: 'Wait' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  },
  Until: { StartAt: 'Until', States: { Until: { Type: 'Wait', TimestampPath: '$.until', End: true } } },
  At: { StartAt: 'At', States: { At: { Type: 'Wait', Timestamp: '2026-03-04T20:16:00Z', End: true } } },
  Month: { StartAt: 'Month', States: { Month: { Type: 'Wait', Seconds: 2_592_000, End: true } } },
  Hasty: { TimeoutSeconds: 30, StartAt: 'Month', States: { Month: { Type: 'Wait', Seconds: 2_592_000, End: true } } },
}

let made: Fixture
let cloud: Cloud
const clock = virtualClock(began)
const folder = mkdtempSync(join(tmpdir(), 'executions-'))
beforeAll(async () => {
  made = await fixture()
  await made.edit(template => {
    for (const [name, definition] of Object.entries(machines)) template[name] = stateMachine(definition)
    const acts = ['states:StartExecution', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess']
    template.HoldPolicy = policy('PuppetRole', allow(acts, Object.keys(machines).map(ref)))
    template.SeePolicy = policy(
      'PuppetRole',
      allow(['states:DescribeExecution', 'states:StopExecution'], `${states}:execution:*`),
    )
  })
  cloud = await made.start({ clock })
})
afterAll(async () => {
  await cloud.stop()
  await made.remove()
  rmSync(folder, { recursive: true })
})

const start = (machine: string, name: string, input: object = {}, on = cloud) => {
  const asked = { stateMachineArn: `${states}:stateMachine:Test-${machine}`, name }
  return told(on, 'StartExecution', { ...asked, input: JSON.stringify({ session: name, ...input }) })
}
const describe = (machine: string, name: string, on = cloud) =>
  told(on, 'DescribeExecution', { executionArn: `${states}:execution:Test-${machine}:${name}` })
const described = async (machine: string, name: string, on = cloud) =>
  fields((await describe(machine, name, on)).result)

test('an execution ends when its history has 25,000 events, the last of which says so', async () => {
  await start('Turns', 'long')
  await cloud.quiet()
  expect(await described('Turns', 'long')).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
  })
  // ExecutionStarted, 6,249 rounds of four events, and the Wait entered and left once more.
  expect(cloud.ledger.session('long').transitions).toBe(2 * 6249 + 1)
})

test('a name is reserved for 90 days after the end of its execution, and free afterwards', async () => {
  await start('At', 'named')
  await clock.advance(60_000)
  expect(await described('At', 'named')).toMatchObject({ status: 'SUCCEEDED' })
  await clock.advance(90 * day - 1)
  expect(await start('At', 'named')).toHaveProperty('error.name', 'ExecutionAlreadyExists')
  expect(await start('At', 'named', { other: true })).toHaveProperty('error.name', 'ExecutionAlreadyExists')
  await clock.advance(1)
  expect(await describe('At', 'named')).toHaveProperty('error.name', 'ExecutionDoesNotExist')
  expect(await start('At', 'named')).toHaveProperty('result.executionArn')
})

test('an execution is described as running, over, or unknown', async () => {
  const startDate = new Date(clock.now()).toISOString()
  await start('Month', 'seen')
  const input = '{"session":"seen"}'
  expect(await described('Month', 'seen')).toMatchObject({ name: 'seen', status: 'RUNNING', startDate, input })
  await clock.advance(30 * day)
  const stopDate = new Date(clock.now()).toISOString()
  expect(await described('Month', 'seen')).toMatchObject({ status: 'SUCCEEDED', stopDate, output: input })
  expect(await describe('Month', 'unseen')).toHaveProperty('error.name', 'ExecutionDoesNotExist')
  const executionArn = `${states}:execution:Test-Month:seen`
  expect(await told(cloud, 'DescribeExecution', { executionArn }, 'Bare')).toHaveProperty(
    'error.name',
    'AccessDeniedException',
  )
})

test('an execution that takes longer than its state machine allows is over, timed out', async () => {
  await start('Hasty', 'hasty')
  await clock.advance(29_999)
  expect(await described('Hasty', 'hasty')).toMatchObject({ status: 'RUNNING' })
  await clock.advance(1)
  expect(await described('Hasty', 'hasty')).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' })
})

test('a wait until a time ends at that time, or at once if the time is past', async () => {
  await start('Until', 'until', { until: new Date(clock.now() + 40 * day).toISOString() })
  await start('At', 'past')
  await cloud.quiet()
  expect(cloud.executions('At').past).toBe('SUCCEEDED')
  await clock.advance(40 * day - 1)
  expect(cloud.executions('Until').until).toBe('RUNNING')
  await clock.advance(1)
  expect(cloud.executions('Until').until).toBe('SUCCEEDED')
  await start('Until', 'never', { until: 'tomorrow' })
  await cloud.quiet()
  expect(await described('Until', 'never')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
})

test('a wait goes on past the 24.8 days that a timer of Node can run', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await start('Month', 'piecemeal')
    await vi.advanceTimersByTimeAsync(60 * day)
  } finally {
    vi.useRealTimers()
  }
  await cloud.quiet()
  expect(cloud.executions('Month').piecemeal).toBe('RUNNING')
  await clock.advance(30 * day)
  expect(cloud.executions('Month').piecemeal).toBe('SUCCEEDED')
  expect(cloud.ledger.session('piecemeal').transitions).toBe(1)
})

test('a stopped execution is over for good, even for the next run', async () => {
  const dataFile = join(folder, 'stopped.db')
  const [first] = await from(began, dataFile)
  await start('Holds', 'stopped', {}, first)
  await first.quiet()
  const executionArn = `${states}:execution:Test-Holds:stopped`
  await told(first, 'StopExecution', { executionArn, error: 'Lost' })
  await first.quiet()
  expect(await described('Holds', 'stopped', first)).toMatchObject({ status: 'ABORTED', error: 'Lost' })
  await first.stop()
  const [second] = await from(began, dataFile)
  expect(second.executions('Holds')).toEqual({ stopped: 'ABORTED' })
  await second.stop()
})

/** The last line in the file of executions about the one with this name. */
function kept(file: string, name: string) {
  const lines = readFileSync(`${file}.executions.jsonl`, 'utf8')
    .split('\n')
    .map(line => fields(parseJson(line)))
  return fields(lines.findLast(line => line.name === name)?.at)
}
const from = (time: number, dataFile: string, lines: string[] = []): Promise<[Cloud, VirtualClock]> => {
  const own = virtualClock(time)
  return made.start({ clock: own, dataFile, onEvent: ({ line }) => lines.push(line) }).then(started => [started, own])
}

test('events are counted as AWS writes them: two for a state, three for each try, one more for a token', async () => {
  const dataFile = join(folder, 'counted.db')
  const [counting, own] = await from(began, dataFile)
  await start('Holds', 'held', {}, counting)
  await start('Steps', 'stepped', { failures: 2 }, counting)
  await own.advance(50_000)
  // Started; entered, scheduled, started, submitted, timed out, left; entered.
  expect(kept(dataFile, 'held')).toMatchObject({ state: 'Rest', events: 1 + 6 + 1 })
  expect(kept(dataFile, 'stepped')).toMatchObject({ state: 'Rest', events: 1 + 2 + 3 * 3 + 1 })
  await counting.stop()
})

test('after a restart an execution has the same token, heartbeat and task timeout', async () => {
  const dataFile = join(folder, 'again.db')
  const lines: string[] = []
  const [first, before] = await from(began, dataFile, lines)
  await start('Holds', 'held', {}, first)
  await before.advance(40_000)
  const token = lines.map(line => /[\w+/=]{600,}/.exec(line)?.[0]).find(found => found !== undefined)
  await first.stop()

  const [second, after] = await from(began + 45_000, dataFile, lines)
  await after.advance(4_999)
  expect(await told(second, 'SendTaskHeartbeat', { taskToken: token })).toEqual({ result: {} })
  await after.advance(49_999)
  expect(kept(dataFile, 'held')).toMatchObject({ state: 'Hold', events: 5 })
  await second.stop()

  const [third, last] = await from(began + 99_998, dataFile)
  await third.quiet()
  expect(kept(dataFile, 'held')).toMatchObject({ state: 'Hold' })
  await last.advance(1)
  expect(kept(dataFile, 'held')).toMatchObject({
    state: 'Rest',
    events: 8,
    input: { failure: { Error: 'States.Timeout' } },
  })
  expect(await told(third, 'SendTaskHeartbeat', { taskToken: token })).toHaveProperty('error.name', 'TaskTimedOut')
  expect(lines.filter(line => line.includes(token ?? '?'))).toHaveLength(1)
  expect(third.ledger.session('held')).toMatchObject({ transitions: 1, invocations: 0 })
  await last.advance(60_000)
  expect(await described('Holds', 'held', third)).toMatchObject({ status: 'SUCCEEDED' })
  await third.stop()
})

test('an answer to a task from an earlier run is its result', async () => {
  const dataFile = join(folder, 'answered.db')
  const lines: string[] = []
  const [first] = await from(began, dataFile, lines)
  await start('Holds', 'held', {}, first)
  await first.quiet()
  await first.stop()
  const { task } = kept(dataFile, 'held')
  const [second, own] = await from(began + 10_000, dataFile)
  await told(second, 'SendTaskSuccess', { taskToken: fields(task).token, output: '{"session":"held","spoke":1}' })
  await own.advance(60_000)
  expect(await described('Holds', 'held', second)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"session":"held","spoke":1}',
  })
  await second.stop()
})
