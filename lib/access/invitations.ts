import type { Librarian } from '../consortium/library.ts'
import type { Speaker } from '../consortium/sign-in.ts'

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

/** Decides who is invited and who has left the directory. `speakers` are the providers that are limited to some people. */
export function invitations(
  librarians: readonly Librarian[],
  users: readonly PoolUser[],
  speakers: readonly Speaker[],
): Invitations {
  const signsInElsewhere = ({ library, email }: Librarian) =>
    speakers.some(
      ({ speaksFor }) =>
        speaksFor?.libraries.includes(library) || speaksFor?.domains.includes(email.slice(email.lastIndexOf('@') + 1)),
    )
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
