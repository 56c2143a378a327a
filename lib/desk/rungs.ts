import type { Queue, QueuePlace, Roster, Timers } from './ports.ts'

/**
 * Somebody has gone off duty: whoever waits in a pool that is empty now goes on to the next rung at once (R4), and not when
 * the timer of their session wakes.
 */
export async function skipEmptyRungs(
  { roster, queue, timers }: { readonly roster: Roster; readonly queue: Queue; readonly timers: Timers },
  pools: readonly string[],
  at: number,
): Promise<void> {
  const lines = await roster.lines(pools, 1, at)
  const empty = pools.filter((_, i) => !lines[i]?.staffed)
  if (empty.length === 0) return
  let after: QueuePlace | undefined
  do {
    const page = await queue.waiting(empty, { after })
    await Promise.all(page.entries.map(({ session }) => timers.wakeSoon(session, `rung-${at}`)))
    after = page.more ? page.entries.at(-1) : undefined
  } while (after)
}
