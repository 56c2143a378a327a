import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { usualLimits } from '../../../local/limits.ts'
import { Client, type Fixture, fixture, told } from './fixture.ts'

const clock = virtualClock(Date.UTC(2026, 2, 4, 20, 15))
const two = { perSecond: 1, atOnce: 2 }
let made: Fixture
let cloud: Cloud
beforeAll(async () => {
  made = await fixture()
  await made.edit(resources => {
    const three = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 3 }
    Object.assign(resources.SocketStage?.Properties ?? {}, { DefaultRouteSettings: three })
    Object.assign(resources.HttpStage?.Properties ?? {}, {
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
      RouteSettings: { 'POST /sessions/{session}/notes': three },
    })
    Object.assign(resources.Bare?.Properties ?? {}, { ReservedConcurrentExecutions: 1 })
  })
  cloud = await made.start({
    clock,
    limits: { connections: { perSecond: 1, atOnce: 4 }, executions: two, mails: two, mailsADay: 4, sandbox: true },
  })
})
afterAll(async () => {
  await cloud.stop()
  await made.remove()
})

const post = () =>
  fetch(`${cloud.urls.http}/sessions/s/notes`, { method: 'POST', body: JSON.stringify({ order: 'now' }) })

test('more requests than the stage lets through on a route are 429, by the rate of the route if it has one, and no function runs for them', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 5; n++) statuses.push((await post()).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  await clock.advance(1000)
  expect((await post()).status).toBe(200)
})

test('more frames than the stage lets through are answered with a failure, and the connection stays', async () => {
  const client = await Client.opened(cloud.urls.socket, 'frames')
  for (let n = 0; n < 4; n++) client.send({ action: 'do', order: 'now' })
  const answers = await client.until(4)
  expect(answers.filter(answer => JSON.stringify(answer).includes('Too Many Requests'))).toHaveLength(1)
  await clock.advance(1000)
  client.send({ action: 'do', order: 'now' })
  expect(JSON.stringify((await client.until(5))[4])).not.toContain('Too Many Requests')
  client.socket.close()
})

test('more connections than may begin in a second are 429', async () => {
  await clock.advance(10_000)
  const opened = await Promise.all(Array.from({ length: 5 }, () => Client.open(cloud.urls.socket, 'many')))
  expect(opened.filter(one => 'status' in one)).toHaveLength(2)
  for (const one of opened) if ('client' in one) one.client.socket.close()
})

test('a frame of more than 32 KB ends its connection with 1009, and a message of several frames does not', async () => {
  await clock.advance(10_000)
  const client = await Client.opened(cloud.urls.socket, 'large')
  const text = JSON.stringify({ action: 'do', order: 'now', padding: 'x'.repeat(40_000) })
  client.socket.send(text.slice(0, 30_000), { fin: false })
  client.socket.send(text.slice(30_000), { fin: true })
  expect(await client.until(1)).toHaveLength(1)
  client.send(text)
  expect(await client.closed).toMatchObject({ code: 1009 })
})

test('more executions than may be started at once are refused', async () => {
  await clock.advance(10_000)
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Test-Clock'
  const start = (name: string) =>
    told(cloud, 'StartExecution', {
      stateMachineArn,
      name,
      input: JSON.stringify({ session: name, seconds: 60, wakes: 1 }),
    })
  expect(await start('a')).toHaveProperty('result')
  expect(await start('b')).toHaveProperty('result')
  expect(await start('c')).toHaveProperty('error.name', 'ThrottlingException')
})

describe('SES', () => {
  const mail = (to: string) => ({
    Source: 'desk@library.example',
    Destination: { ToAddresses: [to] },
    Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
  })

  test('in its sandbox sends to what is verified only', async () => {
    expect(await told(cloud, 'SendEmail', mail('ann@home.example'))).toHaveProperty('error', {
      name: 'MessageRejected',
      message: expect.stringContaining('ann@home.example'),
    })
    expect(await told(cloud, 'SendEmail', mail('ann@library.example'))).toHaveProperty('result')
  })

  test('takes no more mails than its rate', async () => {
    await clock.advance(10_000)
    expect(await told(cloud, 'SendEmail', mail('ann@library.example'))).toHaveProperty('result')
    expect(await told(cloud, 'SendEmail', mail('ann@library.example'))).toHaveProperty('result')
    expect(await told(cloud, 'SendEmail', mail('ann@library.example'))).toHaveProperty('error.name', 'Throttling')
  })

  test('takes no more mails than its quota of any 24 hours', async () => {
    const isTaken = async () => {
      await clock.advance(10_000)
      return told(cloud, 'SendEmail', mail('ann@library.example'))
    }
    expect(await isTaken()).toHaveProperty('result')
    expect(await isTaken()).toHaveProperty('error', { name: 'Throttling', message: 'Daily message quota exceeded.' })
    await clock.advance(86_400_000)
    expect(await isTaken()).toHaveProperty('result')
  })
})

test('a function with a reserve refuses what is more, instead of making it wait', async () => {
  const outcomes = await Promise.all([1, 2].map(() => cloud.invoke('Bare', { order: 'now' })))
  expect(outcomes.map(one => (one.ok ? 'ran' : one.errorType)).sort()).toEqual(['TooManyRequestsException', 'ran'])
})

test('a new account begins with the quotas that AWS documents', () => {
  expect(usualLimits).toMatchObject({ connections: { perSecond: 500 }, executions: { perSecond: 300, atOnce: 1300 } })
})

test('an update that would replace what holds data names it, and starts nothing', async () => {
  const dataFile = join(made.path, '..', 'kept', 'desk.db')
  const kept = await made.start({ clock: virtualClock(0), dataFile })
  await kept.stop()
  // It holds what patrons said.
  expect(statSync(dataFile).mode & 0o777).toBe(0o600)
  await made.edit(resources => {
    const [hash] = [{ AttributeName: 'note', KeyType: 'HASH' }]
    Object.assign(resources.Notes?.Properties ?? {}, {
      KeySchema: [hash],
      AttributeDefinitions: [{ AttributeName: 'note', AttributeType: 'S' }],
    })
  })
  await expect(made.start({ clock: virtualClock(0), dataFile })).rejects.toThrow(
    /^The data was kept under another template, and an update to this one would replace Notes \(KeySchema\): /,
  )
  await made.edit(() => {})
  const again = await made.start({ clock: virtualClock(0), dataFile })
  await again.stop()
  await rm(join(made.path, '..', 'kept'), { recursive: true })
})
