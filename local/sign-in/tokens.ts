import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import type { Clock } from '../clock.ts'
import { timeOf } from './issuers.ts'

/** An id token is valid for an hour, seconds. */
export const idTokenSeconds = 3600

/** Signs id tokens with the time of the cloud's clock, and verifies them as a JWT authorizer does. */
export interface IdTokens {
  /** The private key, for the provider itself. */
  key(): Promise<JWK>
  sign(claims: JWTPayload): Promise<string>
  /** The claims of a token that this issuer signed for one of these audiences; undefined if the token is not valid. */
  claims(token: string, issuer: string, audiences: string[]): Promise<JWTPayload | undefined>
}

/**
 * The key is RSA because an HTTP API accepts no other kind. Creating a key takes a tenth of a second, so a process has only one.
 */
let made: Promise<JWK> | undefined

async function newKey(): Promise<JWK> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = await calculateJwkThumbprint(await exportJWK(publicKey))
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

/** The key of this process, or the one beside the data file, so that people stay signed in when the cloud restarts. */
async function keyOf(file: string | undefined): Promise<JWK> {
  if (file !== undefined && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  made ??= newKey()
  const key = await made
  if (file !== undefined) writeFileSync(file, JSON.stringify(key), { mode: 0o600 })
  return key
}

function publicPart({ kid, alg, use, n = '', e = '' }: JWK): JWK {
  return { kty: 'RSA', n, e, ...(kid && { kid }), ...(alg && { alg }), ...(use && { use }) }
}

export function idTokens(clock: Clock, file?: string): IdTokens {
  let asked: Promise<JWK> | undefined
  const key = () => {
    asked ??= keyOf(file)
    return asked
  }
  return {
    key,
    sign: async claims => {
      const { seconds } = timeOf(clock)
      const { kid = '', ...rest } = await key()
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + idTokenSeconds)
        .sign(await importJWK(rest, 'RS256'))
    },
    claims: async (token, issuer, audience) => {
      const known = createLocalJWKSet({ keys: [publicPart(await key())] })
      const options = { issuer, audience, algorithms: ['RS256'], currentDate: new Date(clock.now()) }
      return (await jwtVerify(token, known, options).catch(() => undefined))?.payload
    },
  }
}
