/** The people that a provider may speak for: anybody at these libraries, and anybody with an address in these domains. */
export interface SpeaksFor {
  readonly libraries: readonly string[]
  readonly domains: readonly string[]
}

/** The claim of a token, and its values, that prove a second factor. */
export interface SecondFactor {
  readonly claim: string
  readonly values: readonly string[]
}

/** A provider that states a person's address, and the limits of what it may state. */
export interface Speaker {
  readonly id: string
  /** If undefined, it may speak for everybody. */
  readonly speaksFor?: SpeaksFor
  /** Whether an address must be marked as verified, or the provider is trusted for the people it may speak for. */
  readonly addresses: 'verified' | 'any'
  readonly secondFactor?: SecondFactor
}

/** An OpenID Connect provider whose tokens the desk takes. */
export interface Provider extends Speaker {
  /** The `iss` of its tokens. */
  readonly issuer: string
  /** The `aud` of its tokens, which is the desk's client id. */
  readonly audience: string
  readonly scopes: readonly string[]
  /** Parameters that a client adds when it asks for a code, e.g. `prompt: consent`. */
  readonly parameters: Readonly<Record<string, string>>
  /** The providers behind the user pool, each with its own limits. The pool's tokens name them in `identities`. */
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
  /** The name before `.auth.REGION.amazoncognito.com`. If undefined, it is made from the stack's id. */
  readonly domainPrefix?: string
  readonly secondFactor: 'required' | 'optional' | 'off'
  /** The service that sends invitations and codes: Cognito, 50 a day at most, or SES, once it may send for the sender. */
  readonly mail: 'cognito' | 'ses'
  readonly saml: readonly SamlProvider[]
  readonly oidc: readonly PooledProvider[]
}

/** How librarians sign in. */
export interface SignInSettings {
  readonly providers: readonly Provider[]
  /** If undefined, the desk has no user pool. */
  readonly userPool?: UserPoolSettings
}

/** The ids of the two speakers that the file does not name. */
export const consortiumProvider = 'consortium'
export const poolProvider = 'user-pool'

/** A custom attribute of the user pool that stores what a provider said about a second factor. */
export const pooledSecondFactor = 'second_factor'

/**
 * The addresses at which a terminal may wait for the result of a sign-in. Cognito and others compare the whole address with its
 * port. Three are registered, so that two chats and some other program may run on one machine.
 */
export const loopbackCallbacks = [4531, 4532, 4533].map(port => `http://localhost:${port}/signed-in`)
