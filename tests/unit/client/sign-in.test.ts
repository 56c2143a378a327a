import { once } from 'node:events'
import { createServer } from 'node:http'
import { decodeJwt } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { beginSignIn, finishSignIn, type KeptSignIn, resumeSignIn, type SignInOffer } from '../../../client/sign-in.ts'
import { fastClock } from '../../../local/clock.ts'
import type { LocalSignIn } from '../../../local/sign-in/issuers.ts'
import { startSignIn } from '../../../local/sign-in/sign-in.ts'
import { playedChoice } from '../../../terminal/played-choice.ts'

const callback = 'http://localhost:4531/signed-in'
const amy = 'amy@wren.example.org'
const original = 'https://login.wren.example.org'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** A provider that is played on this machine, and what it was asked. */
async function playing(settings: Partial<LocalSignIn> = {}, speed = 1) {
  const asked: string[] = []
  const server = createServer()
  server.on('request', ({ url = '' }) => void asked.push(url.split('?')[0] ?? ''))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  startSignIn({
    ...{ template: { ofType: () => [], place: () => {} }, clock: fastClock(speed), server, port, keyFile: undefined },
    settings: {
      ...{ people: [{ email: amy, name: 'Amy' }], others: [{ issuer: original, audience: 'desk' }] },
      ...{ secondFactor: false, callbacks: [callback], ...settings },
    },
  })
  const offer: SignInOffer = {
    ...{ id: 'wren-login', issuer: `http://127.0.0.1:${port}/provider-1`, clientId: 'desk' },
    ...{ scopes: ['openid', 'email', 'profile'], parameters: {} },
  }
  const count = (path: string) => asked.filter(each => each.endsWith(path)).length
  const signsIn = async (to = callback) => {
    const { url, finish } = await beginSignIn(offer, to)
    return finish(await playedChoice(url, amy, to))
  }
  return { offer, signsIn, count }
}

