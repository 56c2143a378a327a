import type { Librarian } from '../consortium/library.ts'
import type { Speaker } from '../consortium/sign-in.ts'

/** Somebody in the user pool who signs in with a password of the pool. */
export interface PoolUser {
  readonly username: string
  /** In lower case. */
  readonly email: string
  readonly isEnabled: boolean
}

/** What brings the user pool up to the directory. */
export interface Invitations {
  /** Addresses that get a mail with a first password. */
  readonly invite: readonly string[]
  /** Users who are back in the directory. */
  readonly enable: readonly PoolUser[]
  /** Users who are not in the directory any more. The desk does not let them in, whatever the pool says. */
  readonly disable: readonly PoolUser[]
  /** Librarians who sign in with another provider, which speaks for them. */
  readonly elsewhere: readonly Librarian[]
}

/** Who is to be invited, of those in the directory, and who is not there any more; `speakers` are those who are bound to somebody. */
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
