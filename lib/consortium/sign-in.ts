/** The people that a provider may speak for: anybody of these libraries, and anybody with an address in these domains. */
export interface SpeaksFor {
  readonly libraries: readonly string[]
  readonly domains: readonly string[]
}

/** Which claim of a token has to hold one of which values before a second factor counts as used. */
export interface SecondFactor {
  readonly claim: string
  readonly values: readonly string[]
}

/** Somebody who says which address a person has, and how far their word goes. */
export interface Speaker {
  readonly id: string
  /** None: for everybody. */
  readonly speaksFor?: SpeaksFor
  /** Whether an address has to be called verified, or the provider's word is enough for the people it speaks for. */
  readonly addresses: 'verified' | 'any'
  readonly secondFactor?: SecondFactor
}

/** An OpenID Connect provider whose tokens the desk takes. */
export interface Provider extends Speaker {
  /** As in the `iss` of its tokens. */
  readonly issuer: string
  /** As in the `aud` of its tokens: the desk's client id. */
  readonly audience: string
  readonly scopes: readonly string[]
  /** What a client sends along when it asks for a code, e.g. `prompt: consent`. */
  readonly parameters: Readonly<Record<string, string>>
  /** Those who sign in through the user pool, each with a say of its own: its tokens name them in `identities`. */
  readonly behind?: readonly Speaker[]
}

/** A SAML provider behind the user pool. */
export interface SamlProvider extends Speaker {
  /** URL of its metadata. */
  readonly metadata: string
  /** The attribute that holds the address. */
  readonly emailAttribute: string
}

/** An OpenID Connect provider behind the user pool. */
export interface PooledProvider extends Speaker {
  readonly issuer: string
  readonly audience: string
  /** Name of the secret in Secrets Manager that holds the client secret. */
  readonly secret: string
  readonly scopes: readonly string[]
}

/** The Cognito user pool that comes with the desk. */
export interface UserPoolSettings {
  /** The name before `.auth.REGION.amazoncognito.com`; none: made of the stack's id. */
  readonly domainPrefix?: string
  readonly secondFactor: 'required' | 'optional' | 'off'
  /** Who sends invitations and codes: Cognito, 50 a day at most, or SES, once it may send for the sender. */
  readonly mail: 'cognito' | 'ses'
  readonly saml: readonly SamlProvider[]
  readonly oidc: readonly PooledProvider[]
}

/** How librarians sign in. */
export interface SignInSettings {
  readonly providers: readonly Provider[]
  /** None: no pool comes with the desk. */
  readonly userPool?: UserPoolSettings
}

/** The names of the two speakers that the file does not name. */
export const consortiumProvider = 'consortium'
export const poolProvider = 'user-pool'

/** A custom attribute of the user pool: what a provider behind it said of a second factor. */
export const pooledSecondFactor = 'second_factor'

/**
 * Where a terminal may wait for the answer of a sign-in. Cognito, and others, compare the whole address, its port included: these
 * three are registered, so that two chats and some other program may run on one machine.
 */
export const loopbackCallbacks = [4531, 4532, 4533].map(port => `http://localhost:${port}/signed-in`)
