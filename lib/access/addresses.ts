import { isAddress } from '../protocol/address.ts'

/** The claims of a token or of userinfo about one person. */
export type Claims = Readonly<Record<string, unknown>>

/** Nobody has more addresses, and each one costs a look-up in the directory. */
const addressesMax = 10

/**
 * The claimed addresses, in lower case. Providers send one address, a list, or a text with several: `a; b`, `[a b]`,
 * `a,b`.
 */
export function addressesIn({ email }: Claims): readonly string[] {
  const texts = [email].flat().filter(each => typeof each === 'string')
  const words = texts.flatMap(text => text.split(/[\s,;[\]"]+/)).map(word => word.toLowerCase())
  return [...new Set(words.filter(isAddress))].slice(0, addressesMax)
}

/** Whether the provider has verified the address. Providers send a boolean, or the text of a boolean. */
export function verification({ email_verified: said }: Claims): 'verified' | 'unverified' | 'not said' {
  if (said === undefined || said === null || said === '') return 'not said'
  return ['true', '1', 'yes'].includes(String(said).toLowerCase()) ? 'verified' : 'unverified'
}

/** The values of a claim: one value, a list, or a text of either, as Cognito stores a mapped attribute. */
export function valuesOf(claim: unknown): readonly string[] {
  const texts = [claim].flat().filter(each => typeof each === 'string' || typeof each === 'number')
  return texts.flatMap(text => String(text).split(/[\s,;[\]"]+/)).filter(Boolean)
}
