import { createHash } from 'node:crypto'
import type { Issuer, Person } from './issuers.ts'

interface Played {
  readonly issuer: Issuer
  readonly people: readonly Person[]
  readonly asksForCode: boolean
}

/** The claims about a person. For a person in a user pool they are those of Cognito. */
export function claimsOf(email: string, { issuer, people }: Played) {
  const sub = createHash('sha256').update(`${issuer.original} ${email}`).digest('hex').slice(0, 32)
  const name = people.find(person => person.email === email)?.name
  const said = { sub, email, email_verified: true, ...(name && { name }) }
  return issuer.isPool ? { ...said, 'cognito:username': sub, token_use: 'id' } : said
}

/** The claims of an id token about how somebody signed in. For a user pool there are no such claims, as with Cognito. */
export function factorsOf({ issuer: { isPool, secondFactor }, asksForCode }: Played): Record<string, unknown> {
  if (isPool) return {}
  return {
    amr: asksForCode ? ['pwd', 'otp'] : ['pwd'],
    ...(secondFactor && asksForCode && { [secondFactor.claim]: secondFactor.value }),
  }
}
