import { expect, test } from 'vitest'
import { openLedger, sessionOf } from '../../../local/ledger.ts'

test('the session of an invocation is the first one found', () => {
  const authorizer = { requestContext: { authorizer: { session: 'authorizer' } } }
  const all = { ...authorizer, pathParameters: { session: 'path' }, session: 'event', body: '{"session":"body"}' }
  expect(sessionOf(all)).toBe('body')
  expect(sessionOf({ ...all, body: 'no JSON' })).toBe('event')
  expect(sessionOf({ ...authorizer, pathParameters: { session: 'path' } })).toBe('path')
  expect(sessionOf(authorizer, { body: '{"session":"answer"}' })).toBe('authorizer')
  expect(sessionOf({}, { statusCode: 201, body: '{"session":"answer"}' })).toBe('answer')
  expect(sessionOf(null)).toBeUndefined()
})

test('counts add up by function, by session and in all, and cost what the price list says', () => {
  const ledger = openLedger()
  ledger.add('Messages', 'a', { invocations: 1, writeUnits: 2, dynamodb: { PutItem: 2 } })
  ledger.add('Messages', 'b', { invocations: 1, dynamodb: { PutItem: 1, Query: 1 } })
  ledger.add('Clock', 'a', { transitions: 4 })
  expect(ledger.byFunction().Messages).toMatchObject({ invocations: 2, dynamodb: { PutItem: 3, Query: 1 } })
  expect(ledger.session('a')).toMatchObject({ invocations: 1, writeUnits: 2, transitions: 4 })
  expect(ledger.total()).toMatchObject({ invocations: 2, transitions: 4 })
  expect(ledger.price('a')).toBeCloseTo(0.2e-6 + 2 * 0.625e-6 + 4 * 25e-6, 12)
  expect(ledger.price()).toBeCloseTo(ledger.price('a') + ledger.price('b'), 12)
  expect(ledger.price('nobody')).toBe(0)
  expect(ledger.table().split('\n')[0]).toMatch(/^function +invocations/)
})
