import type { Queue, Roster, Timers } from './ports.ts'

/**
 * Somebody has gone off duty: whoever waits in a pool that is empty now goes on to the next rung at once (R4), and not when
 * the timer of their session wakes.
 */
export async function skipEmptyRungs(
  { roster, queue, timers }: { readonly roster: Roster; readonly queue: Queue; readonly timers: Timers },
  pools: readonly string[],
  at: number,
): Promise<void> {
  const staffed = await Promise.all(pools.map(async pool => (await roster.reach([pool])).length > 0))
  const empty = pools.filter((_, i) => !staffed[i])
  if (empty.length === 0) return
  const waiting = await queue.waiting(empty)
  await Promise.all(waiting.map(({ session }) => timers.wakeSoon(session, `rung-${at}`)))
}
