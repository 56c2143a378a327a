/** What a timer hands to the function that it wakes, and gets back: when to wake it next, or that it is done. */
export interface Wake {
  readonly session: string
  /** How long the timer slept, or is to sleep next, seconds. */
  readonly seconds: number
  readonly done?: boolean
  /**
   * A second timer for one thing that is due sooner than the session's own timer may wake: first it looks what is `next`,
   * then it sleeps until that and is done (`then`).
   */
  readonly until?: 'next' | 'then'
}

/** The timer's next sleep, until a moment `ms` from now; without one it is done. Never less than a second, so that it cannot spin. */
export function wake({ session, until }: Wake, ms: number | undefined): Wake {
  if (ms === undefined || until === 'then') return { session, seconds: 0, done: true }
  return { session, seconds: seconds(ms), done: false, ...(until && { until: 'then' as const }) }
}

/** Whole seconds, as Step Functions waits, never too few. */
export function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
