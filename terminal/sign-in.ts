import { beginSignIn, type SignInOffer, signInOf, type TokenSource } from '../client/sign-in.ts'
import { waitAtLoopback } from './loopback.ts'
import { isPlayedHere, playedChoice } from './played-choice.ts'

export interface SignInRequest {
  readonly http: string
  /** The librarian's address: the person to choose at a played provider, or a hint to a real one. */
  readonly address?: string | undefined
  readonly library?: string | undefined
  /** The provider, or a provider behind it, by its name in the consortium file. */
  readonly provider?: string | undefined
}

/** Signs a librarian in, either in their browser or by choosing for them at the provider that `npm start` plays. */
export async function signInAtTerminal(request: SignInRequest, show: (text: string) => void): Promise<TokenSource> {
  const { http, address } = request
  const { providers, callbacks } = await signInOf(http)
  const { offer, behind } = chosen(providers, request)
  const hints = { ...(address && { address }), ...(behind && { behind }) }
  const [callback = ''] = callbacks
  if (address !== undefined && isPlayedHere(offer.issuer)) {
    const { url, finish } = await beginSignIn(offer, callback, hints)
    return finish(await playedChoice(url, address, callback))
  }
  const loopback = await waitAtLoopback(callbacks)
  try {
    const { url, finish } = await beginSignIn(offer, loopback.callback, hints)
    show(`To sign in, open this address in a browser on this machine:\n\n  ${url.href}\n`)
    return await finish(await loopback.answer)
  } finally {
    loopback.close()
  }
}

/** The named provider, or else the one that speaks for this person, or else the only one. Throws a sentence. */
function chosen(
  providers: readonly SignInOffer[],
  { provider: name, address, library }: SignInRequest,
): { readonly offer: SignInOffer; readonly behind?: string } {
  const named = providers.find(({ id }) => id === name)
  if (named) return { offer: named }
  const before = providers.find(({ behind }) => name !== undefined && behind?.includes(name))
  if (before && name !== undefined) return { offer: before, behind: name }
  const names = providers.flatMap(({ id, behind = [] }) => [id, ...behind]).join(', ')
  if (name !== undefined) throw new Error(`There is no provider "${name}" here; there are ${names}.`)
  const domain = address?.slice(address.lastIndexOf('@') + 1)
  const theirs = providers.find(
    ({ libraries, domains }) => libraries?.some(id => id === library) || domains?.some(one => one === domain),
  )
  const everybodys = providers.filter(({ libraries, domains }) => !libraries && !domains)
  const [offer = theirs] = theirs ? [theirs] : everybodys
  if (offer && (theirs || everybodys.length === 1 || address !== undefined)) return { offer }
  throw new Error(`Say with --provider where you sign in: ${names}.`)
}
