import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginSignIn } from '../../../client/sign-in.ts'
import { openId } from '../../../lib/aws/open-id.ts'
import type { Provider } from '../../../lib/consortium/sign-in.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { realClock } from '../../../local/clock.ts'
import { startSignIn } from '../../../local/sign-in/sign-in.ts'
import { playedChoice } from '../../../terminal/played-choice.ts'
import { directoryOf, librarian, library } from '../members.ts'

const callback = 'http://localhost:4531/signed-in'
const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const issuers = ['https://login.wren.example.org', 'https://login.hale.example.org']

/** Two played providers, one of each library, and a desk that knows both. */
const server = createServer()
let providers: Provider[]

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  startSignIn({
    ...{ template: { ofType: () => [], place: () => {} }, clock: realClock(), server, port, keyFile: undefined },
    settings: {
      people: [],
      others: issuers.map(issuer => ({ issuer, audience: 'desk' })),
      ...{ secondFactor: false, callbacks: [callback] },
    },
  })
  providers = ['wren', 'hale'].map((id, at) => ({
    ...{ id, issuer: `http://127.0.0.1:${port}/provider-${at + 1}`, audience: 'desk', parameters: {} },
    ...{ scopes: ['openid', 'email', 'profile'], addresses: 'verified' },
    speaksFor: { libraries: [id], domains: [] },
    ...(id === 'hale' && { secondFactor: { claim: 'amr', values: ['otp'] } }),
  }))
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

/** Signs in at one of them, and asks the desk for a ticket. */
async function ticketFor(email: string, at: 'wren' | 'hale') {
  const provider = providers.find(({ id }) => id === at)
  if (!provider) throw new Error('There are two providers.')
  const { issuer, audience: clientId } = provider
  const offer = { id: at, issuer, clientId, scopes: ['openid', 'email'], parameters: {} }
  const { url, finish } = await beginSignIn(offer, callback)
  const { idToken, accessToken } = await (await finish(await playedChoice(url, email, callback)))()
  const routes = signInRoutes({
    directory: directoryOf([library('wren', 'Wren'), library('hale', 'Hale')], [amy, ben]),
    signIns: openId(providers),
    tokens: { ticket: async () => 'ticket' },
    socket: 'wss://desk.example.org',
  })
  const body = JSON.stringify({ accessToken })
  return routes['POST /tickets']?.({ path: {}, body, bearer: idToken, at: Date.now() })
}

describe('from a provider’s page to a ticket', () => {
  it('a librarian is known by what userinfo says, as the id token says no address', async () => {
    expect(await ticketFor(amy.email, 'wren')).toMatchObject({ status: 201, body: { librarian: 'amy' } })
  })

  it('a provider that speaks for another’s library is refused', async () => {
    expect(await ticketFor(ben.email, 'wren')).toMatchObject({
      status: 403,
      body: { code: 'not-their-provider', reason: expect.stringContaining('wren does not speak for hale.') },
    })
  })

  it('a sign-in without the second factor that is wanted is refused', async () => {
    expect(await ticketFor(ben.email, 'hale')).toMatchObject({ status: 403, body: { code: 'no-second-factor' } })
  })
})
