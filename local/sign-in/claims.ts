import { createHash } from 'node:crypto'
import type { Issuer, Person } from './issuers.ts'

interface Played {
  readonly issuer: Issuer
  readonly people: readonly Person[]
  readonly asksForCode: boolean
}

/** What is said of a person: in a user pool, what Cognito says. */
export function claimsOf(email: string, { issuer, people, asksForCode }: Played) {
  const { isPool, secondFactor } = issuer
  const sub = createHash('sha256').update(`${issuer.original} ${email}`).digest('hex').slice(0, 32)
  const name = people.find(person => person.email === email)?.name
  return {
    ...{ sub, email, email_verified: true, ...(name && { name }) },
    ...(isPool ? { 'cognito:username': sub, token_use: 'id' } : { amr: asksForCode ? ['pwd', 'otp'] : ['pwd'] }),
    ...(secondFactor && asksForCode && { [secondFactor.claim]: secondFactor.value }),
  }
}
