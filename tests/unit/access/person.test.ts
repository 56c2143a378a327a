import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesIn, verification } from '../../../lib/access/addresses.ts'
import { type NotLetIn, notLetIn, personOf, statementIn } from '../../../lib/access/person.ts'
import type { Provider, Speaker } from '../../../lib/consortium/sign-in.ts'
import { librarian } from '../members.ts'
import { tries } from '../tries.ts'

const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const people = [amy, ben]

const provider: Provider = {
  ...{ id: 'own', issuer: 'https://own.example.org', audience: 'desk', scopes: ['openid'], parameters: {} },
  addresses: 'verified',
}
const bound = (speaksFor: Partial<NonNullable<Speaker['speaksFor']>>): Provider => ({
  ...provider,
  speaksFor: { libraries: [], domains: [], ...speaksFor },
})

/** The librarian that these claims are about, or why there is none. */
function whoIs(by: Provider, claims: Record<string, unknown>): string | NotLetIn {
  const said = statementIn(by, claims, claims)
  if ('no' in said) return said.no
  const known = people.filter(({ email }) => said.statement.addresses.includes(email))
  const who = personOf(said.statement, known)
  return 'no' in who ? who.no : who.librarian.id
}

const verified = { email: amy.email, email_verified: true }

describe('who somebody is', () => {
  it('is known by their address, and by nothing else that a token says', () => {
    expect(whoIs(provider, verified)).toBe('amy')
    expect(whoIs(provider, { ...verified, email: amy.email.toUpperCase() })).toBe('amy')
    for (const claim of ['sub', 'name', 'preferred_username', 'cognito:username', 'nameid', 'upn'])
      expect(whoIs(provider, { [claim]: amy.email })).toMatchObject({ code: 'sign-in-without-address' })
  })

  it.each([
    [['amy@wren.example.org', 'a.smith@elsewhere.example.org']],
    ['amy@wren.example.org; a.smith@elsewhere.example.org'],
    ['[a.smith@elsewhere.example.org amy@wren.example.org]'],
    ['a.smith@elsewhere.example.org,amy@wren.example.org'],
    ['amy@wren.example.org '],
  ])('is found by one of several addresses: %j', email => {
    expect(whoIs(provider, { email, email_verified: true })).toBe('amy')
  })

  it('is nobody where several addresses are several librarians’', () => {
    const both = { ...verified, email: [amy.email, ben.email] }
    expect(whoIs(provider, both)).toEqual({
      code: 'several-librarians',
      seen: 'It says amy@wren.example.org, ben@hale.example.org.',
    })
  })

  it('is nobody where nobody has the address, which is told', () => {
    expect(whoIs(provider, { ...verified, email: 'eve@example.org' })).toEqual({
      code: 'unknown-librarian',
      seen: 'It says eve@example.org.',
    })
    expect(whoIs(provider, { ...verified, email: 'eve@example.org adam@example.org' })).toMatchObject({
      seen: 'It says eve@example.org, adam@example.org.',
    })
  })

  it('is looked for by ten addresses at most, however many a token says', () => {
    const email = Array.from({ length: 11 }, (_each, n) => `amy-${n}@wren.example.org`)
    expect(addressesIn({ email })).toEqual(email.slice(0, 10))
  })

  it('is nobody without an address', () => {
    expect(whoIs(provider, {})).toEqual({ code: 'sign-in-without-address', seen: 'There is no "email" in it.' })
    expect(whoIs(provider, { email: 'amy' })).toEqual({
      code: 'sign-in-without-address',
      seen: 'Its "email" is not an address.',
    })
  })

  it('is refused by a code alone where the desk saw nothing', () => {
    expect(notLetIn('no-sign-in')).toStrictEqual({ no: { code: 'no-sign-in' } })
  })
})

describe('a verified address', () => {
  it.each([true, 'true', 'TRUE', '1', 'yes', 1])('is said by %j', email_verified => {
    expect(whoIs(provider, { ...verified, email_verified })).toBe('amy')
  })

  it.each([false, 'false', '0', 'no', 0, {}, 'maybe'])('is not said by %j', email_verified => {
    expect(whoIs(provider, { ...verified, email_verified })).toEqual({
      code: 'address-not-verified',
      seen: 'Its "email_verified" says no, for amy@wren.example.org.',
    })
  })

  it('is not said by silence', () => {
    for (const email_verified of [undefined, null, ''])
      expect(whoIs(provider, { ...verified, email_verified })).toEqual({
        code: 'address-not-verified',
        seen: 'There is no "email_verified" in it, for amy@wren.example.org.',
      })
    expect(verification({})).toBe('not said')
  })

  it('is missed with each address that was said', () => {
    expect(whoIs(provider, { email: [amy.email, 'eve@example.org'] })).toMatchObject({
      seen: 'There is no "email_verified" in it, for amy@wren.example.org, eve@example.org.',
    })
  })

  it('need not be said by a provider that is trusted for the people it speaks for, such as one that speaks SAML', () => {
    const trusted = { ...bound({ libraries: ['wren'] }), addresses: 'any' } as const
    expect(whoIs(trusted, { email: amy.email })).toBe('amy')
    expect(whoIs(trusted, { email: amy.email, email_verified: 'false' })).toBe('amy')
    expect(whoIs(trusted, { email: ben.email })).toMatchObject({ code: 'not-their-provider' })
  })
})

