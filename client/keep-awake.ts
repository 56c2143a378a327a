/** Keeps a connection awake that sends nothing by itself. */
export interface Awake {
  /** Something was sent, which keeps the connection awake as well as a ping does. */
  sent(): void
  stop(): void
}

/** Pings whenever nothing was sent for this long, ms. People who write to each other need no pings. */
export function keepAwake(ping: () => void, quiet: number): Awake {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const sent = (): void => {
    clearTimeout(timer)
    if (!isOver) timer = setTimeout(ping, quiet)
  }
  sent()
  return {
    sent,
    stop: () => {
      isOver = true
      clearTimeout(timer)
    },
  }
}
