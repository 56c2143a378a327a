import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { fields } from '../../../local/template/shape.ts'
import { Client, type Fixture, fixture, told } from './fixture.ts'

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

const opened = (protocol: string) => Client.opened(cloud.urls.socket, protocol)
const idOf = async (client: Client): Promise<string> => {
  client.send({ action: 'do', order: 'event' })
  const [answer] = await client.until(1)
  return String(fields(fields(fields(answer).result).requestContext).connectionId)
}

describe('the handshake', () => {
  test('without its identity source it is 401, and the authorizer is not asked', async () => {
    const before = cloud.ledger.byFunction().Authorize?.invocations ?? 0
    expect(await Client.open(cloud.urls.socket, '')).toEqual({ status: 401, body: '{"message":"Unauthorized"}' })
    expect(cloud.ledger.byFunction().Authorize?.invocations ?? 0).toBe(before)
  })

  test.each([
    ['denied', 403],
    ['unauthorized', 401],
    ['broken', 500],
    ['turned-away', 409],
  ])('%s by its functions it fails with %i', async (request, status) => {
    expect(await Client.open(cloud.urls.socket, request)).toHaveProperty('status', status)
  })

  test('the subprotocol is the one that $connect names', async () => {
    const client = await opened('chosen')
    expect(client.socket.protocol).toBe('chosen')
    client.socket.close()
  })

  test('its headers come as the client wrote them, and the identity source is found in any case', async () => {
    const shaken = (name: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asking = request(cloud.urls.socket.replace('ws:', 'http:'), {
          headers: {
            ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
            ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', [name]: 'as-written' },
          },
        })
        asking.on('upgrade', (_response, socket) => resolve(void socket.destroy()))
        asking.on('response', ({ statusCode }) => resolve(statusCode))
        asking.on('error', reject).end()
      })
    // The functions of this API read the name as browsers write it, and no other.
    expect(await shaken('Sec-WebSocket-Protocol')).toBeUndefined()
    expect(await shaken('sec-websocket-protocol')).toBe(500)
  })

  test('a stage that is not there is 403', async () => {
    const elsewhere = cloud.urls.socket.replace('/desk', '/other')
    expect(await Client.open(elsewhere, 'chosen')).toHaveProperty('status', 403)
  })
})

describe('frames', () => {
  test('the authorizer’s context comes with every frame, as text', async () => {
    const client = await opened('rider')
    client.send({ action: 'do', order: 'event' })
    const [answer] = await client.until(1)
    expect(fields(answer).result).toMatchObject({
      requestContext: {
        routeKey: 'do',
        eventType: 'MESSAGE',
        messageDirection: 'IN',
        stage: 'desk',
        connectedAt: clock.now(),
        identity: { sourceIp: '127.0.0.1' },
        authorizer: { principalId: 'somebody', session: 'session-rider', level: '3', patron: 'true' },
      },
    })
    client.socket.close()
  })

  test('a route without a route response answers nothing; a MOCK answers without a function', async () => {
    const client = await opened('mock')
    client.send({ action: 'mute', order: 'now' })
    await cloud.quiet()
    client.send({ action: 'ping' })
    expect(await client.until(1)).toEqual([{ type: 'pong' }])
    expect(cloud.ledger.session('session-mock')).toMatchObject({ invocations: 3, messagesIn: 2, messagesOut: 1 })
    client.socket.close()
  })

  test('an action without a route, and a frame that is not JSON, are Forbidden', async () => {
    const client = await opened('lost')
    client.send({ action: 'dance' })
    client.send('hello')
    const answer = { message: 'Forbidden', connectionId: expect.any(String), requestId: expect.any(String) }
    expect(await client.until(2)).toEqual([answer, answer])
    client.socket.close()
  })

  test('a function that fails is an Internal server error, with ids and nothing else', async () => {
    const client = await opened('failing')
    client.send({ action: 'mute', order: 'fail', input: 'secret words' })
    expect(await client.until(1)).toEqual([
      { message: 'Internal server error', connectionId: expect.any(String), requestId: expect.any(String) },
    ])
    client.socket.close()
  })

  test('the frames of one connection run at the same time: a slow one does not hold up the next', async () => {
    const client = await opened('racing')
    client.send({ action: 'do', order: 'pause', input: 800 })
    client.send({ action: 'do', order: 'environment', input: 'TABLE' })
    expect(await client.until(2)).toEqual([{ result: 'Test-Notes' }, {}])
    client.socket.close()
  })

  test('a frame of more than 128 KB closes the connection with 1009', async () => {
    const client = await opened('long-winded')
    client.send('x'.repeat(128 * 1024 + 1))
    expect(await client.closed).toMatchObject({ code: 1009 })
  })
})

