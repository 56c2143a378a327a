import type { Provider } from '../consortium/sign-in.ts'
import type { Claims } from './addresses.ts'
import type { NotLetIn } from './person.ts'

/** The providers of the desk, and what they say. */
export interface SignIns {
  readonly providers: readonly Provider[]
  /** The claims of an id token that one of them made for this desk, and which of them. */
  read(idToken: string, at: number): Promise<SignInRead | { readonly no: NotLetIn }>
  /** What a provider's userinfo says of the person of these claims. */
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
