import * as v from 'valibot'
import { documents } from '../lib/aws/documents.ts'
import { dutyDesk } from '../lib/aws/duty-desk.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { on, refusedBy, socketFunction } from '../lib/aws/socket-function.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { ticketBook } from '../lib/aws/ticket-book.ts'
import { env, read } from '../lib/env.ts'
import { resumed } from '../lib/resume.ts'
import { run } from '../lib/run.ts'
import { type Identity, senderOf } from '../lib/tickets.ts'

const db = documents()
const desk = dutyDesk(db, read(env.deskTable))
const tickets = ticketBook(db, read(env.ticketsTable))
const sessions = sessionLog(db, { table: read(env.sessionsTable), retentionDays: Number(read(env.retentionDays)) })
const clocks = stateMachineClocks({ session: read(env.sessionClock) })
const ports = { sessions, clocks, connections: socketConnections(), log }

const ticketContext = v.object({ ticket: v.string(), expiresAt: v.string() })

/** Connections that come and go, and what somebody missed who comes back. */
export const handler = socketFunction({
  connect: async context => {
    const { ticket, expiresAt } = v.parse(ticketContext, context)
    return (await tickets.use(ticket, Number(expiresAt))) ? 'welcome' : 'refused'
  },

  disconnect: async ({ identity, connection, at }) => {
    for (const session of await sessionsOf(identity, connection))
      await run(ports, session, { type: 'GoAway', at, connection })
  },

  frames: [
    on('resume', async ({ session, after }, { identity, connection, at }) => {
      const who = senderOf(identity)
      const outcome = await run(ports, session, { type: 'Come', at, who, connection })
      return 'refusal' in outcome ? refusedBy(outcome) : resumed(sessions, outcome.session, who, after)
    }),
  ],
})

async function sessionsOf(identity: Identity, connection: string): Promise<readonly string[]> {
  if (identity.role === 'patron') return [identity.session]
  const { sessions } = await desk.find(identity.librarian)
  await desk.depart(identity.librarian, connection)
  return sessions
}
