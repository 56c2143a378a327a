/**
 * What wakes a client. A page may hand in others than the usual ones, since browsers slow those of hidden tabs down.
 */
export interface Timers {
  /** Calls `wake` once, after this many ms, and returns what cancels it. */
  after(ms: number, wake: () => void): () => void
}

/** The timers of Node and of browsers. */
export const usualTimers: Timers = {
  after: (ms, wake) => {
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  },
}

/** Calls `wake` again and again, every so many ms, and returns what stops it. */
export function every(timers: Timers, ms: number, wake: () => void): () => void {
  let cancel = () => {}
  const next = () => {
    cancel = timers.after(ms, () => {
      next()
      wake()
    })
  }
  next()
  return () => cancel()
}

/** A pause that can be cut short. */
export interface Pause {
  readonly over: Promise<void>
  cut(): void
}

/** Pauses for so many ms. */
export function pause(timers: Timers, ms: number): Pause {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const cancel = timers.after(ms, resolve)
  return {
    over,
    cut: () => {
      cancel()
      resolve()
    },
  }
}

/** Waits for a promise, but no longer than so many ms. */
export async function atMost(timers: Timers, ms: number, promise: Promise<unknown>): Promise<void> {
  const longest = pause(timers, ms)
  await Promise.race([promise, longest.over])
  longest.cut()
}
