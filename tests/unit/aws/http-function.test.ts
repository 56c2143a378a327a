import { expect, it } from 'vitest'
import { httpFunction } from '../../../lib/aws/http-function.ts'
import { Unreadable } from '../../../lib/desk/unreadable.ts'
import { busyPage, unreadablePage } from '../../../lib/http/mail-links.ts'
import { protocolRefusals } from '../../../lib/protocol/refusals.ts'

const fails = { 'POST /follow-ups/{token}': () => Promise.reject(new Error('The table is away.')) }

/** The event of a press, as far as it is read, and the context of an invocation. */
const linkAction = {
  version: '2.0',
  routeKey: 'POST /follow-ups/{token}',
  rawPath: '/follow-ups/x',
  rawQueryString: '',
  headers: { origin: 'https://desk.example.org' },
  pathParameters: { token: 'x' },
  isBase64Encoded: false,
  requestContext: {
    accountId: '',
    apiId: '',
    domainName: '',
    domainPrefix: '',
    requestId: '',
    routeKey: '',
    stage: '',
    time: '',
    timeEpoch: 0,
    http: { method: 'POST', path: '', protocol: '', sourceIp: '', userAgent: '' },
  },
}
const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: '',
  functionVersion: '',
  invokedFunctionArn: '',
  memoryLimitInMB: '',
  awsRequestId: '',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 1_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
}

it('if a button fails, the reader gets a page that reveals nothing about the failure', async () => {
  const response = await httpFunction(fails, { busy: busyPage, unreadable: unreadablePage })(linkAction, context)
  expect(response.statusCode).toBe(503)
  expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  expect(response.body).toContain('The desk is busy')
  expect(response.body).not.toMatch(/<button|table is away/)
})

it('a program gets it as JSON', async () => {
  const response = await httpFunction(fails)(linkAction, context)
  expect(response.statusCode).toBe(503)
  expect(JSON.parse(response.body ?? '')).toMatchObject({ code: 'try-again' })
})

it('a body that is not UTF-8 is read as none, and not as words with gaps in them', async () => {
  const read: string[] = []
  const handler = httpFunction({
    'POST /follow-ups/{token}': async ({ body }) => {
      read.push(body)
      return { status: 200, body: {} }
    },
  })
  const send = (bytes: Buffer) =>
    handler({ ...linkAction, isBase64Encoded: true, body: bytes.toString('base64') }, context)
  await send(Buffer.from('{"question":"Zoë?"}'))
  await send(Buffer.from('{"question":"Zoë?"}', 'latin1'))
  expect(read).toEqual(['{"question":"Zoë?"}', ''])
})

it('a request for unreadable data is not told to try again', async () => {
  const unreadable = { 'POST /follow-ups/{token}': () => Promise.reject(new Unreadable({ kind: 'step', id: 'S' })) }
  const json = await httpFunction(unreadable)(linkAction, context)
  const reason = protocolRefusals.unreadable
  const problem = { type: 'urn:coopdesk:problem:unreadable', title: reason, status: 409, detail: reason }
  expect([json.statusCode, JSON.parse(json.body ?? '')]).toEqual([409, { ...problem, code: 'unreadable', reason }])
  const page = await httpFunction(unreadable, { busy: busyPage, unreadable: unreadablePage })(linkAction, context)
  expect([page.statusCode, page.body]).toEqual([409, expect.stringContaining('cannot be read')])
})
