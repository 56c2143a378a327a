import type { Librarian } from '../consortium/library.ts'
import { type Provider, poolProvider, type Speaker } from '../consortium/sign-in.ts'

/** A person in the user pool who signs in with a password of the pool. */
export interface PoolUser {
  readonly username: string
  /** In lower case. */
  readonly email: string
  readonly isEnabled: boolean
}

/** The changes that bring the user pool up to date with the directory. */
export interface Invitations {
  /** The addresses that will be mailed a first password. */
  readonly invite: readonly string[]
  /** Users who have returned to the directory. */
  readonly enable: readonly PoolUser[]
  /** Users who have left the directory. The desk refuses them, whatever the pool says. */
  readonly disable: readonly PoolUser[]
  /** Librarians who sign in with another provider, which vouches for them. */
  readonly elsewhere: readonly Librarian[]
}

type Signing = Pick<Librarian, 'library' | 'email'>

/** Decides who is invited and who has left the directory. `speakers` are the providers that are limited to some people. */
export function invitations(
  librarians: readonly Librarian[],
  users: readonly PoolUser[],
  speakers: readonly Speaker[],
): Invitations {
  const signsInElsewhere = (one: Signing) => speakers.some(speaker => isBoundTo(speaker, one))
  const known = new Map(users.map(user => [user.email, user]))
  const here = new Set(librarians.map(({ email }) => email))
  const [elsewhere, own] = [librarians.filter(signsInElsewhere), librarians.filter(one => !signsInElsewhere(one))]
  return {
    invite: own.map(({ email }) => email).filter(email => !known.has(email)),
    enable: users.filter(({ email, isEnabled }) => here.has(email) && !isEnabled),
    disable: users.filter(({ email, isEnabled }) => !here.has(email) && isEnabled),
    elsewhere,
  }
}

/** How a librarian signs in: with a password of the user pool, or with a provider, by its id and where it is. */
export type Way = 'password' | { readonly provider: string; readonly at?: string }

/**
 * The way in for a librarian: the provider of their library or domain, otherwise a password of the user pool, otherwise a provider that
 * speaks for everybody. Undefined if nobody speaks for them, so that they cannot sign in.
 */
export function wayFor(person: Signing, providers: readonly Provider[]): Way | undefined {
  const pool = providers.find(({ id }) => id === poolProvider)
  const direct = providers.filter(({ id }) => id !== poolProvider)
  const bound = [...direct, ...(pool?.behind ?? [])].find(speaker => isBoundTo(speaker, person))
  const chosen = bound ?? (pool ? 'password' : direct.find(({ speaksFor }) => !speaksFor))
  if (chosen === 'password' || chosen === undefined) return chosen
  // For one behind the pool, nobody but the pool knows where it is.
  const at = direct.find(({ id }) => id === chosen.id)
  return { provider: chosen.id, ...(at && { at: new URL(at.issuer).host }) }
}

function isBoundTo({ speaksFor }: Speaker, { library, email }: Signing): boolean {
  if (!speaksFor) return false
  return speaksFor.libraries.includes(library) || speaksFor.domains.includes(email.slice(email.lastIndexOf('@') + 1))
}
