import { addressed, isNameElsewhere } from './given-names.ts'
import { tokens } from './words.ts'

/** The most words that a name may have, which also keeps the search short. */
const nameWordsMax = 6

/**
 * Fingerprints of a patron's name and e-mail address, so that one patron's session can recognise the librarian's other patrons
 * without storing their names (R20): the full name, first and last name, the given name (3 letters at least), the address.
 */
export function fingerprintsOf(name?: string, email?: string): string[] {
  const parts = name ? wordsOf(name).slice(0, nameWordsMax) : []
  const [given = '', last = ''] = [parts[0], parts.at(-1)]
  const names = [
    ...(parts.length > 1 ? [parts] : []),
    ...(parts.length > 2 ? [[given, last]] : []),
    ...(given.length >= 3 ? [[given]] : []),
  ]
  return [...names, ...(email?.trim() ? [wordsOf(email)] : [])].map(fingerprint)
}

/**
 * A short one-way fingerprint: the number of words, and a hash of them without case, accents and extra spaces, e.g.
 * `2:1k9f3ab`. An e-mail address is one word. 32 bits are plenty for the few patrons of one librarian: of a thousand
 * words that are said to one of them, one in a million librarians would meet a false match (1000 words · 4 fingerprints / 2³²).
 */
function fingerprint(words: readonly string[]): string {
  return `${words.length}:${hash(words.join(' '))}`
}

/**
 * Whether a text holds one of the names or addresses that the fingerprints were made of; whole words, any case or accents.
 * A given name alone counts only where it is used as somebody's name: see `addressed` and `isNameElsewhere`.
 */
export function mentions(text: string, fingerprints: readonly string[]): boolean {
  if (fingerprints.length === 0) return false
  const known = new Set(fingerprints)
  const lengths = new Set(fingerprints.map(one => Number.parseInt(one, 10)).filter(length => length <= nameWordsMax))
  const said = tokens(text)
  return said.some((token, at) =>
    [...lengths].some(length => {
      const run = said.slice(at, at + length)
      if (run.length < length || !known.has(fingerprint(run.map(({ word }) => word)))) return false
      return length > 1 || token.word.includes('@') || addressed(said, at) || isNameElsewhere(said, at)
    }),
  )
}

function wordsOf(value: string): string[] {
  return tokens(value).map(({ word }) => word)
}

/** FNV-1a. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return value.toString(36)
}
