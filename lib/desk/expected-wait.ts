import type { PastWait } from './ports.ts'

/** A wait that ended longer ago says nothing about this hour, ms. */
const recentMs = 2 * 3_600_000

/** Fewer waits are chance. */
const fewest = 3

/** The answer is a rough one and counts in half minutes, so that it changes seldom, s. */
const stepSeconds = 30

export interface Waiting {
  /** Whether a librarian of the patron's own library would answer. */
  readonly own: boolean
  /** How long the patron has waited already, ms. */
  readonly waited: number
}

/**
 * How much longer a patron will probably wait, in seconds: the middle one of the recent waits that lasted at least as long as this
 * one has. Undefined if too few waits are known, or if this one is longer than all of them.
 */
export function expectedWait(waits: readonly PastWait[], { own, waited }: Waiting, at: number): number | undefined {
  const recent = waits.filter(wait => at - wait.at <= recentMs && (wait.own === true) === own)
  if (recent.length < fewest) return undefined
  const longer = recent
    .map(wait => wait.waited)
    .filter(each => each >= waited)
    .sort((a, b) => a - b)
  const middle = longer[Math.floor((longer.length - 1) / 2)]
  return middle === undefined ? undefined : Math.max(1, Math.ceil((middle - waited) / 1000 / stepSeconds)) * stepSeconds
}
