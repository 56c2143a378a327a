import type { memoryConnections, memoryMailer, memoryTimers } from '../memory/outside.ts'
import type { memoryTables } from '../memory/tables.ts'

type Memory = { readonly tables: ReturnType<typeof memoryTables> } & Pick<ReturnType<typeof memoryTimers>, 'started'> &
  Pick<ReturnType<typeof memoryMailer>, 'mails'> &
  Pick<ReturnType<typeof memoryConnections>, 'sent'>

/** Everything that a refused act must leave as it was. */
export async function stateOf({ tables, started, mails, sent }: Memory, sessions: readonly string[]) {
  return {
    sessions: await Promise.all(sessions.map(id => tables.sessions.load(id))),
    waiting: tables.waitingNow(),
    held: [...tables.heldNow()].filter(([, held]) => held.size > 0).map(([who, held]) => [who, [...held]]),
    duty: await tables.roster.reach(['library:wren', 'library:hale', 'cooperative']),
    owed: [...tables.owedNow()],
    timers: structuredClone(started),
    mails: mails.length,
    sent: sent.length,
  }
}
