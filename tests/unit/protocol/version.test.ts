import { describe, expect, it } from 'vitest'
import { subprotocol, versionFor } from '../../../lib/protocol/version.ts'

describe('the version that client and desk speak', () => {
  it.each([
    ['names the one', { versions: [subprotocol] }],
    ['names a later one, too', { versions: ['coopdesk.v9', subprotocol], sth: 1 }],
    ['names none', {}],
    ['names them wrongly, which the schema of the request refuses', { versions: 'coopdesk.v9' }],
  ])('is the current one if the client %s', (_what, body) => {
    expect(versionFor(JSON.stringify(body))).toBe(subprotocol)
  })

  it('is the current one if the request has no body, or one that is not JSON', () => {
    expect([versionFor(''), versionFor('{"versions"')]).toEqual([subprotocol, subprotocol])
  })

  it.each([[['coopdesk.v9']], [['coopdesk']], [[]]])('does not exist if the client speaks %j', versions => {
    expect(versionFor(JSON.stringify({ versions }))).toBeUndefined()
  })
})
