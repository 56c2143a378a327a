/** The desk's clock, as far as a client can tell it from the moments that the desk names. */
export interface DeskTime {
  /** Something has just happened at the desk, at this moment of its clock (ms since 1970). */
  heard(at: number): void
  /** What the desk's clock shows now, ms since 1970; this machine's own until the desk has named a moment. */
  now(): number
}

interface Sample {
  readonly at: number
  readonly wall: number
}

/** Over a shorter time (ms), the network's delays would say more about the speed than the clock does. */
const shortestMs = 5_000

/** A speed that differs from 1 by less is a delay on the way, not another speed. */
const delays = 0.25

/** This machine's clock may be wrong, and a desk that is tried out may run faster than any: its waits are told by its own. */
export function deskTime(wall: () => number = Date.now): DeskTime {
  let first: Sample | undefined
  let newest: Sample | undefined

  const speed = (): number => {
    if (!first || !newest || newest.wall - first.wall < shortestMs) return 1
    const measured = (newest.at - first.at) / (newest.wall - first.wall)
    return Math.abs(measured - 1) < delays ? 1 : measured
  }

  return {
    heard: at => {
      // What is told again is of the past.
      if (newest && at <= newest.at) return
      newest = { at, wall: wall() }
      first ??= newest
    },
    now: () => (newest ? newest.at + (wall() - newest.wall) * speed() : wall()),
  }
}
