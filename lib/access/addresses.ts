import { isAddress } from '../protocol/address.ts'

/** What a token, or userinfo, says of somebody. */
export type Claims = Readonly<Record<string, unknown>>

/** Nobody has more, and the directory is asked for each of them. */
const addressesMax = 10

/**
 * The addresses that are claimed, in lower case. Providers send one, a list of them, or a text that holds several: `a; b`, `[a b]`,
 * `a,b`.
 */
export function addressesIn({ email }: Claims): readonly string[] {
  const texts = [email].flat().filter(each => typeof each === 'string')
  const words = texts.flatMap(text => text.split(/[\s,;[\]"]+/)).map(word => word.toLowerCase())
  return [...new Set(words.filter(isAddress))].slice(0, addressesMax)
}

/** What is said of whether the address is the person's own: providers say it as a truth value, or as a text for one. */
export function verification({ email_verified: said }: Claims): 'verified' | 'unverified' | 'not said' {
  if (said === undefined || said === null || said === '') return 'not said'
  return ['true', '1', 'yes'].includes(String(said).toLowerCase()) ? 'verified' : 'unverified'
}

/** The values of a claim: one, a list, or a text that is one or the other, as Cognito keeps a mapped attribute. */
export function valuesOf(claim: unknown): readonly string[] {
  const texts = [claim].flat().filter(each => typeof each === 'string' || typeof each === 'number')
  return texts.flatMap(text => String(text).split(/[\s,;[\]"]+/)).filter(Boolean)
}
