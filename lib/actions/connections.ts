import * as v from 'valibot'
import type { Clocks, Connections, Desk, Tickets } from '../ports.ts'
import { resumed } from '../resume.ts'
import { type RunPorts, run } from '../run.ts'
import { type Identity, senderOf } from '../tickets.ts'
import { type Caller, on, type Route, refusedBy } from './route.ts'

type ConnectionPorts = RunPorts & { readonly clocks: Clocks; readonly connections: Connections }

const ticketContext = v.object({ ticket: v.string(), expiresAt: v.string() })

/** Lets a connection in, once for each ticket; `context` is what the authorizer found in the ticket. */
export async function connect(tickets: Tickets, context: unknown): Promise<'welcome' | 'refused'> {
  const { ticket, expiresAt } = v.parse(ticketContext, context)
  return (await tickets.use(ticket, Number(expiresAt))) ? 'welcome' : 'refused'
}

/** A connection has ended: the sessions that were reached over it learn so, and the desk does. */
export async function disconnect(
  ports: ConnectionPorts & { readonly desk: Desk },
  { identity, connection, at }: Caller,
): Promise<void> {
  for (const session of await sessionsOf(ports.desk, identity, connection))
    await run(ports, session, { type: 'GoAway', at, connection })
}

async function sessionsOf(desk: Desk, identity: Identity, connection: string): Promise<readonly string[]> {
  if (identity.role === 'patron') return [identity.session]
  const { sessions } = await desk.find(identity.librarian)
  await desk.depart(identity.librarian, connection)
  return sessions
}

/** What somebody missed who comes back. */
export function connectionActions(ports: ConnectionPorts): readonly Route[] {
  return [
    on('resume', async ({ session, after }, { identity, connection, at }) => {
      const who = senderOf(identity)
      const outcome = await run(ports, session, { type: 'Come', at, who, connection })
      return 'refusal' in outcome ? refusedBy(outcome) : resumed(ports.sessions, outcome.session, who, after)
    }),
  ]
}
