import * as v from 'valibot'
import { senderOf } from '../access/tickets.ts'
import { limitsOf } from '../consortium/library.ts'
import { type PlacePorts, placeOf } from '../desk/place.ts'
import type { Connections, Directory, Log, Queue, Roster, SessionTimers, SocketEnds, Tickets } from '../desk/ports.ts'
import { whyNotReread } from '../desk/rereading.ts'
import { newestOf, resumed } from '../desk/resume.ts'
import { type RunPorts, run } from '../desk/run.ts'
import { skipEmptyRungs } from '../desk/staffing.ts'
import { ifReadable } from '../desk/unreadable.ts'
import { sessionRecords } from '../protocol/session.ts'
import { answering, type Caller, type Route, refused, refusedBy } from './route.ts'

type ConnectionPorts = RunPorts & { readonly timers: SessionTimers; readonly connections: Connections }

const ticketContext = v.object({ ticket: v.string(), expiresAt: v.string() })
const returnContext = v.object({ again: v.literal('true'), session: v.string(), library: v.string() })

interface ConnectPorts {
  readonly tickets: Tickets
  readonly directory: Pick<Directory, 'library'>
  readonly connections: SocketEnds
  readonly log: Log
}

/**
 * Accepts a connection, once for each ticket. `context` is what the authorizer found in the ticket. A session keeps its newest
 * sockets only. A person needs one, and a line that is lost may leave others open for minutes, so the oldest ones end and nobody
 * is kept out.
 */
export async function connect(
  { tickets, directory, connections, log }: ConnectPorts,
  context: unknown,
  connection: string,
  at: number,
): Promise<'welcome' | 'refused'> {
  const { ticket, expiresAt } = v.parse(ticketContext, context)
  if (!(await tickets.use(ticket, connection, Number(expiresAt)))) return 'refused'
  const back = v.safeParse(returnContext, context)
  if (!back.success) return 'welcome'
  const { session } = back.output
  const library = await directory.library(back.output.library)
  // The first socket of all is not in the list.
  const most = limitsOf(library ?? {}).sockets - 1
  for (const old of await tickets.cameBack(session, connection, most, at)) {
    try {
      await connections.close(old)
    } catch (error) {
      // It ends by itself, after ten minutes of silence or two hours.
      log.failed('close a socket', session, error)
    }
  }
  return 'welcome'
}

/** A connection has ended. Its sessions and the roster are told. */
export async function disconnect(
  ports: ConnectionPorts & { readonly roster: Roster; readonly queue: Queue },
  { identity, connection, at }: Caller,
): Promise<void> {
  // A session that cannot be read does not keep the others from being told.
  const away = (session: string) => ifReadable(run(ports, session, { type: 'GoAway', at, connection }))
  if (identity.role === 'patron') {
    await away(identity.session)
    return
  }
  const { duty, sessions } = await ports.roster.find(identity.librarian)
  await ports.roster.depart(identity.librarian, connection, at)
  for (const session of sessions) await away(session)
  if (duty?.connection === connection) await skipEmptyRungs(ports, duty.pools, at)
}

/** What a returning client missed, and where a waiting patron stands. */
export function connectionActions(
  ports: ConnectionPorts & PlacePorts & { readonly directory: Directory },
): readonly Route[] {
  return answering(sessionRecords)({
    resume: async ({ session, after, before }, { identity, connection, at }) => {
      const who = senderOf(identity)
      const outcome = await run(ports, session, { type: 'Come', at, who, connection })
      if ('refusal' in outcome) return refusedBy(outcome)
      const no =
        who.role === 'librarian' && outcome.session.status === 'closed'
          ? await whyNotReread(ports.directory, outcome.session, who.id, at)
          : undefined
      if (no) return refused(no)
      return before === undefined
        ? resumed(ports.sessions, outcome.newest, who, after)
        : newestOf(ports.sessions, outcome.newest, who, before)
    },

    place: async ({ session }, { at }) => {
      const place = await placeOf(ports, session, at)
      return 'refusal' in place ? refusedBy(place) : { type: 'place', session, ...place }
    },
  })
}