describe('@connections', () => {
  test('a post reaches its connection, and is counted', async () => {
    const client = await opened('posted')
    const ConnectionId = await idOf(client)
    const posted = await told(cloud, 'PostToConnection', { ConnectionId, Data: '{"hello":1}' }, 'Puppet', 'posting')
    expect(posted).toHaveProperty('result')
    expect((await client.until(2))[1]).toEqual({ hello: 1 })
    expect(cloud.ledger.session('posting')).toMatchObject({ posts: 1, messagesOut: 1 })
    client.socket.close()
  })

  test('a post to a connection that is gone is 410, one of more than 128 KB is 413', async () => {
    const client = await opened('leaving')
    const ConnectionId = await idOf(client)
    const long = await told(cloud, 'PostToConnection', { ConnectionId, Data: 'x'.repeat(128 * 1024 + 1) })
    expect(long).toHaveProperty('error.name', 'PayloadTooLargeException')
    client.socket.close()
    await client.closed
    const gone = await told(cloud, 'PostToConnection', { ConnectionId, Data: 'x' })
    expect(gone).toHaveProperty('error.name', 'GoneException')
  })

  test('a function may only do with connections what its role says', async () => {
    const client = await opened('guarded')
    const ConnectionId = await idOf(client)
    const refused = [
      await told(cloud, 'DeleteConnection', { ConnectionId }),
      await told(cloud, 'GetConnection', { ConnectionId }),
    ]
    for (const answer of refused) {
      expect(answer).toHaveProperty('error.message', expect.stringContaining('execute-api:ManageConnections'))
    }
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    client.socket.close()
  })
})

describe('the end of a connection', () => {
  const disconnected = () => cloud.ledger.byFunction().Puppet?.invocations ?? 0

  test('after ten minutes of silence it is closed, and a connection in use stays open', async () => {
    const silent = await opened('silent')
    const speaking = await opened('speaking')
    await clock.advance(9 * 60_000)
    speaking.send({ action: 'ping' })
    await speaking.until(1)
    await clock.advance(61_000)
    expect(await silent.closed).toEqual({ code: 1001, words: 'Going away' })
    expect(speaking.socket.readyState).toBe(speaking.socket.OPEN)
    speaking.socket.close()
  })

  test('after two hours it is closed, even if it is in use', async () => {
    const client = await opened('lively')
    for (let minutes = 0; minutes < 120; minutes += 8) {
      client.send({ action: 'ping' })
      await client.until(minutes / 8 + 1)
      await clock.advance(8 * 60_000)
    }
    expect(await client.closed).toMatchObject({ code: 1001 })
    expect(client.received).toHaveLength(15)
  })

  test('$disconnect runs once, and the minutes are counted to the session', async () => {
    const client = await opened('counted')
    const before = disconnected()
    await clock.advance(90_000)
    client.socket.close()
    await client.closed
    await cloud.quiet()
    expect(disconnected() - before).toBe(1)
    expect(cloud.ledger.session('session-counted')).toMatchObject({ connectionMinutes: 2 })
  })
})
