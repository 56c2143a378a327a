import type { QueueNumbers } from './ports.ts'

/**
 * How many wait at most, and the next number, from the numbers at both ends of the line: of its oldest entry, and of its newest
 * ones. Whoever comes gets one more than the newest number. Several who come in the same moment may get the same one, so the next
 * number is as far from each of the newest as there are entries from it on.
 */
export function numbersOf(ends: readonly (number | undefined)[]): QueueNumbers {
  const known = ends.filter(nth => nth !== undefined).sort((a, b) => b - a)
  const next = Math.max(1, ...known.map((nth, i) => nth + i + 1))
  return { most: known.length < ends.length ? Number.POSITIVE_INFINITY : next - (known.at(-1) ?? next), next }
}
