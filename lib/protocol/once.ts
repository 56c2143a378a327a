/** A `once` is 22 to 64 letters, digits and hyphens. */
const shape = /^[0-9A-Za-z-]{22,64}$/

/** What a text says by its characters, and by the steps from each to the next, bits: a random one of this shape has more. */
const bitsMin = 60

/** How many of the pairs of neighbours are new: in what repeats itself they come again. */
const newPairsMin = 0.6

/**
 * Whether a text may be a secret that nobody guesses. A counter, a date, a row of the alphabet or one word again and again has
 * the shape and is guessed all the same; a random UUID always passes.
 */
export function isRandom(text: string): boolean {
  if (!shape.test(text)) return false
  const codes = Array.from(text, character => character.charCodeAt(0))
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  const pairs = new Set(steps.map((_, i) => text.slice(i, i + 2)))
  return bitsIn(codes) >= bitsMin && bitsIn(steps) >= bitsMin && pairs.size >= newPairsMin * steps.length
}

/** Shannon's measure of a row, as if each value came as often as it does in this row. */
function bitsIn(row: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of row) counts.set(value, (counts.get(value) ?? 0) + 1)
  const bits = [...counts.values()].map(count => count * Math.log2(row.length / count))
  return bits.reduce((sum, each) => sum + each, 0)
}
