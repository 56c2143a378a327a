import type { Provider, SecondFactor, Speaker, SpeaksFor } from '../consortium/sign-in.ts'
import { type Claims, valuesOf } from './addresses.ts'

/**
 * Who speaks in a token: the provider itself, or the providers behind it that the token names. Cognito names every provider that a person is
 * linked to, and not the one of this time: all of them have to be allowed what is said.
 */
export function speakersOf(
  provider: Provider,
  { identities }: Claims,
): readonly Speaker[] | { readonly unknown: string } {
  const { behind } = provider
  const names = behind ? providerNames(identities) : []
  if (!behind || names.length === 0) return [provider]
  const unknown = names.find(name => !behind.some(({ id }) => id === name))
  if (unknown !== undefined) return { unknown }
  return behind.filter(({ id }) => names.includes(id))
}

/** The `identities` of a token of Cognito: a list, or the JSON of one. */
function providerNames(identities: unknown): readonly string[] {
  const list: unknown = typeof identities === 'string' ? listIn(identities) : identities
  return [list ?? []].flat().map(each => {
    const name = typeof each === 'object' && each !== null && 'providerName' in each ? each.providerName : undefined
    // What names nobody is somebody unknown: it must not pass for the pool's own word.
    return typeof name === 'string' ? name : ''
  })
}

function listIn(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return [json]
  }
}

/** Whether a speaker may say who somebody of this library, with this address, is. */
export function maySpeakFor({ speaksFor }: Speaker, library: string, address: string): boolean {
  return !speaksFor || isBound(speaksFor, library, address)
}

function isBound({ libraries, domains }: SpeaksFor, library: string, address: string): boolean {
  return libraries.includes(library) || domains.includes(address.slice(address.lastIndexOf('@') + 1))
}

/** The claim of a second factor that is wanted and not there, with what was said instead. */
export function missingFactor(
  speakers: readonly Speaker[],
  claims: Claims,
  claimOf = (wanted: SecondFactor) => wanted.claim,
): { readonly wanted: SecondFactor; readonly seen: readonly string[] } | undefined {
  for (const { secondFactor: wanted } of speakers) {
    if (!wanted) continue
    const seen = valuesOf(claims[claimOf(wanted)])
    if (!seen.some(value => wanted.values.includes(value))) return { wanted, seen }
  }
  return undefined
}
