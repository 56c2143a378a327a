import { mailboxRunHour } from '../env.ts'

const dayMs = 86_400_000
/** The most by which the clocks of two machines may differ, ms. */
const clocksApart = 300_000

/** The first run that looks at a mailbox which is filed now. */
export function nextRun(at: number): number {
  return newestRun(at + clocksApart) + 1
}

/** The newest run that has begun. */
export function newestRun(at: number): number {
  return Math.floor((at - mailboxRunHour * 3_600_000) / dayMs)
}

/** The first run at this moment or after it. */
export function runFrom(at: number): number {
  return Math.ceil((at - mailboxRunHour * 3_600_000) / dayMs)
}
