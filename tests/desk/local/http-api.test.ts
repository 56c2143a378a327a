import { decodeJwt, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { fields } from '../../../local/template/shape.ts'
import { type Fixture, fixture } from './fixture.ts'

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

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(cloud.urls.http + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('a route hands its function an event of format 2.0', async () => {
  const response = await post('/sessions/s%201/notes?a=1&a=2', { order: 'event' })
  expect(response.status).toBe(200)
  const { result } = fields(await response.json())
  expect(result).toMatchObject({
    version: '2.0',
    routeKey: 'POST /sessions/{session}/notes',
    rawPath: '/sessions/s%201/notes',
    pathParameters: { session: 's 1' },
    queryStringParameters: { a: '1,2' },
    isBase64Encoded: false,
    body: '{"order":"event"}',
    requestContext: {
      http: { method: 'POST', sourceIp: '' },
      stage: '$default',
      time: '04/Mar/2026:20:15:00 +0000',
      timeEpoch: clock.now(),
    },
  })
})

test('a request counts for the session in its path', async () => {
  await post('/sessions/counted/notes', { order: 'now' })
  expect(cloud.ledger.session('counted')).toMatchObject({ httpRequests: 1, invocations: 1 })
})

test('without a route the response is 404, and no function runs', async () => {
  const before = cloud.ledger.total().invocations
  const response = await post('/nowhere', {})
  expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }])
  expect(cloud.ledger.total().invocations).toBe(before)
})

test('if a function fails or API Gateway may not invoke it, the response is a bare 500', async () => {
  const failed = await post('/sessions/s/notes', { order: 'fail', input: 'secret words' })
  expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }])
  const forgotten = await post('/forgotten', { order: 'now' })
  expect([forgotten.status, await forgotten.json()]).toEqual([500, { message: 'Internal Server Error' }])
})

test('a signed-in librarian passes the JWT authorizer with their claims', async () => {
  const response = await post('/safe', { order: 'event' }, bearer(await cloud.signIn('rob@library.example')))
  expect(fields(await response.json()).result).toMatchObject({
    requestContext: { authorizer: { jwt: { claims: { email: 'rob@library.example', token_use: 'id' } } } },
  })
})

test('a missing, changed or expired token gets 401', async () => {
  const token = await cloud.signIn('rob@library.example')
  const [head, claims] = token.split('.')
  const refused = [await post('/safe', {}), await post('/safe', {}, bearer(`${head}.${claims}.AAAA`))]
  await clock.advance(2 * 3600_000)
  refused.push(await post('/safe', {}, bearer(token)))
  for (const response of refused) {
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }])
  }
})

test('a JWT authorizer takes RSA alone: what another key signed for the same issuer is 401', async () => {
  const { privateKey } = await generateKeyPair('ES256')
  const claims = decodeJwt(await cloud.signIn('rob@library.example'))
  const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
  expect((await post('/safe', { order: 'now' }, bearer(signed))).status).toBe(401)
})

test('the issuer of a user pool leads to this machine, under a path of its own', async () => {
  const { iss } = decodeJwt(await cloud.signIn('rob@library.example'))
  expect(iss).toMatch(new RegExp(`^${cloud.urls.signIn}/us-east-1_\\w+$`))
  expect((await fetch(`${cloud.urls.signIn}/nobody`)).status).toBe(404)
})

test('a body of more than 10 MB is refused', async () => {
  const response = await post('/sessions/s/notes', { order: 'now', filler: 'x'.repeat(10 * 1024 * 1024) })
  expect(response.status).toBe(413)
})
