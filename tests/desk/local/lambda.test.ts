import { afterAll, beforeAll, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const start = Date.UTC(2026, 2, 4, 2)
const clock = virtualClock(start)
const lines: string[] = []
/** The callbacks of time limits, by their ms. */
const limits = new Map<number, () => void>()
let made: Fixture
let cloud: Cloud
beforeAll(async () => {
  made = await fixture()
  cloud = await made.start({
    clock,
    onEvent: ({ functionId, line }) => lines.push(`${functionId} ${line}`),
    timeLimit: (ms, act) => {
      limits.set(ms, act)
      return () => limits.delete(ms)
    },
  })
})
afterAll(async () => {
  await cloud.stop()
  await made.remove()
})

test('a function reads the time of the cloud, and only that', async () => {
  expect(await told(cloud, 'now', null)).toEqual({ result: start })
  await clock.advance(90_000)
  expect(await told(cloud, 'now', null)).toEqual({ result: start + 90_000 })
})

test('a function has the environment that its template gives it, with addresses on this machine', async () => {
  expect(await told(cloud, 'environment', 'TABLE')).toEqual({ result: 'Test-Notes' })
  expect(await told(cloud, 'environment', 'SOCKET_URL')).toEqual({ result: cloud.urls.socket })
  expect(await told(cloud, 'environment', 'HOME')).toEqual({})
})

test('a thrown error is the outcome, and the function can handle the next event', async () => {
  expect(await told(cloud, 'fail', 'no such thing')).toEqual({
    outcome: { errorType: 'RangeError', errorMessage: 'no such thing' },
  })
  expect(await told(cloud, 'now', null)).toHaveProperty('result')
})

test('a function that takes longer than its Timeout is ended', async () => {
  const pausing = told(cloud, 'pause', 60_000, 'Hasty')
  while (!limits.has(1_000)) await new Promise(setImmediate)
  limits.get(1_000)?.()
  const { outcome } = await pausing
  expect(outcome).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
  })
  expect(await told(cloud, 'now', null, 'Hasty')).toHaveProperty('result')
})

test('a function that exits, or whose worker is killed, ends with Runtime.ExitError', async () => {
  expect(await told(cloud, 'exit', 3)).toHaveProperty('outcome.errorType', 'Runtime.ExitError')
  const pausing = told(cloud, 'pause', 60_000)
  while (cloud.kill('Puppet') === 0) await new Promise(setImmediate)
  expect(await pausing).toHaveProperty('outcome.errorMessage', expect.stringContaining('signal: killed'))
  expect(await told(cloud, 'now', null)).toHaveProperty('result')
})

test('if there are more events than workers they wait, and all are handled', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => told(cloud, 'pause', 1)))
  expect(answers.filter(answer => !('outcome' in answer))).toHaveLength(40)
})

test('the output of a function becomes lines of its log', async () => {
  await told(cloud, 'say', 'hello\nworld')
  while (!lines.includes('Puppet world')) await new Promise(setImmediate)
  expect(lines).toContain('Puppet hello')
})
