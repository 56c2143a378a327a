import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { fields, parseJson } from '../../../local/template/shape.ts'
import { allow, type Fixture, fixture, policy, ref, stateMachine, told } from './fixture.ts'

const states = 'arn:aws:states:us-east-1:000000000000'
const ofExecution = (machine: string, name: string) => `${states}:execution:Test-${machine}:${name}`
const clock = virtualClock(Date.UTC(2026, 2, 4, 20, 15))
let made: Fixture
let cloud: Cloud

/** Logs its token, and waits for an answer with it. */
const hold = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'PUPPET', Payload: { order: 'say', 'input.$': '$$.Task.Token' } },
  HeartbeatSecondsPath: '$.wait.heartbeat',
  TimeoutSeconds: 600,
  ResultPath: '$.answer',
}
const caught = (Next: string, ...ErrorEquals: string[]) => ({ ErrorEquals, ResultPath: '$.failure', Next })
const machine = (task: object) => ({ StartAt: 'Hold', States: { Hold: { ...hold, ...task, End: true }, ...ends } })
const ends = {
  Silent: { Type: 'Pass', Result: 'silent', ResultPath: '$.went', End: true },
  Late: { Type: 'Pass', Result: 'late', ResultPath: '$.went', End: true },
  Failed: { Type: 'Pass', Result: 'failed', ResultPath: '$.went', End: true },
}
const retrier = { ErrorEquals: ['States.HeartbeatTimeout'], IntervalSeconds: 5, MaxAttempts: 1 }
const machines = {
  Plain: machine({}),
  Patient: machine({ HeartbeatSecondsPath: undefined, TimeoutSeconds: undefined }),
  Careful: machine({
    Catch: [
      caught('Failed', 'States.TaskFailed'),
      caught('Silent', 'States.HeartbeatTimeout'),
      caught('Late', 'States.Timeout'),
    ],
  }),
  Timely: machine({ Catch: [caught('Late', 'States.Timeout')] }),
  Stubborn: machine({ Retry: [retrier], Catch: [caught('Late', 'States.ALL')] }),
  Wrong: machine({
    Parameters: { FunctionName: 'PUPPET', Payload: { order: 'fail', input: 'not today' } },
    Catch: [caught('Failed', 'RangeError')],
  }),
}
const sends = ['states:SendTaskHeartbeat', 'states:SendTaskSuccess', 'states:SendTaskFailure']

const said: string[] = []
beforeAll(async () => {
  made = await fixture()
  await made.edit(template => {
    for (const [name, definition] of Object.entries(machines)) template[name] = stateMachine(definition)
    const all = Object.keys(machines).map(ref)
    template.HoldPolicy = policy('PuppetRole', allow(['states:StartExecution', ...sends], all))
    template.SeePolicy = policy('PuppetRole', allow('states:DescribeExecution', `${states}:execution:*`))
  })
  cloud = await made.start({ clock, onEvent: ({ line }) => said.push(line) })
})
beforeEach(() => said.splice(0))
afterAll(async () => {
  await cloud.stop()
  await made.remove()
})

const begin = (machineName: string, name: string, heartbeat = 50) => {
  const input = JSON.stringify({ session: name, wait: { heartbeat } })
  return told(cloud, 'StartExecution', { stateMachineArn: `${states}:stateMachine:Test-${machineName}`, name, input })
}
const lastToken = () => /[\w+/=]{600,}/.exec(said.at(-1) ?? '')?.[0]
/** The token that was said last, once it is another than this one: lines of a log come when they come. */
async function nextToken(before?: string): Promise<string> {
  for (let turns = 0; turns < 10_000; turns += 1) {
    const token = lastToken()
    if (token !== undefined && token !== before) return token
    await new Promise(setImmediate)
  }
  throw new Error('No token was said.')
}
/** Starts an execution, and gives the token that its task said. */
async function start(machineName: string, name: string, heartbeat?: number): Promise<string> {
  const before = lastToken()
  await begin(machineName, name, heartbeat)
  await cloud.quiet()
  return nextToken(before)
}
const send = (order: string, taskToken: string, more: object = {}) => told(cloud, order, { taskToken, ...more })
const described = async (machineName: string, name: string) => {
  const { result } = await told(cloud, 'DescribeExecution', { executionArn: ofExecution(machineName, name) })
  const { status, output, error } = fields(result)
  const { answer, failure, went } = fields(parseJson(String(output)))
  return { status, error, answer, went, failed: fields(failure).Error }
}

test('a task with a token waits for an answer with it, which is its result', async () => {
  const token = await start('Patient', 'patient')
  await clock.advance(300 * 86_400_000)
  expect(await described('Patient', 'patient')).toMatchObject({ status: 'RUNNING' })
  expect(await send('SendTaskSuccess', token, { output: '{"spoke":true}' })).toEqual({ result: {} })
  await cloud.quiet()
  expect(await described('Patient', 'patient')).toMatchObject({ status: 'SUCCEEDED', answer: { spoke: true } })
  expect(cloud.ledger.session('patient').transitions).toBe(1)
})

