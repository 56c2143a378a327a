import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectLibrarian, type LibrarianClient } from '../../client/librarian-client.ts'
import { signInOf } from '../../client/sign-in.ts'
import { jsonReply } from '../../local/aws-endpoint.ts'
import { buildTemplate } from '../../local/build.ts'
import { virtualClock } from '../../local/clock.ts'
import type { LocalSignIn } from '../../local/sign-in/issuers.ts'
import { waitAtLoopback } from '../../terminal/loopback.ts'
import { nodeSocket } from '../../terminal/node-socket.ts'
import { signInAtTerminal } from '../../terminal/sign-in.ts'
import { type FakeProvider, fakeProvider, now } from '../unit/aws/fake-provider.ts'
import { startDesk, type TestDesk } from './desk.ts'

const rob = 'rob@state-college.example.org'
const nancy = 'nancy@valley-university.example.edu'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('a librarian signs in at the user pool of the template', () => {
  let desk: TestDesk
  // A client compares tokens with the clock of this machine.
  const clock = virtualClock(Date.now())
  const people: LibrarianClient[] = []
  let hasRobLeft = false

  beforeAll(async () => {
    desk = await startDesk({
      clock,
      signIn: { people: [{ email: rob, name: 'Rob' }] },
      intercept: (call, next) => {
        const isRob = call.operation === 'GetItem' && call.body.includes('"librarian:rob"')
        return hasRobLeft && isRob ? Promise.resolve(jsonReply({})) : next()
      },
    })
  })
  afterAll(async () => {
    await Promise.all(people.map(person => person.close()))
    await desk.stop()
  })

  const signsIn = (address: string) => signInAtTerminal({ http: desk.cloud.urls.http, address }, () => {})

  it('by code and PKCE, and is on duty; the tokens are renewed while the shift lasts', async () => {
    const tokens = await signsIn(rob)
    const person = await connectLibrarian(desk.cloud.urls.http, tokens, { socket: nodeSocket })
    people.push(person)
    expect(person.id).toBe('rob')
    const first = await tokens()
    await clock.advance(2 * 3_600_000)
    const expired = await desk.post('/tickets', {}, bearer(first.idToken))
    expect(expired).toMatchObject({ status: 401, body: { code: 'sign-in-expired' } })
    const again = await connectLibrarian(desk.cloud.urls.http, tokens, { socket: nodeSocket })
    people.push(again)
    expect(decodeJwt((await tokens()).idToken).iat).toBeGreaterThan(Number(decodeJwt(first.idToken).exp))
  })

  it('on a page with everybody in a list, and comes back to a terminal that waits', async () => {
    const { callbacks } = await signInOf(desk.cloud.urls.http)
    // The first terminal keeps its address: a second one waits at another.
    const taken = await waitAtLoopback(callbacks).catch(() => undefined)
    let page = ''
    const tokens = signInAtTerminal({ http: desk.cloud.urls.http }, async text => {
      const url = /http\S+/.exec(text)?.[0] ?? ''
      page = await inABrowser(url, rob)
    })
    const { idToken } = await (await tokens)()
    taken?.close()
    expect(page).toContain('Rob')
    expect(await desk.post('/tickets', {}, bearer(idToken))).toMatchObject({
      status: 201,
      body: { role: 'library-administrator' },
    })
  })

  it('but nobody does with what is no good: each reason is a code, and the token is never repeated', async () => {
    const [head = '', claims = '', mark = ''] = (await desk.cloud.signIn(rob)).split('.')
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const attempts = {
      'no-sign-in': undefined,
      'unreadable-sign-in': 'token',
      'unsigned-sign-in': `${unsigned}.${claims}.`,
      'bad-signature': `${head}.${claims}.${mark.slice(0, -8)}AAAAAAAA`,
    }
    for (const [code, token] of Object.entries(attempts)) {
      const answer = await desk.post('/tickets', {}, token === undefined ? {} : bearer(token))
      expect(answer, code).toMatchObject({ status: 401, body: { code } })
      expect(JSON.stringify(answer)).not.toContain(claims)
    }
    expect(await desk.post('/tickets', {}, bearer(await desk.cloud.signIn('eve@example.org')))).toMatchObject({
      status: 403,
      body: { code: 'unknown-librarian', reason: expect.stringContaining('It says eve@example.org.') },
    })
  })

  it('R34 and is shut out within a minute of leaving the directory, though connected: their patrons wait again', async () => {
    const patron = await desk.patron('state-college', 'Who was first?')
    const wire = await desk.librarian(rob)
    const { session } = await wire.send({ action: 'pick-up' })
    expect(session).toBe(patron.session)
    hasRobLeft = true
    await clock.advance(61_000)
    expect(await wire.send({ action: 'say', session, n: 1, text: 'Hi' })).toMatchObject({ code: 'left-consortium' })
    expect(await wire.send({ action: 'queue' })).toMatchObject({ code: 'left-consortium' })
    await clock.advance(61_000)
    expect(await patron.push('back-in-queue')).toBeDefined()
    const token = await desk.cloud.signIn(rob)
    expect(await desk.post('/tickets', {}, bearer(token))).toMatchObject({ body: { code: 'unknown-librarian' } })
  })
})

