import {
  consortiumProvider,
  type Provider,
  type SignInSettings,
  type SpeaksFor,
  type UserPoolSettings,
} from './sign-in.ts'
import { type SignInInFile, type SpeaksForInFile, usualScopes } from './sign-in-shape.ts'

/** How librarians sign in, with every default filled in. Without any provider, the desk has its own user pool. */
export function signInOf(file: SignInInFile | undefined): SignInSettings {
  const { providers = [], 'user-pool': pool } = file ?? {}
  const own = file ? consortiumsOwn(file) : []
  const all = [...own, ...providers.map(directOf)]
  const userPool = pool ? userPoolOf(pool) : all.length === 0 ? plainPool : undefined
  return { providers: all, ...(userPool && { userPool }) }
}

/** The provider that speaks for everybody. */
function consortiumsOwn({
  issuer,
  audience,
  scopes,
  parameters,
  addresses,
  ...more
}: SignInInFile): readonly Provider[] {
  if (issuer === undefined || audience === undefined) return []
  const secondFactor = more['second-factor']
  return [
    {
      ...{ id: consortiumProvider, issuer, audience, scopes: scopes ?? usualScopes, parameters: parameters ?? {} },
      addresses: addresses ?? 'verified',
      ...(secondFactor && { secondFactor }),
    },
  ]
}

const plainPool: UserPoolSettings = { secondFactor: 'required', mail: 'cognito', saml: [], oidc: [] }

type InFile<K extends 'saml' | 'oidc'> = NonNullable<SignInInFile['user-pool']>[K][number]

function directOf({
  'speaks-for': speaksFor,
  'second-factor': secondFactor,
  ...same
}: SignInInFile['providers'][number]): Provider {
  return { ...same, speaksFor: speaksForOf(speaksFor), ...(secondFactor && { secondFactor }) }
}

function userPoolOf(pool: NonNullable<SignInInFile['user-pool']>): UserPoolSettings {
  const prefix = pool['domain-prefix']
  return {
    ...(prefix !== undefined && { domainPrefix: prefix }),
    secondFactor: pool['second-factor'],
    mail: pool.mail,
    saml: pool.saml.map(samlOf),
    oidc: pool.oidc.map(pooledOf),
  }
}

/** SAML cannot say that an address is verified, so such a provider is trusted only for the people it may speak for. */
function samlOf(saml: InFile<'saml'>): UserPoolSettings['saml'][number] {
  const secondFactor = saml['second-factor']
  return {
    id: saml.id,
    metadata: saml['metadata-url'],
    emailAttribute: saml['email-attribute'],
    speaksFor: speaksForOf(saml['speaks-for']),
    addresses: 'any',
    ...(secondFactor && { secondFactor }),
  }
}

function pooledOf({
  'speaks-for': speaksFor,
  'second-factor': secondFactor,
  ...same
}: InFile<'oidc'>): UserPoolSettings['oidc'][number] {
  return { ...same, speaksFor: speaksForOf(speaksFor), ...(secondFactor && { secondFactor }) }
}

function speaksForOf({ libraries = [], domains = [] }: SpeaksForInFile): SpeaksFor {
  return { libraries, domains }
}
