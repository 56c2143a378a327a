import type { Clock } from '../clock.ts'
import { region } from '../template/physical.ts'
import { list, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** Somebody who can sign in on this machine. */
export interface Person {
  readonly email: string
  readonly name: string
}

/** An OpenID Connect provider that is not in the template, and is played here in its stead. */
export interface OtherIssuer {
  /** As in the `iss` of its tokens. */
  readonly issuer: string
  /** The client id that it knows the system by. */
  readonly audience: string
  /** The claim that says that somebody used a second factor, and what it then says. */
  readonly secondFactor?: { readonly claim: string; readonly value: string }
}

/** How people sign in on this machine. */
export interface LocalSignIn {
  /** The people on the pages; anybody else can be typed in. */
  readonly people: readonly Person[]
  readonly others: readonly OtherIssuer[]
  /** Whether a one-time code is asked for, too. */
  readonly secondFactor: boolean
  /** Where `others` send people back to: the template has no list of theirs. */
  readonly callbacks: readonly string[]
}

/** One client that is signed in to, at one issuer. */
export interface Issuer {
  /** Its name on this machine, and the first part of its paths. */
  readonly path: string
  /** What it is called in the template. */
  readonly original: string
  readonly clientId: string
  readonly callbacks: readonly string[]
  /** A user pool says the address in the id token, as Cognito does; others in userinfo alone, as most do. */
  readonly isPool: boolean
  readonly secondFactor?: OtherIssuer['secondFactor']
}

/** The user pools of the template, and the providers beside it. */
export function issuersOf(template: Pick<Template, 'ofType'>, { others, callbacks }: LocalSignIn): readonly Issuer[] {
  const clients = template.ofType('AWS::Cognito::UserPoolClient')
  const pools = template.ofType('AWS::Cognito::UserPool').flatMap(({ ref }) =>
    clients
      .filter(({ properties }) => properties.UserPoolId === ref)
      .map(({ ref: clientId, properties }) => ({
        path: ref,
        original: `https://cognito-idp.${region}.amazonaws.com/${ref}`,
        clientId,
        callbacks: texts(properties.CallbackURLs),
        isPool: true,
      })),
  )
  const rest = others.map(({ issuer, audience, secondFactor }, at) => ({
    path: `provider-${at + 1}`,
    original: issuer,
    clientId: audience,
    callbacks,
    isPool: false,
    ...(secondFactor && { secondFactor }),
  }))
  return [...pools, ...rest]
}

/** The scopes that a user pool's client may ask for; of another provider, the usual ones. */
export function scopesOf(template: Pick<Template, 'ofType'>, { clientId, isPool }: Issuer): readonly string[] {
  const client = template.ofType('AWS::Cognito::UserPoolClient').find(({ ref }) => ref === clientId)
  const allowed = list(client?.properties.AllowedOAuthScopes).flatMap(scope => text(scope) ?? [])
  return isPool && allowed.length > 0 ? allowed : ['openid', 'email', 'profile', 'offline_access']
}

/** Seconds since 1970 on the cloud's clock, and how much faster than the wall's it goes. */
export function timeOf(clock: Clock): { readonly seconds: number; readonly speed: number } {
  return { seconds: Math.floor(clock.now() / 1000), speed: clock.face[2] || 1 }
}