/** Does what a browser does with a page of people; returns the page. */
async function inABrowser(url: string, email: string): Promise<string> {
  const begun = await fetch(url, { redirect: 'manual' })
  const jar = begun.headers.getSetCookie().map(cookie => cookie.split(';')[0])
  const interaction = new URL(begun.headers.get('location') ?? '', url)
  const page = await (await fetch(interaction, { headers: { cookie: jar.join('; ') } })).text()
  const chosen = await fetch(interaction, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: jar.join('; '), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email }).toString(),
  })
  const resumed = await fetch(new URL(chosen.headers.get('location') ?? '', url), {
    redirect: 'manual',
    headers: { cookie: jar.join('; ') },
  })
  await fetch(resumed.headers.get('location') ?? '')
  return page
}

describe('a librarian signs in with a provider of a member library', () => {
  let desk: TestDesk
  let folder: string
  const college = { issuer: 'https://login.state-college.example.org', audience: 'coopdesk' }
  const valley = { issuer: 'https://login.valley-university.example.edu/', audience: 'coopdesk' }
  const strict = { claim: 'amr', value: 'otp' }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coopdesk-sign-in-'))
    const file = join(folder, 'consortium.yaml')
    const signIn = `settings:
  sign-in:
    user-pool: {}
    providers:
      - id: college-login
        issuer: ${college.issuer}
        audience: ${college.audience}
        speaks-for: { libraries: [state-college] }
      - id: valley-login
        issuer: ${valley.issuer}
        audience: ${valley.audience}
        speaks-for: { domains: [valley-university.example.edu] }
        second-factor: { claim: amr, values: [otp] }`
    writeFileSync(file, readFileSync('examples/consortium.yaml', 'utf8').replace('settings:', signIn))
    const settings: Partial<LocalSignIn> = {
      others: [college, { ...valley, secondFactor: strict }],
      callbacks: ['http://localhost:4531/signed-in'],
    }
    process.env.COOPDESK_CONSORTIUM = file
    process.env.CDK_OUTDIR = folder
    const template = await buildTemplate()
    desk = await startDesk({ clock: virtualClock(Date.now()), template, signIn: settings })
  })
  afterAll(async () => {
    delete process.env.COOPDESK_CONSORTIUM
    delete process.env.CDK_OUTDIR
    await desk.stop()
    rmSync(folder, { recursive: true })
  })

  const ticketFor = async (address: string, provider: string) => {
    const tokens = await signInAtTerminal({ http: desk.cloud.urls.http, address, provider }, () => {})
    const { idToken, accessToken } = await tokens()
    expect(decodeJwt(idToken)).not.toHaveProperty('email')
    return desk.post('/tickets', { accessToken }, bearer(idToken))
  }

  it('which says the address in userinfo alone', async () => {
    expect(await ticketFor(rob, 'college-login')).toMatchObject({ status: 201, body: { librarian: 'rob' } })
  })

  it('which is refused when it speaks for another’s', async () => {
    expect(await ticketFor(nancy, 'college-login')).toMatchObject({
      status: 403,
      body: {
        code: 'not-their-provider',
        reason: expect.stringContaining('college-login does not speak for valley-university.'),
      },
    })
  })

  it('which is refused without the second factor that the consortium wants', async () => {
    expect(await ticketFor(nancy, 'valley-login')).toMatchObject({
      status: 403,
      body: { code: 'no-second-factor', reason: expect.stringContaining('Its "amr" says pwd; it must be otp.') },
    })
  })
})

describe('a librarian signs in with the real provider of the file, before anything is deployed', () => {
  let desk: TestDesk
  let folder: string
  let provider: FakeProvider

  beforeAll(async () => {
    provider = await fakeProvider()
    folder = mkdtempSync(join(tmpdir(), 'coopdesk-real-sign-in-'))
    const file = join(folder, 'consortium.yaml')
    const settings = `settings:\n  sign-in: { issuer: "${provider.provider.issuer}", audience: desk }`
    writeFileSync(file, readFileSync('examples/consortium.yaml', 'utf8').replace('settings:', settings))
    process.env.COOPDESK_CONSORTIUM = file
    process.env.CDK_OUTDIR = folder
    const template = await buildTemplate()
    // As with --real-sign-in, nothing is played in its place.
    desk = await startDesk({ clock: virtualClock(now * 1000), template, signIn: { others: [] } })
  })
  afterAll(async () => {
    delete process.env.COOPDESK_CONSORTIUM
    delete process.env.CDK_OUTDIR
    await desk.stop()
    await provider.stop()
    rmSync(folder, { recursive: true })
  })

  it('whose keys are fetched from its own document, on this machine without TLS', async () => {
    const token = await provider.token({ email: rob, email_verified: 'true' }, { kid: undefined })
    expect(await desk.post('/tickets', {}, bearer(token))).toMatchObject({ status: 201, body: { librarian: 'rob' } })
    expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
    const foreign = await provider.token({ email: rob, email_verified: true, iss: 'https://elsewhere.example.org' })
    expect(await desk.post('/tickets', {}, bearer(foreign))).toMatchObject({
      status: 401,
      body: { code: 'foreign-sign-in' },
    })
  })
})
