import type { Librarian } from '../consortium/library.ts'
import { type Provider, pooledSecondFactor, type Speaker } from '../consortium/sign-in.ts'
import type { ProtocolRefusal } from '../protocol/refusals.ts'
import { addressesIn, type Claims, verification } from './addresses.ts'
import { maySpeakFor, missingFactor, speakersOf } from './speakers.ts'

/** Why a person is refused: a code, and what the desk saw. It never contains the token. */
export interface NotLetIn {
  readonly code: ProtocolRefusal
  readonly seen?: string
}

export const notLetIn = (code: ProtocolRefusal, seen?: string): { readonly no: NotLetIn } => ({
  no: { code, ...(seen !== undefined && { seen }) },
})

/** The claim that these addresses belong to one person. */
export interface Statement {
  readonly speakers: readonly Speaker[]
  readonly addresses: readonly string[]
}

/**
 * What a token says about its owner, limited to what its speakers may vouch for. `about` holds the address: the token's claims,
 * or userinfo if the token has no address. `sub` and NameID identify nobody, since they mean nothing outside one provider.
 */
export function statementIn(
  provider: Provider,
  claims: Claims,
  about: Claims,
): { readonly statement: Statement } | { readonly no: NotLetIn } {
  const speakers = speakersOf(provider, claims)
  if ('unknown' in speakers) return notLetIn('foreign-sign-in', `It comes from ${shown(speakers.unknown)}.`)
  const isBehind = !speakers.includes(provider)
  const factor = missingFactor(speakers, claims, ({ claim }) => (isBehind ? `custom:${pooledSecondFactor}` : claim))
  if (factor) return notLetIn('no-second-factor', factorSeen(factor))
  const addresses = addressesIn(about)
  if (addresses.length === 0) return notLetIn('sign-in-without-address', addressSeen(about))
  const verified = verification(about)
  if (verified !== 'verified' && speakers.some(speaker => speaker.addresses === 'verified'))
    return notLetIn('address-not-verified', verifiedSeen(addresses, verified))
  return { statement: { speakers, addresses } }
}

/** The one librarian that a statement is about. `known` are the librarians with one of its addresses. */
export function personOf(
  { speakers, addresses }: Statement,
  known: readonly Librarian[],
): { readonly librarian: Librarian } | { readonly no: NotLetIn } {
  const people = [...new Map(known.map(librarian => [librarian.id, librarian])).values()]
  const [librarian, another] = people
  if (!librarian) return notLetIn('unknown-librarian', `It says ${addresses.map(shown).join(', ')}.`)
  if (another) return notLetIn('several-librarians', `It says ${addresses.map(shown).join(', ')}.`)
  const { library, email } = librarian
  const stranger = speakers.find(speaker => !maySpeakFor(speaker, library, email))
  if (stranger) return notLetIn('not-their-provider', `${stranger.id} does not speak for ${library}.`)
  return { librarian }
}

function factorSeen({ wanted, seen }: NonNullable<ReturnType<typeof missingFactor>>): string {
  const said = seen.length > 0 ? `says ${seen.map(shown).join(', ')}` : 'is missing'
  return `Its "${wanted.claim}" ${said}; it must be ${wanted.values.join(' or ')}.`
}

function addressSeen({ email }: Claims): string {
  return email === undefined ? 'There is no "email" in it.' : 'Its "email" is not an address.'
}

function verifiedSeen(addresses: readonly string[], verified: 'unverified' | 'not said'): string {
  const said = verified === 'unverified' ? 'Its "email_verified" says no' : 'There is no "email_verified" in it'
  return `${said}, for ${addresses.map(shown).join(', ')}.`
}

/** The text of a claim, made fit for a sentence: short, on one line, without control characters. */
export function shown(said: unknown): string {
  const text = String(said).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  return text.length > 120 ? `${text.slice(0, 120)}…` : text || 'nothing'
}
