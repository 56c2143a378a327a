import type { memoryConnections, memoryTimers } from '../memory/outside.ts'
import type { memoryTables } from '../memory/tables.ts'

type Memory = { readonly tables: ReturnType<typeof memoryTables> } & Pick<ReturnType<typeof memoryTimers>, 'started'> &
  Pick<ReturnType<typeof memoryConnections>, 'sent'>

/** Everything that a refused act must leave as it was. */
export async function stateOf({ tables, started, sent }: Memory, sessions: readonly string[]) {
  return {
    sessions: await Promise.all(sessions.map(id => tables.sessions.load(id))),
    waiting: tables.waitingNow(),
    held: [...tables.heldNow()].filter(([, held]) => held.size > 0).map(([who, held]) => [who, [...held]]),
    duty: await tables.roster.lines(['library:wren', 'library:hale', 'cooperative'], 9, 0),
    owed: [...tables.owedNow()],
    timers: structuredClone(started),
    sent: sent.length,
  }
}
