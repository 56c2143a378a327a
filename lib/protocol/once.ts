/** A `once` is 22 to 64 letters, digits and hyphens. */
const shape = /^[0-9A-Za-z-]{22,64}$/

/**
 * The least information, in bits, of a text's characters and of the steps between them. A random text of this shape has more.
 */
const bitsMin = 60

/** The smallest share of neighbouring pairs that must be different. In a repetitive text they recur. */
const newPairsMin = 0.6

/**
 * Whether a text is hard enough to guess to be a secret. A counter, a date, part of the alphabet or a repeated word may have
 * the right shape but is easy to guess. A random UUID always passes.
 */
export function isRandom(text: string): boolean {
  if (!shape.test(text)) return false
  const codes = Array.from(text, character => character.charCodeAt(0))
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  const pairs = new Set(steps.map((_, i) => text.slice(i, i + 2)))
  return bitsIn(codes) >= bitsMin && bitsIn(steps) >= bitsMin && pairs.size >= newPairsMin * steps.length
}

/** Shannon's measure of a sequence, taking its own frequencies as the probabilities. */
function bitsIn(row: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of row) counts.set(value, (counts.get(value) ?? 0) + 1)
  const bits = [...counts.values()].map(count => count * Math.log2(row.length / count))
  return bits.reduce((sum, each) => sum + each, 0)
}
