import { describe, expect, it } from 'vitest'
import { invitations, wayFor } from '../../../lib/access/invitations.ts'
import type { Provider, Speaker } from '../../../lib/consortium/sign-in.ts'
import { librarian } from '../members.ts'

const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const user = (email: string, isEnabled = true) => ({ username: `id of ${email}`, email, isEnabled })
const speaker = (libraries: readonly string[], domains: readonly string[] = []): Speaker => ({
  ...{ id: 'login', addresses: 'any', speaksFor: { libraries, domains } },
})

describe('somebody of the directory', () => {
  it('is invited if the pool does not know them', () => {
    expect(invitations([amy, ben], [user(ben.email)], [])).toEqual({
      ...{ invite: [amy.email], enable: [], disable: [], elsewhere: [] },
    })
  })

  it('is switched on where they were switched off', () => {
    const back = user(amy.email, false)
    expect(invitations([amy, ben], [back, user(ben.email)], [])).toEqual({
      ...{ invite: [], enable: [back], disable: [], elsewhere: [] },
    })
  })
})

it('somebody who has left the directory is switched off, once', () => {
  const left = user('old@wren.example.org')
  expect(invitations([amy], [user(amy.email), left, user('older@wren.example.org', false)], [])).toEqual({
    ...{ invite: [], enable: [], disable: [left], elsewhere: [] },
  })
})

describe('a librarian for whom another provider speaks', () => {
  it.each([
    ['library', [speaker(['wren'])]],
    ['domain', [speaker([], ['wren.example.org'])]],
    ['library, whatever others there are', [speaker(['owl']), speaker(['wren'])]],
  ])('by their %s, gets no password of the pool', (_by, speakers) => {
    expect(invitations([amy, ben], [], speakers)).toEqual({
      ...{ invite: [ben.email], enable: [], disable: [], elsewhere: [amy] },
    })
  })
})

it('a provider without limits keeps nobody from an invitation', () => {
  expect(invitations([amy], [], [{ id: 'login', addresses: 'any' }])).toMatchObject({ invite: [amy.email] })
})

describe('a librarian signs in', () => {
  const provider = (id: string, more: Partial<Provider> = {}): Provider => ({
    ...{
      id,
      issuer: `https://${id}.example.org/oauth`,
      audience: 'desk',
      scopes: [],
      parameters: {},
      addresses: 'any',
    },
    ...more,
  })
  const pool = provider('user-pool')
  const ofWren = provider('wren-login', { speaksFor: { libraries: ['wren'], domains: [] } })
  const forAll = provider('consortium')
  const behind = (...domains: string[]) =>
    provider('user-pool', { behind: [{ id: 'saml', addresses: 'any', speaksFor: { libraries: [], domains } }] })
  const atWren = { provider: 'wren-login', at: 'wren-login.example.org' }

  it.each([
    ['with a password, if there is only the pool', ben, [pool], 'password'],
    ['with the provider of their library, whatever stands before it', amy, [pool, forAll, ofWren], atWren],
    ['with a password, if the provider is another library’s', ben, [ofWren, pool], 'password'],
    [
      'with the provider of their domain behind the pool, whose place only the pool knows',
      amy,
      [behind('wren.example.org')],
      { provider: 'saml' },
    ],
    [
      'with a password, if the one behind the pool is for another domain',
      ben,
      [behind('wren.example.org')],
      'password',
    ],
    ['with a password rather than with a provider for everybody', ben, [forAll, pool], 'password'],
    [
      'with the provider for everybody, if there is no pool',
      ben,
      [ofWren, forAll],
      { provider: 'consortium', at: 'consortium.example.org' },
    ],
    ['nowhere, if nobody speaks for them', ben, [ofWren], undefined],
    ['nowhere, if there is no provider', ben, [], undefined],
  ])('%s', (_how, one, providers, way) => {
    expect(wayFor(one, providers)).toEqual(way)
  })

  it('with a password of the pool, though it is for their library alone', () => {
    const limited = provider('user-pool', { speaksFor: { libraries: ['wren'], domains: [] } })
    expect(wayFor(amy, [limited])).toBe('password')
  })
})
