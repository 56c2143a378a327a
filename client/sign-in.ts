import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type TokenEndpointResponse,
} from 'openid-client'
import * as v from 'valibot'
import { DeskRefusal } from './desk-http.ts'

const texts = v.array(v.string())
const offer = v.object({
  id: v.string(),
  issuer: v.string(),
  clientId: v.string(),
  scopes: texts,
  parameters: v.record(v.string(), v.string()),
  libraries: v.exactOptional(texts),
  domains: v.exactOptional(texts),
  behind: v.exactOptional(texts),
})
const signIn = v.object({ providers: v.array(offer), callbacks: texts })

/** A provider that a librarian may sign in with, as the desk describes it. */
export type SignInOffer = v.InferOutput<typeof offer>

/** The tokens of a sign-in: the id token, and the access token for the provider's userinfo. */
export interface Tokens {
  readonly idToken: string
  readonly accessToken?: string
}

/** Returns tokens whenever they are needed, and renews them in time. `again` means that the desk refused the last ones. */
export type TokenSource = (again?: boolean) => Promise<Tokens>

/** The desk's providers and callbacks. Throws DeskRefusal, or a TypeError of fetch if nobody answers. */
export async function signInOf(http: string): Promise<v.InferOutput<typeof signIn>> {
  const answer = await fetch(`${http}/sign-in`)
  if (!answer.ok) throw new DeskRefusal(answer.status, 'no-answer', `The desk answered ${answer.status}.`)
  return v.parse(signIn, await answer.json())
}

/** What the end of a sign-in needs from its beginning. A page keeps it while the person is at the provider. */
export interface SignInChecks {
  readonly pkceCodeVerifier: string
  readonly expectedState: string
  readonly expectedNonce: string
}

/** A sign-in in progress: the person opens `url`, and the provider sends them back to the callback. */
export interface BegunSignIn {
  readonly url: URL
  readonly checks: SignInChecks
  /** `answer` is the whole address to which the provider sent the person back. */
  finish(answer: URL): Promise<TokenSource>
}

export interface SignInHints {
  /** The person's address in the directory. */
  readonly address?: string
  /** A provider behind this one. The sign-in skips this one's own pages. */
  readonly behind?: string
}

/**
 * Begins to sign in by authorization code with PKCE, without a secret. Throws DeskRefusal with a sentence for the person.
 * https://www.rfc-editor.org/rfc/rfc8252
 */
export async function beginSignIn(
  { issuer, clientId, scopes, parameters }: SignInOffer,
  callback: string,
  { address, behind }: SignInHints = {},
): Promise<BegunSignIn> {
  const config = await asked(issuer, () => configurationOf(issuer, clientId))
  const pkceCodeVerifier = randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [randomState(), randomNonce()]
  const url = buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: scopesFor(config, scopes).join(' '),
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...(address && { login_hint: address }),
    ...(behind && { identity_provider: behind }),
    ...parameters,
  })
  const checks = { pkceCodeVerifier, expectedState, expectedNonce }
  return { url, checks, finish: answer => finished(config, { issuer, clientId }, checks, answer) }
}

/** Who signs somebody in. */
type Issued = Pick<SignInOffer, 'issuer' | 'clientId'>

/** A sign-in as a page keeps it while its tab is open. */
export const keptSignIn = v.object({
  tokens: v.object({ idToken: v.string(), accessToken: v.exactOptional(v.string()) }),
  /** When the tokens have to be renewed, ms since 1970 on this machine's clock. */
  endsAt: v.number(),
  refreshToken: v.exactOptional(v.string()),
})

export type KeptSignIn = v.InferOutput<typeof keptSignIn>

/** Keeps the sign-in as it is now; undefined when it has ended. */
export type KeepSignIn = (kept: KeptSignIn | undefined) => void

/** Ends a sign-in on a page that was loaded anew since it began. Throws DeskRefusal with a sentence for the person. */
export async function finishSignIn(
  issued: Issued,
  checks: SignInChecks,
  answer: URL,
  keep?: KeepSignIn,
): Promise<TokenSource> {
  const { issuer, clientId } = issued
  const config = await asked(issuer, () => configurationOf(issuer, clientId))
  return finished(config, issued, checks, answer, keep)
}

/** Goes on with a sign-in that the page kept. The provider is asked only when the tokens have to be renewed. */
export function resumeSignIn(issued: Issued, kept: KeptSignIn, keep: KeepSignIn): TokenSource {
  return tokensOf(issued, kept, undefined, keep)
}

