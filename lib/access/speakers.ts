import type { Provider, SecondFactor, Speaker, SpeaksFor } from '../consortium/sign-in.ts'
import { type Claims, valuesOf } from './addresses.ts'

/**
 * The speakers in a token: the provider itself, or the providers behind it that the token names. Cognito names every provider
 * that is linked to the person, not only the one used this time. So each of them must be allowed to vouch for the person.
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

/** The `identities` of a Cognito token: a list, or its JSON. */
function providerNames(identities: unknown): readonly string[] {
  const list: unknown = typeof identities === 'string' ? listIn(identities) : identities
  return [list ?? []].flat().map(each => {
    const name = typeof each === 'object' && each !== null && 'providerName' in each ? each.providerName : undefined
    // An entry without a name counts as an unknown provider, so that it does not pass for the pool itself.
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

/** Whether a speaker may vouch for a person of this library with this address. */
export function maySpeakFor({ speaksFor }: Speaker, library: string, address: string): boolean {
  return !speaksFor || isBound(speaksFor, library, address)
}

function isBound({ libraries, domains }: SpeaksFor, library: string, address: string): boolean {
  return libraries.includes(library) || domains.includes(address.slice(address.lastIndexOf('@') + 1))
}

/** The claim that must prove a second factor but does not, and the value that it has. */
export function missingFactor(
  speakers: readonly Speaker[],
  claims: Claims,
  claimOf: (wanted: SecondFactor) => string,
): { readonly wanted: SecondFactor; readonly seen: readonly string[] } | undefined {
  for (const { secondFactor: wanted } of speakers) {
    if (!wanted) continue
    const seen = valuesOf(claims[claimOf(wanted)])
    if (!seen.some(value => wanted.values.includes(value))) return { wanted, seen }
  }
  return undefined
}
