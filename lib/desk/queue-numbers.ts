import type { QueueNumbers } from './ports.ts'

/**
 * How many wait at most, from the numbers of those who stand at the ends of the line. Whoever comes gets one more than the newest
 * number, so as many wait as lie between the ends, or fewer.
 */
export function numbersOf(ends: readonly (number | undefined)[]): QueueNumbers {
  const known = ends.filter(nth => nth !== undefined)
  const newest = Math.max(0, ...known)
  const most = known.length < ends.length ? Number.POSITIVE_INFINITY : newest - Math.min(...known) + 1
  return { most: ends.length === 0 ? 0 : most, next: newest + 1 }
}