test('a heartbeat postpones the heartbeat timeout, but not that of the task', async () => {
  const token = await start('Careful', 'beating')
  for (let beats = 0; beats < 11; beats += 1) {
    await clock.advance(49_999)
    expect(await send('SendTaskHeartbeat', token)).toEqual({ result: {} })
  }
  await clock.advance(49_999)
  expect(await described('Careful', 'beating')).toMatchObject({ status: 'RUNNING' })
  await send('SendTaskHeartbeat', token)
  await clock.advance(12)
  expect(await described('Careful', 'beating')).toMatchObject({ status: 'SUCCEEDED', went: 'late' })
})

test('silence ends the task after the seconds in its input, with the error that AWS uses', async () => {
  await start('Plain', 'silent', 20)
  await clock.advance(19_999)
  expect(await described('Plain', 'silent')).toMatchObject({ status: 'RUNNING' })
  await clock.advance(1)
  expect(await described('Plain', 'silent')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
})

test('a catcher of the heartbeat or the timeout catches silence, but one of a failed task does not', async () => {
  await start('Careful', 'one')
  await start('Timely', 'two')
  await clock.advance(50_000)
  expect(await described('Careful', 'one')).toMatchObject({ went: 'silent', failed: 'States.HeartbeatTimeout' })
  expect(await described('Timely', 'two')).toMatchObject({ went: 'late', failed: 'States.Timeout' })
})

test('a task that is tried again has another token, and is another transition', async () => {
  const first = await start('Stubborn', 'stubborn')
  await clock.advance(54_999)
  expect(lastToken()).toBe(first)
  await clock.advance(1)
  const second = await nextToken(first)
  expect(await send('SendTaskHeartbeat', first)).toHaveProperty('error.name', 'TaskTimedOut')
  expect(await send('SendTaskHeartbeat', second)).toEqual({ result: {} })
  expect(cloud.ledger.session('stubborn').transitions).toBe(2)
  await clock.advance(50_000)
  expect(await described('Stubborn', 'stubborn')).toMatchObject({ went: 'late' })
})

test('the token can be used to fail the task with an error that is caught', async () => {
  const token = await start('Careful', 'failing')
  await send('SendTaskFailure', token, { error: 'Gone', cause: 'nobody there' })
  await cloud.quiet()
  expect(await described('Careful', 'failing')).toMatchObject({ went: 'failed', failed: 'Gone' })
})

test('a task whose function fails waits for nobody', async () => {
  await begin('Wrong', 'wrong')
  await cloud.quiet()
  expect(await described('Wrong', 'wrong')).toMatchObject({ went: 'failed', failed: 'RangeError' })
})

test('a token is valid once, and afterwards the task counts as timed out', async () => {
  const token = await start('Plain', 'once')
  await send('SendTaskSuccess', token, { output: '1' })
  for (const order of ['SendTaskHeartbeat', 'SendTaskSuccess', 'SendTaskFailure']) {
    const message = "Task Timed Out: 'Provided task does not exist anymore'"
    expect(await send(order, token, { output: '2' })).toEqual({ error: { name: 'TaskTimedOut', message } })
  }
})

test('an invalid token is refused, and an invalid answer leaves the task unchanged', async () => {
  const token = await start('Plain', 'strict')
  expect(await send('SendTaskHeartbeat', 'AAAA')).toHaveProperty('error.name', 'InvalidToken')
  expect(await send('SendTaskSuccess', token, { output: 'no JSON' })).toHaveProperty('error.name', 'InvalidOutput')
  const [ref, , id] = JSON.parse(Buffer.from(token, 'base64').toString())
  const unknown = Buffer.from(JSON.stringify([ref, 'nobody', id])).toString('base64')
  expect(await send('SendTaskHeartbeat', unknown)).toHaveProperty('error.name', 'TaskDoesNotExist')
  expect(await send('SendTaskHeartbeat', token)).toEqual({ result: {} })
})

test('a token can be used only with a permission on its state machine', async () => {
  const token = await start('Plain', 'guarded')
  for (const order of ['SendTaskHeartbeat', 'SendTaskSuccess', 'SendTaskFailure']) {
    const { error } = await told(cloud, order, { taskToken: token, output: '1' }, 'Bare')
    expect(error).toMatchObject({ name: 'AccessDeniedException' })
    expect(fields(error).message).toContain(`states:${order} on resource: ${states}:stateMachine:Test-Plain`)
  }
  expect(await described('Plain', 'guarded')).toMatchObject({ status: 'RUNNING' })
})

test('invalid seconds, or more than AWS allows, fail the execution at once, past every catcher', async () => {
  for (const [at, heartbeat] of [0, 1.5, 100_000_000].entries()) {
    await begin('Stubborn', `odd-${at}`, heartbeat)
    await cloud.quiet()
    expect(await described('Stubborn', `odd-${at}`)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
  }
  const token = await start('Careful', 'longest', 99_999_999)
  expect(await send('SendTaskHeartbeat', token)).toEqual({ result: {} })
})