async function finished(
  config: Configuration,
  issued: Issued,
  checks: SignInChecks,
  answer: URL,
  keep: KeepSignIn = () => {},
): Promise<TokenSource> {
  const grant = () => authorizationCodeGrant(config, answer, { ...checks, idTokenExpected: true })
  const kept = read(await asked(issued.issuer, grant, config))
  keep(kept)
  return tokensOf(issued, kept, config, keep)
}

/** Only a provider on the person's own machine may work without TLS. */
function configurationOf(issuer: string, clientId: string): Promise<Configuration> {
  const isHere = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/.test(issuer)
  return discovery(new URL(issuer), clientId, undefined, None(), isHere ? { execute: [allowInsecureRequests] } : {})
}

/** A shift is longer than the life of a token, so the client asks for the scope of renewal if the provider has it. */
function scopesFor(config: Configuration, scopes: readonly string[]): readonly string[] {
  const lasting = 'offline_access'
  const isKnown = config.serverMetadata().scopes_supported?.includes(lasting) ?? false
  return isKnown && !scopes.includes(lasting) ? [...scopes, lasting] : scopes
}

/** A token is renewed this long before its end, ms. */
const beforeItsEnd = 60_000

/** Keeps the tokens in memory, and wherever `keep` puts them. */
function tokensOf(
  { issuer, clientId }: Issued,
  first: KeptSignIn,
  known: Configuration | undefined,
  keep: KeepSignIn,
): TokenSource {
  let kept = first
  let config = known
  let renewing: Promise<void> | undefined

  const renew = async (): Promise<void> => {
    const { refreshToken } = kept
    if (refreshToken === undefined) throw runOut()
    config ??= await configurationOf(issuer, clientId)
    const answer = await refreshTokenGrant(config, refreshToken)
    if (answer.id_token === undefined) throw runOut()
    kept = { refreshToken, ...read(answer) }
    keep(kept)
  }
  const renewed = async (): Promise<void> => {
    try {
      await renew()
    } catch (error) {
      if (isAway(error)) throw new DeskRefusal(503, 'sign-in-failed', sentence(issuer, error))
      keep(undefined)
      throw error instanceof DeskRefusal ? error : new DeskRefusal(401, 'sign-in-failed', sentence(issuer, error))
    }
  }
  return async (again = false) => {
    if (again || Date.now() > kept.endsAt - beforeItsEnd) {
      renewing ??= renewed().finally(() => {
        renewing = undefined
      })
      await renewing
    }
    return kept.tokens
  }
}

function runOut(): DeskRefusal {
  return new DeskRefusal(
    401,
    'sign-in-expired',
    'Your sign-in has run out, and its provider does not renew it. Sign in again.',
  )
}

/** Whether the provider could not be reached, as when a laptop wakes before its network. The sign-in may still be good. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true
  const { cause } = error instanceof Error ? error : {}
  return cause instanceof DOMException || (cause instanceof Response && cause.status >= 500)
}

function read({ id_token, access_token, refresh_token, expires_in = 3600 }: TokenEndpointResponse): KeptSignIn {
  return {
    tokens: { idToken: id_token ?? '', ...(access_token !== undefined && { accessToken: access_token }) },
    endsAt: Date.now() + expires_in * 1000,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
  }
}

/** The provider's answer. Throws a sentence that says why there is no answer. */
async function asked<T>(issuer: string, ask: () => Promise<T>, config?: Configuration): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw new DeskRefusal(401, 'sign-in-failed', `${sentence(issuer, error)}${hint(error, config)}`)
  }
}

function sentence(issuer: string, error: unknown): string {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const said = error.error_description ? `: ${error.error_description.replace(/\.$/, '')}` : ''
    return `The provider ${issuer} did not sign you in (${error.error}${said}).`
  }
  const why = error instanceof Error && !(error.cause instanceof TypeError) ? ` (${error.message})` : ''
  return `The provider ${issuer} does not answer as an OpenID Connect provider does${why}.`
}

/** Some providers refuse every request with PKCE until it is switched on. */
function hint(error: unknown, config: Configuration | undefined): string {
  const isRefused = error instanceof AuthorizationResponseError && error.error === 'invalid_request'
  if (!isRefused || !config || config.serverMetadata().supportsPKCE()) return ''
  return ' Its document does not name PKCE (S256), which the desk always uses: it has to be switched on there.'
}
