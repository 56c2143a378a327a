import { setImmediate as turn } from 'node:timers/promises'

/** Counts what the cloud has in flight: requests, invocations, frames, steps of executions. */
export interface Activity {
  /** Runs the work, counted as in flight while it runs. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  /** Runs a sleep within work, during which that work does not count. */
  resting<Result>(sleep: () => Promise<Result>): Promise<Result>
  /** Resolves when nothing is in flight, and nothing begins of itself. */
  quiet(): Promise<void>
}

/** How many turns of the event loop nothing may be in flight before it counts as quiet: whoever was just woken, or has
 * just had its answer, begins its next piece of work within them. */
const quietTurns = 4

/** A new count, at nothing. */
export function activity(): Activity {
  let inFlight = 0
  let waiting: (() => void)[] = []
  const left = () => {
    inFlight -= 1
    if (inFlight > 0) return
    for (const wake of waiting) wake()
    waiting = []
  }
  return {
    during: async work => {
      inFlight += 1
      try {
        return await work()
      } finally {
        left()
      }
    },
    resting: async sleep => {
      left()
      try {
        return await sleep()
      } finally {
        inFlight += 1
      }
    },
    quiet: async () => {
      for (let turns = 0; turns < quietTurns; turns += 1) {
        await turn()
        if (inFlight === 0) continue
        await new Promise<void>(wake => waiting.push(wake))
        turns = 0
      }
    },
  }
}