describe('a provider', () => {
  it('that speaks for another’s library is refused', () => {
    expect(whoIs(bound({ libraries: ['hale'] }), verified)).toEqual({
      code: 'not-their-provider',
      seen: 'own does not speak for wren.',
    })
    expect(whoIs(bound({ libraries: ['hale', 'wren'] }), verified)).toBe('amy')
  })

  it('that is bound to domains speaks for their addresses, and for none that only look alike', () => {
    expect(whoIs(bound({ domains: ['wren.example.org'] }), verified)).toBe('amy')
    for (const domain of ['example.org', 'hale.example.org', 'n.example.org'])
      expect(whoIs(bound({ domains: [domain] }), verified)).toMatchObject({ code: 'not-their-provider' })
  })
})

describe('a provider behind the user pool', () => {
  const pool: Provider = {
    ...provider,
    id: 'user-pool',
    behind: [
      { id: 'wren-saml', addresses: 'any', speaksFor: { libraries: ['wren'], domains: [] } },
      { id: 'hale-login', addresses: 'verified', speaksFor: { libraries: ['hale'], domains: [] } },
    ],
  }
  const by = (...names: string[]) => ({
    email: amy.email,
    identities: names.map(providerName => ({ providerName, userId: amy.email })),
  })

  it('speaks by its own rules, and not by those of the pool', () => {
    expect(whoIs(pool, by('wren-saml'))).toBe('amy')
    expect(whoIs(pool, { ...by('hale-login'), email_verified: true })).toMatchObject({ code: 'not-their-provider' })
    expect(whoIs(pool, by('hale-login'))).toMatchObject({ code: 'address-not-verified' })
    expect(whoIs(pool, { email: amy.email })).toMatchObject({ code: 'address-not-verified' })
    expect(whoIs(pool, verified)).toBe('amy')
  })

  it('is told of as a list, or as the text of one', () => {
    const { identities } = by('wren-saml')
    expect(whoIs(pool, { email: amy.email, identities: JSON.stringify(identities) })).toBe('amy')
  })

  it('that the file does not name lets nobody in, and neither does what cannot be read', () => {
    expect(whoIs(pool, { ...verified, ...by('Google') })).toEqual({
      code: 'foreign-sign-in',
      seen: 'It comes from Google.',
    })
    for (const identities of ['{', [{}], 'wren', [null], {}])
      expect(whoIs(pool, { ...verified, identities })).toEqual({
        code: 'foreign-sign-in',
        seen: 'It comes from nothing.',
      })
  })

  it('may not say more by being linked to another: every one of them must be allowed what is said', () => {
    expect(whoIs(pool, { ...by('wren-saml', 'hale-login'), email_verified: true })).toMatchObject({
      code: 'not-their-provider',
    })
    expect(whoIs(pool, by('wren-saml', 'hale-login'))).toMatchObject({ code: 'address-not-verified' })
  })

  it('is not looked for where the provider is not the pool: a claim of that name means nothing there', () => {
    expect(whoIs(provider, { ...verified, ...by('wren-saml') })).toBe('amy')
  })

  it('says what it knows of a second factor in an attribute of the pool', () => {
    const strict: Provider = {
      ...pool,
      behind: [{ id: 'wren-saml', addresses: 'any', secondFactor: { claim: 'authnContext', values: ['mfa'] } }],
    }
    expect(whoIs(strict, { ...by('wren-saml'), 'custom:second_factor': 'mfa' })).toBe('amy')
    expect(whoIs(strict, { ...by('wren-saml'), authnContext: 'mfa' })).toEqual({
      code: 'no-second-factor',
      seen: 'Its "authnContext" is missing; it must be mfa.',
    })
  })
})

describe('a second factor, where it is wanted', () => {
  const strict: Provider = { ...provider, secondFactor: { claim: 'amr', values: ['otp', 'mfa'] } }

  it.each([[['pwd', 'otp']], ['mfa'], ['["pwd","otp"]'], ['[pwd otp]']])('is said by %j', amr => {
    expect(whoIs(strict, { ...verified, amr })).toBe('amy')
  })

  it.each<[unknown, string]>([
    [undefined, 'Its "amr" is missing; it must be otp or mfa.'],
    [['pwd'], 'Its "amr" says pwd; it must be otp or mfa.'],
    ['session', 'Its "amr" says session; it must be otp or mfa.'],
    ['[pwd, pin]', 'Its "amr" says pwd, pin; it must be otp or mfa.'],
    ['', 'Its "amr" is missing; it must be otp or mfa.'],
  ])('is not said by %j', (amr, seen) => {
    expect(whoIs(strict, { ...verified, amr })).toEqual({ code: 'no-second-factor', seen })
  })

  it('counts by the claim that the provider is known to say it by, and by no other', () => {
    const byLevel: Provider = { ...provider, secondFactor: { claim: 'acr', values: ['loa-4'] } }
    expect(whoIs(byLevel, { ...verified, acr: 'loa-4' })).toBe('amy')
    expect(whoIs(byLevel, { ...verified, acr: 'loa-1', amr: ['mfa'] })).toMatchObject({ code: 'no-second-factor' })
  })

  it('may be said by a number', () => {
    const byNumber: Provider = { ...provider, secondFactor: { claim: 'acr', values: ['2'] } }
    expect(whoIs(byNumber, { ...verified, acr: 2 })).toBe('amy')
    expect(whoIs(byNumber, { ...verified, acr: 1 })).toMatchObject({ code: 'no-second-factor' })
  })
})

describe('whatever a token says', () => {
  it('an unverified address lets nobody in, and nothing is thrown', () => {
    const claims = fc.record({ email: fc.anything(), email_verified: fc.anything(), identities: fc.anything() })
    const check = fc.property(claims, said => {
      const about = { ...said, email: [amy.email, said.email] }
      if (verification(about) !== 'verified') expect(whoIs(provider, about)).not.toBe('amy')
      expect(addressesIn(said).length).toBeLessThanOrEqual(10)
    })
    fc.assert(check, { numRuns: tries(200) })
  })
})
