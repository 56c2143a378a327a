import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import * as v from 'valibot'
import type { Claims } from '../access/addresses.ts'
import { type NotLetIn, notLetIn, shown } from '../access/person.ts'
import type { SignIns } from '../access/sign-ins.ts'
import type { Provider } from '../consortium/sign-in.ts'

/** Signatures by a key that nobody but the provider has. A shared secret (HS256 …) would have to be given to every client. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

/** The longest time before a client must renew its sign-in, seconds. Some providers issue tokens for ten hours. */
const longestSignIn = 3600

/** The tolerance for clocks that differ, seconds. */
const clocksApart = 60

/** How long a provider may take to answer each request. Three requests and the function's own work fit into its ten seconds. */
const answerMs = 2500

const metadata = v.object({
  issuer: v.string(),
  jwks_uri: v.pipe(v.string(), v.url()),
  userinfo_endpoint: v.optional(v.pipe(v.string(), v.url())),
})

/** OpenID Connect providers. Their documents and keys are fetched when first needed, and cached. */
export function openId(providers: readonly Provider[]): SignIns {
  const documentOf = kept(discovered)
  const keysOf = kept(async (issuer: string) => {
    const { jwks_uri } = await documentOf(issuer)
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: answerMs })
  })

  return {
    providers,
    read: async (idToken, at) => {
      const named = namedIn(idToken)
      if (!named) return notLetIn('unreadable-sign-in')
      if (named.algorithm === 'none') return notLetIn('unsigned-sign-in')
      if (!algorithms.includes(named.algorithm))
        return notLetIn('unknown-signature', `It is ${shown(named.algorithm)}; RS256 or ES256 are usual.`)
      const provider = providers.find(({ issuer }) => issuer === named.issuer)
      if (!provider) return notLetIn('foreign-sign-in', `Its issuer is ${shown(named.issuer)}.`)
      try {
        const claims = await verified(idToken, await keysOf(provider.issuer), provider, at)
        return isFor(provider, claims) ? { provider, claims } : notLetIn('sign-in-for-another', audienceSeen(claims))
      } catch (error) {
        return { no: whyNot(error) }
      }
    },
    userInfo: async (provider, { sub }, accessToken) => {
      const { userinfo_endpoint: endpoint } = await documentOf(provider.issuer)
      if (endpoint === undefined)
        return notLetIn('sign-in-without-address', 'Its provider has no userinfo to ask instead.')
      const answer = await fetch(endpoint, {
        headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
        signal: AbortSignal.timeout(answerMs),
      }).catch(() => undefined)
      if (!answer || answer.status >= 500) return notLetIn('provider-silent')
      if (!answer.ok) return notLetIn('sign-in-without-address', `Userinfo, asked instead, answers ${answer.status}.`)
      const about = v.safeParse(v.looseObject({ sub: v.string() }), await answer.json().catch(() => undefined))
      // https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse requires this check, since the response may
      // otherwise be about somebody else.
      if (!about.success || about.output.sub !== sub)
        return notLetIn('sign-in-without-address', 'Userinfo, asked instead, speaks of somebody else.')
      return { about: about.output }
    },
  }
}

/** The claims of a token before anything is checked. */
function namedIn(token: string): { readonly algorithm: string; readonly issuer: string } | undefined {
  try {
    const { alg = '' } = decodeProtectedHeader(token)
    return { algorithm: String(alg), issuer: String(decodeJwt(token).iss ?? '') }
  } catch {
    return undefined
  }
}

async function discovered(issuer: string) {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(answerMs),
  })
  const document = v.parse(metadata, await answer.json())
  if (document.issuer !== issuer) throw new OtherIssuer(document.issuer)
  return document
}

/** A provider's own document names another issuer than the consortium file. */
class OtherIssuer extends Error {
  override readonly name = 'OtherIssuer'
}

type Keys = ReturnType<typeof createRemoteJWKSet>

async function verified(token: string, keys: Keys, { issuer, audience }: Provider, at: number): Promise<JWTPayload> {
  const options = {
    ...{ issuer, audience, algorithms, clockTolerance: clocksApart, maxTokenAge: longestSignIn },
    ...{ requiredClaims: ['exp', 'iat', 'sub'], currentDate: new Date(at) },
  }
  try {
    return (await jwtVerify(token, keys, options)).payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    // For a token without `kid`, each key that could have signed it is tried.
    for await (const key of error) {
      const read = await jwtVerify(token, key, options).catch(unlessSignature)
      if (read) return read.payload
    }
    throw new errors.JWSSignatureVerificationFailed()
  }
}

function unlessSignature(error: unknown): undefined {
  if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
}

/**
 * If there are several audiences, `azp` names the one that asked.
 * https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
function isFor({ audience }: Provider, { azp, token_use: use }: JWTPayload): boolean {
  return (azp === undefined || azp === audience) && (use === undefined || use === 'id')
}

function audienceSeen({ aud, azp, client_id: client, token_use: use }: Claims): string {
  const of = [azp ?? aud ?? client].flat().map(shown).join(', ')
  return use === 'access' ? `It is an access token, for ${of}.` : `It is for ${of}.`
}

function whyNot(error: unknown): NotLetIn {
  if (error instanceof errors.JWTExpired) return { code: 'sign-in-expired', seen: whenSeen(error.payload) }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, payload } = error
    if (claim === 'aud') return { code: 'sign-in-for-another', seen: audienceSeen(payload) }
    if (reason === 'missing') return { code: 'unreadable-sign-in', seen: `It has no "${claim}".` }
    if (claim === 'nbf' || claim === 'iat') return { code: 'sign-in-not-yet' }
    return { code: 'unreadable-sign-in', seen: `Its "${claim}" is wrong.` }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return { code: 'bad-signature' }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return { code: 'unreadable-sign-in' }
  if (error instanceof OtherIssuer)
    return { code: 'provider-silent', seen: `Its own document names the issuer ${shown(error.message)}.` }
  return { code: 'provider-silent' }
}

function whenSeen({ exp, iat }: JWTPayload): string {
  const end = Math.min(exp ?? Number.POSITIVE_INFINITY, (iat ?? Number.POSITIVE_INFINITY) + longestSignIn)
  return Number.isFinite(end) ? `It was good until ${new Date(end * 1000).toISOString()}.` : ''
}

/** Fetches once for each key, and again only after a failure. */
function kept<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return key => {
    const before = asked.get(key)
    if (before) return before
    const asking = ask(key).catch(error => {
      asked.delete(key)
      throw error
    })
    asked.set(key, asking)
    return asking
  }
}
