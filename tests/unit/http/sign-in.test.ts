import { describe, expect, it } from 'vitest'
import { notLetIn } from '../../../lib/access/person.ts'
import type { SignIns } from '../../../lib/access/sign-ins.ts'
import type { Provider } from '../../../lib/consortium/sign-in.ts'
import type { Request } from '../../../lib/http/route.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { protocolRefusals } from '../../../lib/protocol/refusals.ts'
import { at, directoryOf, librarian, library } from '../members.ts'

const page = 'https://wren.example.org'
const wren = library('wren', 'Wren Library', { origins: [page] })
const amy = librarian('amy', 'Amy', 'wren', { role: 'library-administrator' })
const verified = { sub: 'one', email: amy.email, email_verified: true }

const provider: Provider = {
  ...{ id: 'own', issuer: 'https://own.example.org', audience: 'desk', parameters: { prompt: 'consent' } },
  ...{ scopes: ['openid', 'email'], addresses: 'verified' },
}

/** The desk with one provider: its tokens are their own claims as JSON, and userinfo says what is given. */
function entrance(userInfo: Record<string, unknown> = {}, own: Partial<Provider> = {}) {
  const asked: string[] = []
  const theirs = { ...provider, ...own }
  const signIns: SignIns = {
    providers: [theirs],
    read: async token =>
      token === 'bad' ? notLetIn('bad-signature') : { provider: theirs, claims: JSON.parse(token) },
    userInfo: async (_provider, _claims, accessToken) => {
      asked.push(accessToken)
      return { about: userInfo }
    },
  }
  const routes = signInRoutes({
    directory: directoryOf([wren], [amy]),
    signIns,
    tokens: { ticket: async to => JSON.stringify(to) },
    socket: 'wss://desk.example.org',
    pages: 'https://desk.example.org',
  })
  const request = async (route: string, more: Partial<Request> = {}) => {
    const response = await routes[route]?.({ path: {}, body: '', at, ...more })
    if (!response || !('body' in response)) throw new Error(`${route} is answered with a body.`)
    return response
  }
  const signsIn = (claims: object | string, more: Partial<Request> = {}) =>
    request('POST /tickets', { bearer: typeof claims === 'string' ? claims : JSON.stringify(claims), ...more })
  return { signsIn, asked, offer: () => request('GET /sign-in') }
}

describe('a librarian who signs in', () => {
  it('gets a ticket, and hears who they are to the desk and what they may change', async () => {
    const { signsIn } = entrance()
    expect(await signsIn(verified, { origin: page })).toEqual({
      status: 201,
      body: {
        ...{ librarian: 'amy', name: 'Amy', role: 'library-administrator' },
        ticket: JSON.stringify({ role: 'librarian', library: 'wren', librarian: 'amy' }),
        ...{ socket: 'wss://desk.example.org', version: 'coopdesk.v1' },
      },
    })
  })

  it('is known by userinfo where the id token has no address, and only there', async () => {
    const { signsIn, asked } = entrance(verified)
    const body = JSON.stringify({ accessToken: 'access' })
    expect(await signsIn({ sub: 'one' }, { body })).toMatchObject({ status: 201, body: { librarian: 'amy' } })
    expect(await signsIn({ ...verified, email: 'eve@example.org' }, { body })).toMatchObject({ status: 403 })
    expect(await signsIn({ sub: 'one' })).toMatchObject({ status: 403, body: { code: 'sign-in-without-address' } })
    expect(asked).toEqual(['access'])
  })

  it('hears each reason in a sentence of its own, with what was seen', async () => {
    const { signsIn } = entrance({}, { speaksFor: { libraries: ['hale'], domains: [] } })
    const reasons = [
      [await signsIn(''), 401, 'no-sign-in', ''],
      [await signsIn('bad'), 401, 'bad-signature', ''],
      [await signsIn({}), 403, 'sign-in-without-address', ' There is no "email" in it.'],
      [
        await signsIn({ ...verified, email_verified: false }),
        403,
        'address-not-verified',
        ' Its "email_verified" says no, for amy@wren.example.org.',
      ],
      [await signsIn({ ...verified, email: 'eve@example.org' }), 403, 'unknown-librarian', ' It says eve@example.org.'],
      [await signsIn(verified), 403, 'not-their-provider', ' own does not speak for wren.'],
    ] as const
    for (const [response, status, code, seen] of reasons)
      expect(response).toEqual({ status, body: { code, reason: `${protocolRefusals[code]}${seen}` } })
    expect(new Set(reasons.map(([, , code]) => protocolRefusals[code])).size).toBe(reasons.length)
  })

  it('is refused on a page that is neither their library’s nor the desk’s own', async () => {
    const { signsIn } = entrance()
    expect(await signsIn(verified, { origin: 'https://desk.example.org' })).toMatchObject({ status: 201 })
    const elsewhere = { origin: 'https://elsewhere.example.org' }
    expect(await signsIn(verified, elsewhere)).toMatchObject({ status: 403, body: { code: 'wrong-origin' } })
  })

  it.each([
    ['the provider', async () => notLetIn('provider-silent')],
    ['its userinfo', async () => ({ provider, claims: { sub: 'one' } })],
  ])('may try again where %s does not answer', async (_which, read) => {
    const routes = signInRoutes({
      directory: directoryOf([wren], [amy]),
      signIns: { providers: [provider], read, userInfo: async () => notLetIn('provider-silent') },
      tokens: { ticket: async () => '' },
      socket: '',
    })
    const body = JSON.stringify({ accessToken: 'access' })
    const response = await routes['POST /tickets']?.({ path: {}, body, at, bearer: 'token' })
    expect(response).toMatchObject({ status: 503, body: { code: 'provider-silent' } })
  })
})

describe('where to sign in', () => {
  it('is public: issuer, client id and scopes, and the addresses that a provider may send back to', async () => {
    const { offer } = entrance()
    expect(await offer()).toEqual({
      status: 200,
      body: {
        providers: [
          {
            ...{ id: 'own', issuer: 'https://own.example.org', clientId: 'desk', scopes: ['openid', 'email'] },
            parameters: { prompt: 'consent' },
          },
        ],
        callbacks: [4531, 4532, 4533].map(port => `http://localhost:${port}/signed-in`),
        versions: ['coopdesk.v1'],
      },
    })
  })

  it('asks for a second factor where the provider says it by a level, and says for whom a provider speaks', async () => {
    const { offer } = entrance(
      {},
      {
        secondFactor: { claim: 'acr', values: ['loa-4', 'loa-5'] },
        speaksFor: { libraries: ['wren'], domains: ['wren.example.org'] },
        behind: [{ id: 'wren-saml', addresses: 'any' }],
      },
    )
    expect((await offer()).body).toMatchObject({
      providers: [
        {
          parameters: { acr_values: 'loa-4 loa-5', prompt: 'consent' },
          ...{ libraries: ['wren'], domains: ['wren.example.org'], behind: ['wren-saml'] },
        },
      ],
    })
  })
})
