import type { Clock } from '../clock.ts'
import { region } from '../template/physical.ts'
import { list, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** Somebody who can sign in on this machine. */
export interface Person {
  readonly email: string
  readonly name: string
}

/** An OpenID Connect provider that is not in the template, and is simulated here. */
export interface OtherIssuer {
  /** The `iss` of its tokens. */
  readonly issuer: string
  /** The client id of the system at this provider. */
  readonly audience: string
  /** The claim that says that somebody used a second factor, and its value then. */
  readonly secondFactor?: { readonly claim: string; readonly value: string }
}

/** How people sign in on this machine. */
export interface LocalSignIn {
  /** The people offered on the pages. Any other address can be typed in. */
  readonly people: readonly Person[]
  readonly others: readonly OtherIssuer[]
  /** Whether a one-time code is asked for, too. */
  readonly secondFactor: boolean
  /** The addresses to which `others` send people back, since the template has no list for them. */
  readonly callbacks: readonly string[]
}

/** One client of one issuer. */
export interface Issuer {
  /** Its name on this machine, and the first part of its paths. */
  readonly path: string
  /** Its name in the template. */
  readonly original: string
  readonly clientId: string
  readonly callbacks: readonly string[]
  /** A user pool puts the address into the id token, as Cognito does. Other providers put it only into userinfo, as most do. */
  readonly isPool: boolean
  readonly secondFactor?: OtherIssuer['secondFactor']
}

/** The user pools of the template, and the other providers. */
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

/** The scopes that a user pool's client may request. For other providers they are the usual ones. */
export function scopesOf(template: Pick<Template, 'ofType'>, { clientId, isPool }: Issuer): readonly string[] {
  const client = template.ofType('AWS::Cognito::UserPoolClient').find(({ ref }) => ref === clientId)
  const allowed = list(client?.properties.AllowedOAuthScopes).flatMap(scope => text(scope) ?? [])
  return isPool && allowed.length > 0 ? allowed : ['openid', 'email', 'profile', 'offline_access']
}

/** Seconds since 1970 on the cloud's clock, and how much faster than real time it runs. */
export function timeOf(clock: Clock): { readonly seconds: number; readonly speed: number } {
  return { seconds: Math.floor(clock.now() / 1000), speed: clock.face[2] || 1 }
}
