import { ulid } from 'ulid'
import { readPass, signPass, signTicket } from '../lib/access/tickets.ts'
import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { httpFunction } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { sourcesTable } from '../lib/aws/sources.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { arrivals } from '../lib/http/admission.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))
const key = signingKey(read(env.ticketSecret))

/** What happens before there is a socket: a patron asks or comes back, or a librarian signs in. */
export const handler = httpFunction(
  arrivals({
    sessions: sessionLog(db, {
      table: read(env.sessionsTable),
      retentionDays,
      jointWrites: [queueWriter(read(env.queueTable)), followUpWriter(read(env.followUpsTable), retentionDays)],
    }),
    roster: rosterTable(db, read(env.rosterTable)),
    directory: libraryDirectory(db, read(env.directoryTable)),
    timers: { ...sessionTimers(read(env.sessionTimer)), ...followUpTimers(read(env.followUpTimer)) },
    sources: sourcesTable(db, read(env.sourcesTable)),
    queue: waitingQueue(db, read(env.queueTable)),
    watch: timerWatch(db, read(env.timersTable)),
    connections: socketConnections(),
    tokens: {
      ticket: async (to, origin) => signTicket(await key(), to, origin, ulid()),
      pass: async to => signPass(await key(), to),
      readPass: async pass => readPass(await key(), pass),
    },
    socket: read(env.socketUrl),
    log,
  }),
)
