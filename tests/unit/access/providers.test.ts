import { describe, expect, it } from 'vitest'
import { providersIn } from '../../../lib/access/providers.ts'
import type { Provider } from '../../../lib/consortium/sign-in.ts'

const own: Provider = {
  ...{ id: 'own', issuer: 'https://own.example.org', audience: 'desk', scopes: ['openid', 'email'] },
  ...{ parameters: { prompt: 'consent' }, addresses: 'any' },
}
const pool: Provider = {
  ...{ ...own, id: 'user-pool', addresses: 'verified' },
  speaksFor: { libraries: ['wren'], domains: ['wren.example.org'] },
  secondFactor: { claim: 'amr', values: ['otp', 'mfa'] },
  behind: [{ id: 'wren-saml', addresses: 'any', speaksFor: { libraries: ['wren'], domains: [] } }],
}
const read = (...all: object[]) => providersIn(JSON.stringify(all))

describe('the providers in the environment', () => {
  it('are read with every limit that they have, and so are the providers behind them', () => {
    expect(read(own, pool)).toEqual([own, pool])
  })

  it.each([
    ['whose addresses are neither verified nor trusted', { ...own, addresses: 'some' }],
    ['without its issuer', { ...own, issuer: undefined }],
    ['without the client id that its tokens are for', { ...own, audience: undefined }],
    ['whose limit to some people cannot be read', { ...own, speaksFor: { libraries: 'wren' } }],
    ['whose second factor cannot be read', { ...own, secondFactor: { claim: 'amr' } }],
    ['with one behind it whose limits cannot be read', { ...own, behind: [{ ...own, speaksFor: null }] }],
  ])('are refused with one %s', (_which, provider) => {
    expect(() => read(own, provider)).toThrow()
  })
})
