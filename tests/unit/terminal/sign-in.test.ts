import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { type SignInRequest, signInAtTerminal } from '../../../terminal/sign-in.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** A provider that nobody can reach: the sentence about it says that it was chosen. */
const provider = (id: string, more: object = {}) => ({
  ...{ id, issuer: `http://127.0.0.1:9/${id}`, clientId: 'desk', scopes: ['openid'], parameters: {}, ...more },
})
const pool = provider('user-pool', { behind: ['lakes-saml'] })
const valley = provider('valley-login', { libraries: ['valley'], domains: [] })
const college = provider('college-login', { libraries: [], domains: ['college.example.org'] })

/** Which of these a terminal chooses, or the sentence that it says instead. */
async function chosen(providers: object[], request: Omit<SignInRequest, 'http'>): Promise<string> {
  const server = createServer((_request, response) => {
    response.end(JSON.stringify({ providers, callbacks: ['http://localhost:0/signed-in'] }))
  })
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const http = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const said = await signInAtTerminal({ http, ...request }, () => {}).catch(error => String(error.message))
  return /127\.0\.0\.1:9\/([\w-]+)/.exec(String(said))?.[1] ?? String(said)
}

it('the only provider that speaks for everybody is chosen, or the one that speaks for this librarian', async () => {
  const all = [pool, valley, college]
  expect(await chosen(all, {})).toBe('user-pool')
  expect(await chosen(all, { address: 'amy@elsewhere.example.org', library: 'wren' })).toBe('user-pool')
  expect(await chosen(all, { address: 'amy@elsewhere.example.org', library: 'valley' })).toBe('valley-login')
  expect(await chosen(all, { address: 'amy@college.example.org' })).toBe('college-login')
})

it('a provider is named where several might be meant, and one behind another is reached through it', async () => {
  expect(await chosen([valley, college], {})).toBe(
    'Say with --provider where you sign in: valley-login, college-login.',
  )
  expect(await chosen([valley, college], { provider: 'college-login' })).toBe('college-login')
  expect(await chosen([pool, valley], { provider: 'lakes-saml' })).toBe('user-pool')
  expect(await chosen([pool], { provider: 'nobody' })).toBe(
    'There is no provider "nobody" here; there are user-pool, lakes-saml.',
  )
})
