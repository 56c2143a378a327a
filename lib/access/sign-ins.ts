import type { Provider } from '../consortium/sign-in.ts'
import type { Claims } from './addresses.ts'
import type { NotLetIn } from './person.ts'

/** The providers of the desk, and their answers. */
export interface SignIns {
  readonly providers: readonly Provider[]
  /** The claims of an id token that a provider issued for this desk, and that provider. */
  read(idToken: string, at: number): Promise<SignInRead | { readonly no: NotLetIn }>
  /** The provider's userinfo about the person with these claims. */
  userInfo(
    provider: Provider,
    claims: Claims,
    accessToken: string,
  ): Promise<{ readonly about: Claims } | { readonly no: NotLetIn }>
}

export interface SignInRead {
  readonly provider: Provider
  readonly claims: Claims
}
