import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeJwt } from 'jose'
import { type Adapter, type AdapterPayload, errors, interactionPolicy, Provider } from 'oidc-provider'
import { bodyOf } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import { claimsOf, factorsOf } from './claims.ts'
import { type Issuer, type Person, timeOf } from './issuers.ts'
import { choicePage, codePage, errorPage, oneTimeCode } from './page.ts'
import { type IdTokens, idTokenSeconds } from './tokens.ts'

export interface PlayedIssuer {
  readonly issuer: Issuer
  /** Its URL on this machine. */
  readonly url: string
  readonly scopes: readonly string[]
  readonly people: readonly Person[]
  readonly asksForCode: boolean
  readonly tokens: IdTokens
  readonly clock: Clock
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** An OpenID Connect provider on this machine: its page offers people, and the person who is chosen is signed in. */
export async function playedProvider(played: PlayedIssuer): Promise<Answer> {
  const { issuer, url, scopes, people, asksForCode, tokens } = played
  const { path, clientId } = issuer
  /** The people chosen so far, by the `sub` of their tokens. */
  const chosen = new Map<string, string>()
  const provider = new Provider(url, {
    adapter: memory(),
    jwks: { keys: [await tokens.key()] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    clients: [
      {
        client_id: clientId,
        // This is as strict as Cognito, since the library would let a native client use any port of loopback.
        application_type: 'web',
        redirect_uris: [...issuer.callbacks],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
      },
    ],
    scopes: [...scopes],
    claims: {
      openid: ['sub', 'token_use', 'cognito:username'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: !issuer.isPool,
    clientBasedCORS: () => true,
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    pkce: { required: () => true },
    // Cognito issues a refresh token without being asked, and the same one until it expires.
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    ttl: {
      // These are real seconds, since nobody types faster when the cloud's clock runs faster.
      ...{ AuthorizationCode: 60, Interaction: 3600, Session: 3600, Grant: 86_400, RefreshToken: 86_400 },
      ...{ AccessToken: idTokenSeconds, IdToken: idTokenSeconds },
    },
    interactions: { url: (_context, { uid }) => `/${path}/interaction/${uid}`, policy: alwaysChosen() },
    loadExistingGrant: async context => {
      const grant = new context.oidc.provider.Grant({ clientId, accountId: context.oidc.session?.accountId })
      grant.addOIDCScope(scopes.join(' '))
      await grant.save()
      return grant
    },
    findAccount: async (_context, accountId) => {
      const email = chosen.get(accountId)
      return email === undefined ? undefined : { accountId, claims: async () => claimsOf(email, played) }
    },
    renderError: async (context, { error, error_description: description = '' }) => {
      context.type = 'html'
      context.body = errorPage(error, description)
    },
  })
  provider.use(async (context, next) => {
    await next()
    if (context.oidc?.route === 'token' && isWithIdToken(context.body))
      context.body = await signedAnew(context.body, played)
  })
  const serve = provider.callback()

  const interaction: Answer = async (request, response) => {
    const form = new URLSearchParams(String(await bodyOf(request, 10_000)))
    const email = form.get('email')?.trim().toLowerCase()
    await provider.interactionDetails(request, response)
    if (!email) return html(response, choicePage(people, clientId))
    if (asksForCode && form.get('code') !== oneTimeCode) return html(response, codePage(email, form.has('code')))
    const { sub: accountId } = claimsOf(email, played)
    chosen.set(accountId, email)
    await provider.interactionFinished(request, response, { login: { accountId } })
  }

  return async (request, response) => {
    const inside = (request.url ?? '/').slice(path.length + 1) || '/'
    if (!inside.startsWith('/interaction/')) {
      Object.assign(request, { originalUrl: request.url, url: inside })
      return serve(request, response)
    }
    await interaction(request, response).catch(error => {
      if (!(error instanceof errors.OIDCProviderError)) throw error
      html(response, errorPage(error.error, 'This page has been answered already. Start again.'), 400)
    })
  }
}

/** Nobody stays signed in in a browser. People who try the desk want to be one person now and another in the next window. */
function alwaysChosen() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('choice', 'A person has to be chosen.', context =>
        context.oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT,
      ),
    )
  return policy
}

type TokenAnswer = Record<string, unknown> & { readonly id_token: string }

function isWithIdToken(body: unknown): body is TokenAnswer {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string'
}

/**
 * The provider's own clock shows real time. Its id tokens are signed again with the time of the cloud's clock and with how
 * somebody signed in.
 */
async function signedAnew(answer: TokenAnswer, played: PlayedIssuer) {
  const { tokens, clock } = played
  const { iat: _iat, exp: _exp, ...claims } = decodeJwt(answer.id_token)
  const expiresIn = Math.max(1, Math.floor(idTokenSeconds / timeOf(clock).speed))
  return { ...answer, id_token: await tokens.sign({ ...claims, ...factorsOf(played) }), expires_in: expiresIn }
}

function html(response: ServerResponse, page: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  })
  response.end(page)
}

/** The storage of a provider, which lasts as long as this process. */
function memory(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()
  return name => {
    const key = (id: string) => `${name} ${id}`
    const find = async (id: string) => kept.get(key(id))
    return {
      find,
      upsert: async (id, payload) => void kept.set(key(id), payload),
      findByUid: async uid => [...kept.values()].find(payload => payload.uid === uid),
      findByUserCode: async () => undefined,
      destroy: async id => void kept.delete(key(id)),
      consume: async id => {
        const payload = await find(id)
        if (payload) kept.set(key(id), { ...payload, consumed: Math.floor(Date.now() / 1000) })
      },
      revokeByGrantId: async grant => {
        for (const [id, { grantId }] of kept) if (grantId === grant) kept.delete(id)
      },
    }
  }
}
