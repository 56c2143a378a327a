import { Unreadable } from './unreadable.ts'

/** What a timer hands to the function that it wakes, and gets back: when to wake it next, or that it is done. */
export interface Wake {
  /** Of this shape: a timer may sleep through a deployment, or through one that is undone. */
  readonly version: number
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

/** The version of the wakes that are written here. */
export const wakeVersion = 1

/**
 * Does what is due (`work` says in how many ms something is due again) and answers the timer. One whose session cannot be read
 * is not given up, and does not fail: a release that can may come at once, or in a week.
 */
export async function wakeUp(woken: Wake, work: () => Promise<number | undefined>): Promise<Wake> {
  try {
    return wake(woken, await work())
  } catch (error) {
    if (error instanceof Unreadable) return wakeLater(woken)
    throw error
  }
}

/** The timer's next sleep, until a moment `ms` from now; without one it is done. Never less than a second, so that it cannot spin. */
export function wake({ session, until }: Wake, ms: number | undefined): Wake {
  const about = { version: wakeVersion, session }
  if (ms === undefined || until === 'then') return { ...about, seconds: 0, done: true }
  return { ...about, seconds: seconds(ms), done: false, ...(until && { until: 'then' as const }) }
}

/** Twice as long as the last sleep, from a minute to six hours, seconds. */
const laterMin = 60
const laterMax = 6 * 3_600

function wakeLater({ session, seconds, until }: Wake): Wake {
  const later = Math.min(Math.max(laterMin, 2 * seconds), laterMax)
  return { version: wakeVersion, session, seconds: later, done: false, ...(until && { until }) }
}

/** Whole seconds, as Step Functions waits, never too few. */
export function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
