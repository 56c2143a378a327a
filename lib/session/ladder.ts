/** One rung of a library's ladder: from `after` ms of waiting on, this pool may pick the session up (R4). */
export interface Rung {
  readonly pool: string
  readonly after: number
}

/** A ladder, and which of its pools have somebody on duty at this moment. */
export interface StaffedLadder {
  readonly rungs: readonly Rung[]
  readonly staffed: readonly string[]
}

/**
 * The pools that a session has reached after waiting so long (ms), in order. A rung with nobody on duty is skipped at once: the
 * session is in that pool for anybody who comes on duty, and reaches the next rung in the same moment (R4). If the clock of this
 * machine is behind the one that took the question, the patron has waited for no time, and not for less.
 */
export function reached({ rungs, staffed }: StaffedLadder, waited: number): readonly string[] {
  const pools: string[] = []
  let skipped = false
  for (const { pool, after } of rungs) {
    if (after > Math.max(0, waited) && !skipped) break
    pools.push(pool)
    skipped = !staffed.includes(pool)
  }
  return pools
}

/** Whether nobody is on duty anywhere on the ladder, so that the wait has no foreseeable end (R6). */
export function nobodyOnDuty({ rungs, staffed }: StaffedLadder): boolean {
  return !rungs.some(({ pool }) => staffed.includes(pool))
}

/** When the next rung is due at the latest, in ms of waiting; undefined if all are reached. */
export function nextRung(rungs: readonly Rung[], waited: number): number | undefined {
  return rungs.map(({ after }) => after).find(after => after > waited)
}
