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
import { disconnect } from '../lib/socket/connections.ts'
import { libraryActions } from '../lib/socket/libraries.ts'
import { forMembers } from '../lib/socket/members.ts'
import { queueActions } from '../lib/socket/queue.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))

const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays: Number(read(env.retentionDays)),
    jointWrites: [queueWriter(read(env.queueTable)), deskWriter(read(env.rosterTable))],
  }),
  queue: waitingQueue(db, read(env.queueTable)),
  roster: rosterTable(db, read(env.rosterTable)),
  directory,
  timers: sessionTimers(read(env.sessionTimer)),
  connections: socketConnections(),
  log,
}

/**
 * Who is on duty, who waits, and who serves whom. Every librarian's page sends requests here. A librarian who has left is treated
 * as if their connection had dropped.
 */
export const handler = socketFunction({
  directory,
  actions: forMembers(directory, [...queueActions(ports), ...libraryActions(ports)], caller =>
    disconnect(ports, caller),
  ),
})
