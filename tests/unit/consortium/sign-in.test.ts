import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { providersOf } from '../../../lib/consortium/providers.ts'

const valley = {
  id: 'valley-login',
  issuer: 'https://login.valley.example.edu/realms/staff',
  audience: 'desk',
  'speaks-for': { libraries: ['valley'] },
}
const saml = {
  id: 'lakes-saml',
  'metadata-url': 'https://idp.lakes.example.org/metadata',
  'email-attribute': 'mail',
  'speaks-for': { domains: ['Lakes.example.org'] },
}

/** A small consortium with this sign-in. */
function read(signIn: object | undefined, librarian: object = {}) {
  return parseConsortium(
    stringify({
      name: 'Two Rivers',
      settings: { sender: 'desk@two-rivers.example.org', ...(signIn && { 'sign-in': signIn }) },
      libraries: ['valley', 'lakes'].map(id => ({
        ...{ id, name: id, 'time-zone': 'UTC', mailbox: `ask@${id}.example.org`, origins: [] },
      })),
      librarians: [{ id: 'ann', name: 'Ann', email: 'ann@valley.example.edu', library: 'valley', ...librarian }],
    }),
  )
}

function signIn(settings?: object) {
  const answer = read(settings)
  if ('problems' in answer) throw new Error(answer.problems.map(({ sentence }) => sentence).join(' '))
  return answer.consortium.settings.signIn
}

function complaints(settings: object): readonly string[] {
  const answer = read(settings)
  return 'problems' in answer ? answer.problems.map(({ sentence }) => sentence) : []
}

describe('how librarians sign in', () => {
  it('is a user pool of the desk’s own, with a second factor, where nothing is said', () => {
    expect(signIn()).toEqual({
      providers: [],
      userPool: { secondFactor: 'required', mail: 'cognito', saml: [], oidc: [] },
    })
  })

  it('is the consortium’s own provider, which speaks for everybody and needs no pool', () => {
    const { providers, userPool } = signIn({ issuer: 'https://sign-in.example.org', audience: 'desk' })
    expect(userPool).toBeUndefined()
    expect(providers).toMatchObject([
      { id: 'consortium', issuer: 'https://sign-in.example.org', addresses: 'verified' },
    ])
    expect(providers[0]).not.toHaveProperty('speaksFor')
  })

  it('may ask the consortium’s own provider for more, and for a second factor', () => {
    const asked = { scopes: ['openid', 'email', 'staff'], parameters: { prompt: 'consent' }, addresses: 'any' }
    const secondFactor = { claim: 'acr', values: ['loa-4'] }
    const own = { issuer: 'https://sign-in.example.org', audience: 'desk', ...asked, 'second-factor': secondFactor }
    expect(signIn(own).providers).toEqual([
      { id: 'consortium', issuer: own.issuer, audience: 'desk', ...asked, secondFactor },
    ])
    expect(complaints({ providers: [valley], 'second-factor': secondFactor })).toEqual([
      'With "second-factor" there has to be "issuer".',
    ])
  })

  it('is providers of member libraries, each bound, with or without a pool', () => {
    const { providers, userPool } = signIn({ providers: [valley], 'user-pool': { saml: [saml] } })
    expect(providers).toMatchObject([
      { id: 'valley-login', speaksFor: { libraries: ['valley'], domains: [] }, scopes: ['openid', 'email', 'profile'] },
    ])
    expect(userPool?.saml).toMatchObject([
      { id: 'lakes-saml', addresses: 'any', speaksFor: { libraries: [], domains: ['lakes.example.org'] } },
    ])
  })

  it('tells the function of the pool first, with those behind it and what each may say', () => {
    const { providers, userPool } = signIn({ providers: [valley], 'user-pool': { saml: [saml] } })
    if (!userPool) throw new Error('There is a pool.')
    const all = providersOf(providers, { settings: userPool, issuer: 'https://pool.example.org', audience: 'client' })
    expect(all.map(({ id }) => id)).toEqual(['user-pool', 'valley-login'])
    expect(all[0]?.behind).toEqual([
      { id: 'lakes-saml', addresses: 'any', speaksFor: { libraries: [], domains: ['lakes.example.org'] } },
    ])
  })

  it('gives everybody a role: librarian, if nothing is said', () => {
    const roles = [{}, { role: 'library-administrator' }, { role: 'consortium-administrator' }].map(more => {
      const answer = read(undefined, more)
      return 'consortium' in answer && answer.consortium.librarians[0]?.role
    })
    expect(roles).toEqual(['librarian', 'library-administrator', 'consortium-administrator'])
    expect(read(undefined, { role: 'director' })).toHaveProperty('problems')
  })
})

