/**
 * Fingerprints of names and addresses, so that one patron's session can know whom else its librarian serves without holding
 * their names (R20). A fingerprint is the number of words and a hash of them, e.g. `2:1k9f3ab2`.
 */
export function fingerprintsOf(name?: string, email?: string): string[] {
  const words = name ? wordsIn(name) : []
  const [given = ''] = words
  return [
    ...(words.length > 1 ? [fingerprint(words)] : []),
    ...(given.length >= 3 && !everyday.has(given) ? [fingerprint([given])] : []),
    ...(email ? [fingerprint([email.toLowerCase()])] : []),
  ]
}

/** Whether a text holds one of the names or addresses that the fingerprints were made of; whole words, any case or accents. */
export function mentions(text: string, fingerprints: readonly string[]): boolean {
  if (fingerprints.length === 0) return false
  const known = new Set(fingerprints)
  const words = wordsIn(text)
  const longest = Math.max(...fingerprints.map(one => Number.parseInt(one, 10)))
  const addresses = text.toLowerCase().match(/[^\s<>()"',;]+@[^\s<>()"',;]+\p{L}/gu) ?? []
  if (addresses.some(address => known.has(fingerprint([address])))) return true
  return words.some((_word, i) =>
    Array.from({ length: longest }, (_none, more) => words.slice(i, i + more + 1)).some(run =>
      known.has(fingerprint(run)),
    ),
  )
}

/** Given names that are everyday words as well: alone they would be found in everything. */
const everyday = new Set(
  'will may mark rose grace hope joy faith bill art drew chase dawn june april august summer rob sky pat frank jack miles page reed rich'.split(
    ' ',
  ),
)

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** FNV-1a, twice with different seeds: 64 bits are plenty for three patrons, and it needs nothing from outside. */
function fingerprint(words: readonly string[]): string {
  const text = words.join(' ')
  return `${words.length}:${hash(text, 0x811c9dc5)}${hash(text, 0x01000193)}`
}

function hash(text: string, seed: number): string {
  let value = seed
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return value.toString(36)
}
