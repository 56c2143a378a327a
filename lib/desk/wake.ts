import { Unreadable } from './unreadable.ts'

/** What a timer holds while it sleeps. */
export interface Wake {
  /** Of this shape: a timer may sleep through a deployment, or through one that is undone. */
  readonly version: number
  readonly session: string
  /** How long the timer sleeps unless it is kept asleep, seconds. */
  readonly seconds: number
  /** Which of the timers of its session it is, one after the other; a second timer beside it has no such number. */
  readonly generation?: number
  /** When its execution began, ms: a history of 25,000 events is the end of one. */
  readonly since?: number
  /** It has slept, or has failed to do what was due; without this it has just gone to sleep. */
  readonly woken?: unknown
  /** Whoever speaks may keep it asleep: they are to find its token. */
  readonly keep?: boolean
  /**
   * A second timer for one thing that is due sooner than the session's own timer may wake: first it looks what is `next`,
   * then it sleeps until that (`then`).
   */
  readonly until?: 'next' | 'then'
  /** The answer of a timer that was started by a release whose timers asked for it. */
  readonly done?: boolean
}

/** The version of the wakes that are written here. */
const wakeVersion = 1

/** A timer that sleeps for so long (s) first. */
export function firstWake(session: string, seconds: number, more: Pick<Wake, 'generation' | 'since'> = {}): Wake {
  return seconds > 0 ? { version: wakeVersion, session, seconds, ...more } : { ...lookingAtOnce(session), ...more }
}

/** A timer that does what is due before it sleeps; how long it sleeps then, it says itself, if that first call is not lost. */
export function lookingAtOnce(session: string): Wake {
  return { version: wakeVersion, session, seconds: 60, woken: true }
}

/** When something is due again, in ms from now; `keep`: what is said until then may put it off. */
export interface Next {
  readonly ms: number
  readonly keep?: boolean
}

/** Does what is due. Nothing: the timer is over. */
export type Work = (woken: Wake) => Promise<Next | undefined>

/**
 * Does what is due, and says how the timer sleeps on, or that it is done. One whose session cannot be read is not given up, and
 * does not fail: a release that can may come at once, or in a week.
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

/** The answer to a timer that a release before this one has started: it waits by itself, and asks for how long. */
export async function answerToOlder(wake: Wake, work: Work): Promise<Wake> {
  const { version, session } = wake
  const next = await sleepAfter(wake, work)
  return next === 'done' ? { version, session, seconds: 0, done: true } : { ...next, done: false }
}

/** What becomes of a timer that has just gone to sleep: it goes on sleeping, sleeps for another time, or is over. */
export type Answer =
  | { readonly type: 'sleeps'; readonly keep: boolean }
  | { readonly type: 'sleeps-otherwise'; readonly wake: Wake }
  | { readonly type: 'over' }

/** A timer goes to sleep; if it has slept before, or is to look at once, what is due is done first. */
export async function answerTo(wake: Wake, work: Work): Promise<Answer> {
  const next = wake.woken === undefined ? wake : await sleepAfter(wake, work)
  if (next === 'done') return { type: 'over' }
  return sleepsAsBefore(wake, next)
    ? { type: 'sleeps', keep: next.keep === true }
    : { type: 'sleeps-otherwise', wake: next }
}

/** A sleep of another length costs a transition more, so one that is this much too long is let pass, seconds. */
const lateMax = 2

/** Whether the timer may sleep as long as it did before. */
function sleepsAsBefore(before: Wake, next: Wake): boolean {
  const late = before.seconds - next.seconds
  return late >= 0 && late <= lateMax && before.until === next.until
}

/**
 * The shortest sleep, seconds: the function that is called when a sleep begins has to be back before it ends, or the timer takes
 * it for silent.
 */
const secondsMin = 3

/** Twice as long as the last sleep, from a minute to six hours, seconds. */
const laterMin = 60
const laterMax = 6 * 3_600

function secondsLater({ seconds }: Wake): number {
  return Math.min(Math.max(laterMin, 2 * seconds), laterMax)
}

/** Whole seconds, never too few. */
export function seconds(ms: number): number {
  return Math.max(secondsMin, Math.ceil(ms / 1000))
}
