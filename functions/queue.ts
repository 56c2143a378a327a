import { documents } from '../lib/aws/documents.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { deskWriter, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { queueActions } from '../lib/socket/queue.ts'

const db = documents()

/** Duty, the queue, picking up and transfers. */
export const handler = socketFunction({
  actions: queueActions({
    sessions: sessionLog(db, {
      table: read(env.sessionsTable),
      retentionDays: Number(read(env.retentionDays)),
      jointWrites: [queueWriter(read(env.queueTable)), deskWriter(read(env.rosterTable))],
    }),
    queue: waitingQueue(db, read(env.queueTable)),
    roster: rosterTable(db, read(env.rosterTable)),
    directory: libraryDirectory(db, read(env.directoryTable)),
    timers: sessionTimers(read(env.sessionTimer)),
    connections: socketConnections(),
    log,
  }),
})
