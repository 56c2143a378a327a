import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { expect, it } from 'vitest'
import { sourceAddress } from '../../../lib/aws/source-address.ts'
import { emptyEvent } from './http-event.ts'

const edge = '198.51.100.1'
const key = async () => new TextEncoder().encode('the-secret')

const event = (headers: Readonly<Record<string, string>>, sourceIp = edge): APIGatewayProxyEventV2 => ({
  ...emptyEvent,
  headers: { ...headers },
  requestContext: { ...emptyEvent.requestContext, http: { ...emptyEvent.requestContext.http, sourceIp } },
})

it('R38 without a CDN it is the address of the connection, whatever the sender claims', async () => {
  const claims = { 'x-forwarded-for': '192.0.2.7', 'x-coopdesk-cdn': 'the-secret' }
  expect(await sourceAddress(event(claims))).toBe(edge)
  expect(await sourceAddress(event({ 'x-forwarded-for': '192.0.2.7' }), key)).toBe(edge)
  expect(await sourceAddress(event({}, ''), key)).toBeUndefined()
})

it('R42 behind the CDN it is the address that the CDN saw, and none that was there before', async () => {
  const proof = { 'x-coopdesk-cdn': 'the-secret' }
  expect(await sourceAddress(event({ ...proof, 'x-forwarded-for': '192.0.2.7' }), key)).toBe('192.0.2.7')
  expect(await sourceAddress(event({ ...proof, 'x-forwarded-for': `10.0.0.1, 192.0.2.7, ${edge}` }), key)).toBe(
    '192.0.2.7',
  )
  expect(await sourceAddress(event(proof), key)).toBeUndefined()
})

it.each(['the-secreT', 'the-secret ', '', 'x'])('R42 the proof %j is not that of the CDN', async proof => {
  const forged = event({ 'x-coopdesk-cdn': proof, 'x-forwarded-for': '192.0.2.7' })
  expect(await sourceAddress(forged, key)).toBe(edge)
})
