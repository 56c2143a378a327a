import { once } from 'node:events'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Provider } from '../../../lib/consortium/sign-in.ts'

/** A header whose usual fields a test may replace, or leave out. */
type Header = { readonly alg?: string; readonly kid?: string | undefined }

type Key = Awaited<ReturnType<typeof generateKeyPair>>

/** An OpenID Connect provider with answers made up by a test. */
export interface FakeProvider {
  readonly provider: Provider
  /** What it publishes; a test may change it. */
  readonly says: { issuer: string; keys: object[]; userInfo: { status: number; body: unknown }; isDown: boolean }
  /** Paths that were asked for. */
  readonly asked: string[]
  /** An id token for the desk, good now. */
  token(claims?: JWTPayload, header?: Header, key?: Key['privateKey'] | Uint8Array): Promise<string>
  stop(): Promise<void>
}

/** The seconds that tokens are made at. */
export const now = 1_790_000_000

const keys = { RS256: generateKeyPair('RS256'), ES256: generateKeyPair('ES256'), EdDSA: generateKeyPair('EdDSA') }

/** A key of this algorithm; the same in every test. */
export const keyOf = (algorithm: keyof typeof keys): Promise<Key> => keys[algorithm]

export async function published(algorithm: keyof typeof keys, kid?: string): Promise<object> {
  const { publicKey } = await keyOf(algorithm)
  return { ...(await exportJWK(publicKey)), alg: algorithm, use: 'sig', ...(kid && { kid }) }
}

export async function fakeProvider(): Promise<FakeProvider> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body))
    if (says.isDown) return answer(503, {})
    if (path === '/.well-known/openid-configuration')
      return answer(200, { issuer: says.issuer, jwks_uri: `${url}/keys`, userinfo_endpoint: `${url}/userinfo` })
    if (path === '/keys') return answer(200, { keys: says.keys })
    if (request.headers.authorization !== 'Bearer access') return answer(401, {})
    return answer(says.userInfo.status, says.userInfo.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const says: FakeProvider['says'] = {
    issuer: url,
    keys: [await published('RS256', 'first')],
    userInfo: { status: 200, body: {} },
    isDown: false,
  }
  return {
    provider: {
      ...{ id: 'fake', issuer: url, audience: 'desk', scopes: ['openid'], parameters: {} },
      addresses: 'verified',
    },
    says,
    asked,
    token: async (claims = {}, header = {}, key) => {
      const { alg = 'RS256', kid } = { kid: 'first', ...header }
      return new SignJWT({ iss: url, aud: 'desk', sub: 'one', iat: now, exp: now + 300, ...claims })
        .setProtectedHeader({ alg, ...(kid && { kid }) })
        .sign(key ?? (await keyOf('RS256')).privateKey)
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
