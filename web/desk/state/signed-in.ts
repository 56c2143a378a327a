import * as v from 'valibot'
import {
  beginSignIn,
  finishSignIn,
  type KeptSignIn,
  keptSignIn,
  resumeSignIn,
  type SignInOffer,
  signInOf,
  type TokenSource,
} from '../../../client/sign-in.ts'
import { readKept, writeKept } from './kept.ts'

/** While the person is at the provider, the tab keeps what the way back needs. */
const key = 'coopdesk.sign-in'

const begun = v.object({
  provider: v.string(),
  checks: v.object({ pkceCodeVerifier: v.string(), expectedState: v.string(), expectedNonce: v.string() }),
  /** Where they were in the desk. */
  at: v.string(),
})

/** The provider of the last sign-in of this tab, so that a sign-in that has ended is renewed there. */
const lastKey = 'coopdesk.provider'

/** The sign-in of this tab. It is gone with the tab, and no other tab sees it. */
const signInKey = 'coopdesk.signed-in'

const signIn = v.object({ issuer: v.string(), clientId: v.string(), kept: keptSignIn })

const keeping =
  ({ issuer, clientId }: Pick<SignInOffer, 'issuer' | 'clientId'>) =>
  (kept: KeptSignIn | undefined) =>
    writeKept(signInKey, kept && JSON.stringify({ issuer, clientId, kept }))

/** The sign-in that this tab kept over a reload; undefined if there is none. */
export function signInOfTab(): TokenSource | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), signIn), readKept(signInKey))
  return read.success ? resumeSignIn(read.output, read.output.kept, keeping(read.output)) : undefined
}

/** The desk does not let in whoever this is, or not any more. */
export function forgetSignIn(): void {
  writeKept(signInKey, undefined)
}

const callback = () => `${location.origin}/`

/** The providers, as the desk offers them. */
export async function providersHere(): Promise<readonly SignInOffer[]> {
  return (await signInOf(location.origin)).providers
}

/** Sends the person to a provider. */
export async function goToSignIn(offer: SignInOffer, behind?: string): Promise<void> {
  const { url, checks } = await beginSignIn(offer, callback(), behind ? { behind } : {})
  sessionStorage.setItem(key, JSON.stringify({ provider: offer.id, checks, at: location.hash }))
  location.assign(url)
}

/** The tokens of somebody who comes back from their provider; undefined if nobody does. Throws DeskRefusal. */
export async function backFromSignIn(): Promise<TokenSource | undefined> {
  const answer = new URL(location.href)
  const text = sessionStorage.getItem(key)
  const isAnswer = answer.searchParams.has('code') || answer.searchParams.has('error')
  if (!isAnswer || text === null) return undefined
  sessionStorage.removeItem(key)
  const { provider, checks, at } = v.parse(v.pipe(v.string(), v.parseJson(), begun), text)
  // The code in the address has been used, and should not stand in the history.
  history.replaceState(null, '', `${location.pathname}${at}`)
  const offer = (await providersHere()).find(({ id }) => id === provider)
  if (!offer) return undefined
  answer.hash = ''
  const tokens = await finishSignIn(offer, checks, answer, keeping(offer))
  sessionStorage.setItem(lastKey, provider)
  return tokens
}

/** The provider that this tab signed in with before. */
export function lastProvider(): string | undefined {
  return sessionStorage.getItem(lastKey) ?? undefined
}

/** The next person at this machine has to say who they are. */
export function signOut(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith('coopdesk.')) sessionStorage.removeItem(name)
  location.replace(callback())
}
