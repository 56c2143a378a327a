import { type Provider, poolProvider, type Speaker, type UserPoolSettings } from './sign-in.ts'

/** The user pool, if there is one, and the providers that work without it. */
export function providersOf(
  direct: readonly Provider[],
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
