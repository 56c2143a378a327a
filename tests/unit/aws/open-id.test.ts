import { UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openId } from '../../../lib/aws/open-id.ts'
import { type FakeProvider, fakeProvider, keyOf, now, published } from './fake-provider.ts'

let fake: FakeProvider
beforeEach(async () => {
  fake = await fakeProvider()
})
afterEach(() => fake.stop())

const at = now * 1000
const read = (token: string, when = at) => openId([fake.provider]).read(token, when)
const code = async (token: string, when = at) => {
  const answer = await read(token, when)
  return 'no' in answer ? answer.no : 'good'
}

describe('an id token', () => {
  it('of a provider that the desk knows is read, with its claims', async () => {
    const answer = await read(await fake.token({ email: 'amy@wren.example.org' }))
    expect(answer).toMatchObject({ provider: { id: 'fake' }, claims: { email: 'amy@wren.example.org' } })
  })

  it.each(['ES256', 'EdDSA'] as const)('may be signed with %s', async algorithm => {
    fake.says.keys = [await published(algorithm, 'other')]
    const { privateKey } = await keyOf(algorithm)
    expect(await code(await fake.token({}, { alg: algorithm, kid: 'other' }, privateKey))).toBe('good')
  })

  it('needs no `kid`, even where the provider publishes several keys', async () => {
    const header = { kid: undefined } as const
    fake.says.keys = [await published('RS256')]
    expect(await code(await fake.token({}, header))).toBe('good')
    const other = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    )
    const { n, e, kty } = await crypto.subtle.exportKey('jwk', other.publicKey)
    fake.says.keys = [{ n, e, kty, alg: 'RS256' }, await published('RS256')]
    expect(await code(await fake.token({}, header))).toBe('good')
    fake.says.keys = [
      { n, e, kty, alg: 'RS256' },
      { n, e, kty, alg: 'RS256' },
    ]
    expect(await code(await fake.token({}, header))).toEqual({ code: 'bad-signature' })
  })

  it('signed with a shared secret is refused, with what it is signed with', async () => {
    const secret = new TextEncoder().encode('a secret of sixty-four characters, as HS512 wants it to be ......')
    expect(await code(await fake.token({}, { alg: 'HS512' }, secret))).toEqual({
      code: 'unknown-signature',
      seen: 'It is HS512; RS256 or ES256 are usual.',
    })
  })

  it('that is not signed is refused, and so is what is no token', async () => {
    const unsigned = new UnsecuredJWT({ iss: fake.provider.issuer, aud: 'desk', sub: 'one' }).encode()
    expect(await code(unsigned)).toEqual({ code: 'unsigned-sign-in' })
    for (const text of ['token', 'a.b.c', '', 'é.é.é']) expect(await code(text)).toEqual({ code: 'unreadable-sign-in' })
  })

  it('of another issuer is refused before anybody is asked anything', async () => {
    const foreign = await fake.token({ iss: 'https://elsewhere.example.org' })
    expect(await code(foreign)).toEqual({
      code: 'foreign-sign-in',
      seen: 'Its issuer is https://elsewhere.example.org.',
    })
    expect(await code(await fake.token({ iss: `${fake.provider.issuer}/` }))).toMatchObject({ code: 'foreign-sign-in' })
    expect(fake.asked).toEqual([])
  })

  it('for another program is refused, and an access token as well', async () => {
    const other = { code: 'sign-in-for-another', seen: 'It is for catalogue.' }
    expect(await code(await fake.token({ aud: 'catalogue' }))).toEqual(other)
    expect(await code(await fake.token({ aud: ['desk', 'catalogue'], azp: 'catalogue' }))).toEqual(other)
    expect(await code(await fake.token({ aud: ['desk', 'catalogue'], azp: 'desk' }))).toBe('good')
    expect(await code(await fake.token({ token_use: 'access' }))).toEqual({
      code: 'sign-in-for-another',
      seen: 'It is an access token, for desk.',
    })
  })

  it('that has run out is refused with when it did; clocks may differ by a minute', async () => {
    const token = await fake.token()
    expect(await code(token, at + 359_000)).toBe('good')
    expect(await code(token, at + 361_000)).toEqual({
      code: 'sign-in-expired',
      seen: `It was good until ${new Date((now + 300) * 1000).toISOString()}.`,
    })
    expect(await code(token, at - 59_000)).toBe('good')
    expect(await code(token, at - 62_000)).toEqual({ code: 'sign-in-not-yet' })
  })

  it('counts for an hour at most, however long it says that it is good', async () => {
    const long = await fake.token({ exp: now + 36_000 })
    expect(await code(long, at + 3_500_000)).toBe('good')
    expect(await code(long, at + 3_700_000)).toMatchObject({ code: 'sign-in-expired' })
  })

  it.each(['exp', 'iat', 'sub'])('without `%s` is not an id token', async claim => {
    expect(await code(await fake.token({ [claim]: undefined }))).toMatchObject({ code: 'unreadable-sign-in' })
  })

  it('that somebody else signed, or changed, is refused', async () => {
    const { privateKey } = await keyOf('ES256')
    fake.says.keys = [await published('RS256', 'first')]
    expect(await code(await fake.token({}, { alg: 'ES256' }, privateKey))).toEqual({ code: 'bad-signature' })
    const [head, , mark] = (await fake.token()).split('.')
    const claims = {
      iss: fake.provider.issuer,
      aud: 'desk',
      sub: 'one',
      iat: now,
      exp: now + 300,
      email: 'a@b.example',
    }
    const changed = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${mark}`
    expect(await code(changed)).toEqual({ code: 'bad-signature' })
  })

  it('never stands in what is said of it', async () => {
    const token = await fake.token({ aud: 'catalogue' })
    for (const part of token.split('.')) expect(JSON.stringify(await read(token))).not.toContain(part)
  })
})

describe('a provider', () => {
  it('that does not answer is asked again the next time', async () => {
    const signIns = openId([fake.provider])
    fake.says.isDown = true
    expect(await signIns.read(await fake.token(), at)).toMatchObject({ no: { code: 'provider-silent' } })
    fake.says.isDown = false
    expect(await signIns.read(await fake.token(), at)).toHaveProperty('claims')
  })

  it('whose own document names another issuer is not believed', async () => {
    fake.says.issuer = 'https://elsewhere.example.org'
    expect(await code(await fake.token())).toEqual({
      code: 'provider-silent',
      seen: 'Its own document names the issuer https://elsewhere.example.org.',
    })
  })

  it('is asked for its document and its keys once', async () => {
    const signIns = openId([fake.provider])
    for (let time = 0; time < 3; time++) await signIns.read(await fake.token(), at)
    expect(fake.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
  })
})

describe('userinfo', () => {
  const ask = (accessToken = 'access') => openId([fake.provider]).userInfo(fake.provider, { sub: 'one' }, accessToken)

  it('says what the id token does not', async () => {
    fake.says.userInfo = { status: 200, body: { sub: 'one', email: 'amy@wren.example.org' } }
    expect(await ask()).toEqual({ about: { sub: 'one', email: 'amy@wren.example.org' } })
  })

  it('that speaks of somebody else is not believed', async () => {
    for (const body of [
      { sub: 'two', email: 'amy@wren.example.org' },
      { email: 'amy@wren.example.org' },
      'amy',
      null,
    ]) {
      fake.says.userInfo = { status: 200, body }
      expect(await ask()).toMatchObject({
        no: { code: 'sign-in-without-address', seen: expect.stringContaining('somebody else') },
      })
    }
  })

  it('that refuses the access token leaves nothing to know a person by', async () => {
    expect(await ask('another')).toMatchObject({
      no: { code: 'sign-in-without-address', seen: 'Userinfo, asked instead, answers 401.' },
    })
  })

  it('that fails may answer later', async () => {
    fake.says.userInfo = { status: 502, body: {} }
    expect(await ask()).toEqual({ no: { code: 'provider-silent' } })
  })
})