describe('a sign-in by code and PKCE', () => {
  it('gives an id token for the desk, and an access token for userinfo, as the address is there alone', async () => {
    const { signsIn, offer } = await playing()
    const { idToken, accessToken } = await (await signsIn())()
    expect(decodeJwt(idToken)).toMatchObject({ iss: offer.issuer, aud: 'desk', amr: ['pwd'] })
    expect(decodeJwt(idToken)).not.toHaveProperty('email')
    const userInfo = await fetch(`${offer.issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect(await userInfo.json()).toMatchObject({ email: amy, email_verified: true, sub: decodeJwt(idToken).sub })
  })

  it('ends on a page that was loaded anew since it began, with what that page kept', async () => {
    const { offer } = await playing()
    const { url, checks } = await beginSignIn(offer, callback)
    const answer = await playedChoice(url, amy, callback)
    const tokens = await finishSignIn(offer, JSON.parse(JSON.stringify(checks)), answer)
    expect(decodeJwt((await tokens()).idToken)).toMatchObject({ iss: offer.issuer, aud: 'desk' })
    const other = { ...checks, expectedState: 'another' }
    await expect(finishSignIn(offer, other, answer)).rejects.toMatchObject({ code: 'sign-in-failed' })
  })

  it('keeps its tokens while they are good, and renews them once, however many ask', async () => {
    const { signsIn, count } = await playing()
    const tokens = await signsIn()
    expect(await tokens()).toBe(await tokens())
    expect(count('/token')).toBe(1)
    const [first, second] = await Promise.all([tokens(true), tokens(true)])
    expect(first).toBe(second)
    expect(count('/token')).toBe(2)
  })

  it('renews its tokens before they run out', async () => {
    const { signsIn, count } = await playing({}, 3600)
    const tokens = await signsIn()
    await tokens()
    expect(count('/token')).toBe(2)
  })

  it('outlasts a page that keeps it: it goes on without a word to the provider, and is renewed there when it has to be', async () => {
    const { offer, count } = await playing()
    const kept: (KeptSignIn | undefined)[] = []
    const keep = (now: KeptSignIn | undefined) => void kept.push(now)
    const { url, checks } = await beginSignIn(offer, callback)
    const first = await (await finishSignIn(offer, checks, await playedChoice(url, amy, callback), keep))()
    const [found] = kept
    if (!found) throw new Error('Nothing was kept.')
    const asked = count('/openid-configuration')
    const tokens = resumeSignIn(offer, JSON.parse(JSON.stringify(found)), keep)
    expect(await tokens()).toEqual(first)
    expect([count('/openid-configuration'), count('/token')]).toEqual([asked, 1])
    await tokens(true)
    expect(count('/token')).toBe(2)
    expect(kept).toHaveLength(2)

    // A provider that says no has ended it, and one that does not answer has not.
    const away = resumeSignIn({ ...offer, issuer: 'http://127.0.0.1:9/nobody' }, { ...found, endsAt: 0 }, keep)
    await expect(away()).rejects.toMatchObject({ status: 503, code: 'sign-in-failed' })
    expect(kept).toHaveLength(2)
    const refused = resumeSignIn(offer, { ...found, endsAt: 0, refreshToken: 'another' }, keep)
    await expect(refused()).rejects.toMatchObject({ status: 401, code: 'sign-in-failed' })
    expect(kept[2]).toBeUndefined()
  })

  it('comes back to a registered address alone: another port is refused, as Cognito does', async () => {
    const { signsIn } = await playing()
    await expect(signsIn('http://localhost:4999/signed-in')).rejects.toThrow('could not be signed in to')
  })

  it('says that somebody used a second factor only where one was asked for', async () => {
    const strict = { issuer: original, audience: 'desk', secondFactor: { claim: 'acr', value: 'loa-4' } }
    const without = await playing({ others: [strict] })
    expect(decodeJwt((await (await without.signsIn())()).idToken)).not.toHaveProperty('acr')
    const asking = await playing({ others: [strict], secondFactor: true })
    const { idToken } = await (await asking.signsIn())()
    expect(decodeJwt(idToken)).toMatchObject({ acr: 'loa-4', amr: ['pwd', 'otp'] })
  })

  it('takes no answer to another sign-in', async () => {
    const { offer } = await playing()
    const { finish } = await beginSignIn(offer, callback)
    await expect(finish(new URL(`${callback}?code=x&state=another`))).rejects.toMatchObject({ code: 'sign-in-failed' })
  })

  it('tells in a sentence what the provider says, or that it says nothing', async () => {
    const { offer } = await playing()
    const { url, finish } = await beginSignIn(offer, callback)
    const back = new URL(`${callback}?error=access_denied&error_description=Not%20today.`)
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    back.searchParams.set('iss', offer.issuer)
    await expect(finish(back)).rejects.toThrow(
      `The provider ${offer.issuer} did not sign you in (access_denied: Not today).`,
    )
    const nobody = { ...offer, issuer: 'http://127.0.0.1:9/nobody' }
    await expect(beginSignIn(nobody, callback)).rejects.toThrow('does not answer as an OpenID Connect provider does')
  })
})

/** A document as some providers have it, that takes no PKCE and does not say so. */
async function withoutPkce() {
  const server = createServer((_request, response) => {
    const document = { issuer: url, authorization_endpoint: `${url}/authorize`, token_endpoint: `${url}/token` }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return { ...{ id: 'old', issuer: url, clientId: 'desk' }, scopes: ['openid'], parameters: { access_type: 'offline' } }
}

describe('a provider that does not name PKCE', () => {
  it('is asked with it all the same, and a refusal says that it may be for that', async () => {
    const offer = await withoutPkce()
    const { url, finish } = await beginSignIn(offer, callback, { address: amy, behind: 'wren-saml' })
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ...{ response_type: 'code', redirect_uri: callback, scope: 'openid', code_challenge_method: 'S256' },
      ...{ login_hint: amy, identity_provider: 'wren-saml', access_type: 'offline' },
    })
    const back = new URL(`${callback}?error=invalid_request&state=${url.searchParams.get('state')}`)
    await expect(finish(back)).rejects.toThrow('does not name PKCE (S256)')
  })
})
