import { Unreadable } from './unreadable.ts'

/** What a timer holds while it sleeps. */
export interface Wake {
  /** The version of this shape, since a timer may sleep through a deployment or a rollback. */
  readonly version: number
  readonly session: string
  /** How long the timer sleeps unless it is kept asleep, seconds. */
  readonly seconds: number
  /** The timer's number in the succession of timers of its session. A second timer beside them has no such number. */
  readonly generation?: number
  /** When its execution began, ms. An execution ends at 25,000 events in its history. */
  readonly since?: number
  /** Whether it has slept, or has failed to do what was due. Without this it has just gone to sleep. */
  readonly woken?: unknown
  /** Whether messages may keep it asleep. Its token is stored for them. */
  readonly keep?: boolean
  /**
   * Marks a second timer, for one thing that is due before the session's own timer may wake. First it finds out what is `next`,
   * then it sleeps until that is due (`then`).
   */
  readonly until?: 'next' | 'then'
  /** The answer to a timer that an earlier release started, whose timers asked for it. */
  readonly done?: boolean
}

/** The version of the wakes that this release writes. */
const wakeVersion = 1

/** A timer that first sleeps for this many seconds. */
export function firstWake(session: string, seconds: number, more: Pick<Wake, 'generation' | 'since'> = {}): Wake {
  return seconds > 0 ? { version: wakeVersion, session, seconds, ...more } : { ...lookingAtOnce(session), ...more }
}

/** A timer that does what is due before it sleeps. That first call decides how long it sleeps, unless the call is lost. */
export function lookingAtOnce(session: string): Wake {
  return { version: wakeVersion, session, seconds: 60, woken: true }
}

/** When something is due again, in ms from now. With `keep`, messages until then may postpone it. */
export interface Next {
  readonly ms: number
  readonly keep?: boolean
}

/** Does what is due. Returns undefined if the timer has ended. */
export type Work = (woken: Wake) => Promise<Next | undefined>

/**
 * Does what is due, and says how the timer sleeps on, or that it is done. If the session cannot be read, the timer neither ends
 * nor fails, because a release that can read it may come at once or in a week.
 */
async function sleepAfter(woken: Wake, work: Work): Promise<Wake | 'done'> {
  try {
    const next = await work(woken)
    return next ? { ...asleep(woken, seconds(next.ms), next.keep), ...(woken.until && { until: 'then' }) } : 'done'
  } catch (error) {
    if (error instanceof Unreadable) return asleep(woken, secondsLater(woken))
    throw error
  }
}

function asleep({ session, generation, since, until }: Wake, seconds: number, keep = false): Wake {
  return {
    ...{ version: wakeVersion, session, seconds, keep },
    ...(generation !== undefined && { generation }),
    ...(since !== undefined && { since }),
    ...(until && { until }),
  }
}

/** The answer to a timer that an earlier release started. Such a timer waits by itself and asks for how long. */
export async function answerToOlder(wake: Wake, work: Work): Promise<Wake> {
  const { version, session } = wake
  const next = await sleepAfter(wake, work)
  return next === 'done' ? { version, session, seconds: 0, done: true } : { ...next, done: false }
}

/** What happens to a timer that has just gone to sleep. It goes on sleeping, sleeps for a different time, or ends. */
export type Answer =
  | { readonly type: 'sleeps'; readonly keep: boolean }
  | { readonly type: 'sleeps-otherwise'; readonly wake: Wake }
  | { readonly type: 'over' }

/** Handles a timer that goes to sleep. If it has slept before, or should look at once, what is due is done first. */
export async function answerTo(wake: Wake, work: Work): Promise<Answer> {
  const next = wake.woken === undefined ? wake : await sleepAfter(wake, work)
  if (next === 'done') return { type: 'over' }
  return sleepsAsBefore(wake, next)
    ? { type: 'sleeps', keep: next.keep === true }
    : { type: 'sleeps-otherwise', wake: next }
}

/** Changing the length of a sleep costs one more transition, so a sleep may be this much too long, seconds. */
const lateMax = 2

/** Whether the timer may sleep as long as it did before. */
function sleepsAsBefore(before: Wake, next: Wake): boolean {
  const late = before.seconds - next.seconds
  return late >= 0 && late <= lateMax && before.until === next.until
}

/**
 * The shortest sleep, seconds. The function that is called when a sleep begins must return before the sleep ends, or the timer
 * assumes that it failed.
 */
const secondsMin = 3

/** Twice the length of the last sleep, from a minute to six hours, seconds. */
const laterMin = 60
const laterMax = 6 * 3_600

function secondsLater({ seconds }: Wake): number {
  return Math.min(Math.max(laterMin, 2 * seconds), laterMax)
}

/** Whole seconds, rounded up. */
export function seconds(ms: number): number {
  return Math.max(secondsMin, Math.ceil(ms / 1000))
}