describe('an issuer that cannot be one is refused when the file is read', () => {
  it.each([
    ['http://sign-in.example.org', 'must be a URL that begins with https://'],
    ['sign-in.example.org', 'must be a URL that begins with https://'],
    ['javascript:alert(1)', 'must be a URL that begins with https://'],
    ['https://sign-in.example.org/?realm=staff', 'must have no query'],
    ['https://sign-in.example.org/#staff', 'must have no query'],
    ['https://desk:secret@sign-in.example.org', 'must have no query'],
    ['https://sign-in.example.org/.well-known/openid-configuration', 'must end before /.well-known/'],
  ])('%s', (issuer, why) => {
    expect(complaints({ issuer, audience: 'desk' })).toEqual([expect.stringContaining(`"issuer" ${why}`)])
    expect(complaints({ providers: [{ ...valley, issuer }] })).toEqual([expect.stringContaining(`"issuer" ${why}`)])
  })

  it('but one on this machine may do without TLS, and a slash at the end is left alone', () => {
    for (const issuer of ['http://127.0.0.1:8080/realms/x', 'http://localhost:8080', 'https://sign-in.example.org/'])
      expect(signIn({ issuer, audience: 'desk' }).providers[0]?.issuer).toBe(issuer)
  })
})

describe('what cannot stand together', () => {
  it.each<[string, object, string]>([
    ['an issuer alone', { issuer: 'https://a.example.org' }, 'With "issuer" there has to be "audience".'],
    ['an audience alone', { audience: 'desk' }, 'With "audience" there has to be "issuer".'],
    [
      'a library that is not there',
      { providers: [{ ...valley, 'speaks-for': { libraries: ['nowhere'] } }] },
      'There is no library "nowhere".',
    ],
    [
      'nobody to speak for',
      { providers: [{ ...valley, 'speaks-for': {} }] },
      '"speaks-for" must name libraries or domains.',
    ],
    [
      'one issuer twice',
      { issuer: valley.issuer, audience: 'desk', providers: [valley] },
      'There is another provider with this issuer.',
    ],
    [
      'one id twice',
      { providers: [valley], 'user-pool': { saml: [{ ...saml, id: valley.id }] } },
      'There is another provider "valley-login".',
    ],
    [
      'an id of the desk’s own',
      { providers: [{ ...valley, id: 'user-pool' }] },
      '"user-pool" is a name of the desk\'s own: give another one.',
    ],
    [
      'a prefix that AWS keeps',
      { 'user-pool': { 'domain-prefix': 'my-cognito' } },
      '"domain-prefix" must not hold aws, amazon or cognito.',
    ],
    ['a scope too few', { providers: [{ ...valley, scopes: ['email'] }] }, '"scopes" must hold openid.'],
  ])('%s', (_what, settings, sentence) => {
    expect(complaints(settings)).toContain(sentence)
  })

  it('nobody speaks without being bound', () => {
    const { 'speaks-for': _bound, ...unbound } = valley
    expect(complaints({ providers: [unbound] })).toEqual(['The key "speaks-for" is missing.'])
  })

  it('a kind of provider that there is not', () => {
    expect(complaints({ 'user-pool': { ldap: [] } })).toEqual(['There is no key "ldap".'])
  })

  it('a librarian for whom nobody speaks, where there is no user pool', () => {
    const lakes = { ...valley, 'speaks-for': { libraries: ['lakes'], domains: ['lakes.example.org'] } }
    expect(read({ providers: [lakes] })).toMatchObject({
      problems: [
        {
          line: expect.any(Number),
          sentence:
            'This librarian could not sign in: no provider speaks for "valley" or valley.example.edu, and there is no "user-pool".',
        },
      ],
    })
    expect(complaints({ providers: [lakes], 'user-pool': {} })).toEqual([])
    expect(complaints({ providers: [lakes], issuer: 'https://sign-in.example.org', audience: 'desk' })).toEqual([])
    const byDomain = { ...valley, 'speaks-for': { domains: ['valley.example.edu'] } }
    expect(complaints({ providers: [byDomain] })).toEqual([])
    expect(read({ providers: [byDomain] }, { email: 'ANN@VALLEY.example.edu' })).toHaveProperty('consortium')
  })

  it('more providers than a function can be told of', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...{ ...valley, id: `provider-${at}`, issuer: `https://login-${at}.example.edu` },
    }))
    expect(complaints({ providers: many })).toEqual([expect.stringMatching(/^All providers together take \d{4} bytes/)])
    expect(complaints({ providers: many.slice(0, 10) })).toEqual([])
  })
})
