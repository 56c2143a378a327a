import * as v from 'valibot'
import type { DirectProvider, Speaker, UserPoolSettings } from '../consortium/sign-in.ts'
import { poolProvider } from '../consortium/sign-in.ts'
import type { Provider } from './speakers.ts'

const texts = v.array(v.string())
const speaker = {
  id: v.string(),
  speaksFor: v.exactOptional(v.object({ libraries: texts, domains: texts })),
  addresses: v.picklist(['verified', 'any']),
  secondFactor: v.exactOptional(v.object({ claim: v.string(), values: texts })),
}
const providers = v.array(
  v.object({
    ...speaker,
    issuer: v.string(),
    audience: v.string(),
    scopes: texts,
    parameters: v.record(v.string(), v.string()),
    behind: v.exactOptional(v.array(v.object(speaker))),
  }),
)

/** The providers as a function is told of them in its environment. */
export function providersIn(json: string): readonly Provider[] {
  return v.parse(providers, JSON.parse(json))
}

/** The user pool, where there is one, and the providers that are asked without it. */
export function providersOf(
  direct: readonly DirectProvider[],
  pool?: { readonly settings: UserPoolSettings; readonly issuer: string; readonly audience: string },
): readonly Provider[] {
  if (!pool) return direct
  const { settings, issuer, audience } = pool
  const behind = [...settings.saml, ...settings.oidc].map(({ id, speaksFor, addresses, secondFactor }): Speaker => {
    return { id, addresses, ...(speaksFor && { speaksFor }), ...(secondFactor && { secondFactor }) }
  })
  const own: Provider = {
    ...{ id: poolProvider, issuer, audience, scopes: ['openid', 'email', 'profile'] },
    ...{ parameters: {}, addresses: 'verified', behind },
  }
  return [own, ...direct]
}
