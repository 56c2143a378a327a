/** What a clock hands to the function that it wakes, and gets back: when to wake it next, or that it is done. */
export interface Wake {
  readonly session: string
  /** How long the clock slept, or is to sleep next, seconds. */
  readonly seconds: number
  readonly done?: boolean
}

/** The clock's next sleep, until a moment `ms` from now; without one it is done. Never less than a second, so that it cannot spin. */
export function wake({ session }: Wake, ms: number | undefined): Wake {
  return ms === undefined ? { session, seconds: 0, done: true } : { session, seconds: seconds(ms), done: false }
}

/** Whole seconds, as Step Functions waits, never too few. */
export function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
