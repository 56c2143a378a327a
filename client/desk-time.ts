/** The desk's clock, estimated from the times that its frames carry. */
export interface DeskTime {
  /** Notes that something has just happened at the desk, at this time of its clock (ms since 1970). */
  heard(at: number): void
  /** The desk's time now, ms since 1970. Until the desk has sent a time, it is this machine's. */
  now(): number
}

interface Sample {
  readonly at: number
  readonly wall: number
}

/** Over a shorter time (ms), network delays would distort the speed. */
const shortestMs = 5_000

/** A smaller difference from 1 is a network delay, not a different speed. */
const delays = 0.25

/**
 * This machine's clock may be wrong, and a desk that is being tried out may run faster. Waits are therefore shown in the desk's
 * time.
 */
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
      // A repeated frame carries a time of the past.
      if (newest && at <= newest.at) return
      newest = { at, wall: wall() }
      first ??= newest
    },
    now: () => (newest ? newest.at + (wall() - newest.wall) * speed() : wall()),
  }
}
