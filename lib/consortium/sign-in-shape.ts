import * as v from 'valibot'

/*
 * The keys of the sign-in. As in `file-shape.ts`, each message continues after the key.
 */
const text = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'))
const texts = v.pipe(v.array(text, 'must be a list'), v.minLength(1, 'must not be empty'))

/**
 * A name that Cognito also accepts for a provider:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
const id = v.pipe(
  text,
  v.regex(
    /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/,
    'must be lower-case letters, digits and hyphens, a letter first, 3 to 32 of them',
  ),
)

const domain = v.pipe(
  text,
  v.toLowerCase(),
  v.regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'must be domains like library.example.org'),
)

/** AWS and others compare the issuer of a token letter by letter, so a URL that cannot be a token's issuer is refused here. */
const issuer = v.pipe(
  text,
  v.check(isReachable, 'must be a URL that begins with https:// (http:// is for a provider on your own machine alone)'),
  v.check(isBare, 'must have no query, no fragment, no password and no blank in it'),
  v.check(isNoDocument, 'must end before /.well-known/, which the desk adds'),
)

const speaksFor = v.pipe(
  v.strictObject(
    { libraries: v.exactOptional(texts), domains: v.exactOptional(v.array(domain, 'must be a list')) },
    'must have keys',
  ),
  v.check(({ libraries, domains }) => Boolean(libraries?.length || domains?.length), 'must name libraries or domains'),
)

const secondFactor = v.strictObject({ claim: text, values: texts }, 'must have keys')
const addresses = v.picklist(['verified', 'any'], 'must be verified or any')
const scopes = v.pipe(
  texts,
  v.check(all => all.includes('openid'), 'must hold openid'),
)
export const usualScopes = ['openid', 'email', 'profile']
const parameters = v.record(text, text, 'must have names and values')

const provider = v.strictObject(
  {
    id,
    issuer,
    audience: text,
    'speaks-for': speaksFor,
    scopes: v.exactOptional(scopes, usualScopes),
    parameters: v.exactOptional(parameters, {}),
    addresses: v.exactOptional(addresses, 'verified'),
    'second-factor': v.exactOptional(secondFactor),
  },
  'must have keys',
)

const samlProvider = v.strictObject(
  {
    id,
    'metadata-url': v.pipe(text, v.check(isHttps, 'must be a URL that begins with https://')),
    'email-attribute': text,
    'speaks-for': speaksFor,
    'second-factor': v.exactOptional(secondFactor),
  },
  'must have keys',
)

const pooledProvider = v.strictObject(
  {
    id,
    issuer: v.pipe(issuer, v.check(isHttps, 'must be a URL that begins with https://')),
    audience: text,
    secret: text,
    'speaks-for': speaksFor,
    scopes: v.exactOptional(scopes, usualScopes),
    addresses: v.exactOptional(addresses, 'verified'),
    'second-factor': v.exactOptional(secondFactor),
  },
  'must have keys',
)

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
const domainPrefix = v.pipe(
  text,
  v.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens, 63 at most'),
  v.check(prefix => !/aws|amazon|cognito/.test(prefix), 'must not hold aws, amazon or cognito'),
)

const userPool = v.strictObject(
  {
    'domain-prefix': v.exactOptional(domainPrefix),
    'second-factor': v.exactOptional(
      v.picklist(['required', 'optional', 'off'], 'must be required, optional or off'),
      'required',
    ),
    mail: v.exactOptional(v.picklist(['cognito', 'ses'], 'must be cognito or ses'), 'cognito'),
    saml: v.exactOptional(v.array(samlProvider, 'must be a list'), []),
    oidc: v.exactOptional(v.array(pooledProvider, 'must be a list'), []),
  },
  'must have keys',
)

export const signInShape = v.strictObject(
  {
    issuer: v.exactOptional(issuer),
    audience: v.exactOptional(text),
    scopes: v.exactOptional(scopes),
    parameters: v.exactOptional(parameters),
    addresses: v.exactOptional(addresses),
    'second-factor': v.exactOptional(secondFactor),
    providers: v.exactOptional(v.array(provider, 'must be a list'), []),
    'user-pool': v.exactOptional(userPool),
  },
  'must have keys',
)

export type SignInInFile = v.InferOutput<typeof signInShape>
export type SpeaksForInFile = v.InferOutput<typeof speaksFor>

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:'
}

function isReachable(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

function isBare(url: string): boolean {
  if (!URL.canParse(url)) return true
  const { username, password } = new URL(url)
  return !username && !password && !/[?#\s\\]/.test(url)
}

function isNoDocument(url: string): boolean {
  return !url.includes('/.well-known')
}
