import { createHash } from 'node:crypto'
import type { Issuer, Person } from './issuers.ts'

interface Played {
  readonly issuer: Issuer
  readonly people: readonly Person[]
  readonly asksForCode: boolean
}

/** What is said of a person: of one in a user pool, what Cognito says. */
export function claimsOf(email: string, { issuer, people }: Played) {
  const sub = createHash('sha256').update(`${issuer.original} ${email}`).digest('hex').slice(0, 32)
  const name = people.find(person => person.email === email)?.name
  const said = { sub, email, email_verified: true, ...(name && { name }) }
  return issuer.isPool ? { ...said, 'cognito:username': sub, token_use: 'id' } : said
}

/** What an id token says of how somebody signed in: in a user pool nothing, as at Cognito. */
export function factorsOf({ issuer: { isPool, secondFactor }, asksForCode }: Played): Record<string, unknown> {
  if (isPool) return {}
  return {
    amr: asksForCode ? ['pwd', 'otp'] : ['pwd'],
    ...(secondFactor && asksForCode && { [secondFactor.claim]: secondFactor.value }),
  }
}
