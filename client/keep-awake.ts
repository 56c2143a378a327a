import type { Timers } from './timers.ts'

/** Keeps a connection awake that sends nothing by itself. */
export interface Awake {
  /** Something was sent, which keeps the connection awake as well as a ping does. */
  sent(): void
  stop(): void
}

/** Pings whenever nothing was sent for this long, ms. People who write to each other need no pings. */
export function keepAwake(timers: Timers, ping: () => void, quiet: number): Awake {
  let cancel = () => {}
  let isOver = false
  const sent = (): void => {
    cancel()
    if (!isOver) cancel = timers.after(quiet, ping)
  }
  sent()
  return {
    sent,
    stop: () => {
      isOver = true
      cancel()
    },
  }
}
