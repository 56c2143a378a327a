/** The first pause where the desk is busy, and the longest, ms. */
const [first, longest] = [1_000, 30_000]

/**
 * The pause after this many tries, ms: each is twice as long as the one before, with a random part off, so that a crowd does not
 * return at once. Where the desk has said how long to wait, it comes on top.
 */
export function busyPause(tries: number, told = 0, random = Math.random): number {
  return told + Math.min(first * 2 ** (tries - 1), longest) * (0.5 + random() / 2)
}
