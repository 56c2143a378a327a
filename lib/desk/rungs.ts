import type { Clocks, Desk, Queue } from './ports.ts'

/**
 * Somebody has gone off duty: whoever waits in a pool that is empty now goes on to the next rung at once (R4), and not when
 * the clock of their session wakes.
 */
export async function lookWhereEmpty(
  { desk, queue, clocks }: { readonly desk: Desk; readonly queue: Queue; readonly clocks: Clocks },
  pools: readonly string[],
  at: number,
): Promise<void> {
  const staffed = await Promise.all(pools.map(async pool => (await desk.reach([pool])).length > 0))
  const empty = pools.filter((_, i) => !staffed[i])
  if (empty.length === 0) return
  const waiting = await queue.waiting(empty)
  await Promise.all(waiting.map(({ session }) => clocks.lookSoon(session, `rung-${at}`)))
}
