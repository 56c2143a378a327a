import { documents } from '../lib/aws/documents.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { ticketBook } from '../lib/aws/ticket-book.ts'
import { waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { connect, connectionActions, disconnect } from '../lib/socket/connections.ts'
import { forMembers } from '../lib/socket/members.ts'

const db = documents()
const tickets = ticketBook(db, read(env.ticketsTable))
const directory = libraryDirectory(db, read(env.directoryTable))
const ports = {
  sessions: sessionLog(db, { table: read(env.sessionsTable), retentionDays: Number(read(env.retentionDays)) }),
  directory,
  roster: rosterTable(db, read(env.rosterTable)),
  queue: waitingQueue(db, read(env.queueTable)),
  timers: sessionTimers(read(env.sessionTimer)),
  connections: socketConnections(),
  log,
}

/** Connections that come and go, and what a returning client missed. */
export const handler = socketFunction({
  directory,
  connect: (context, connection) => connect({ ...ports, tickets }, context, connection, Date.now()),
  disconnect: caller => disconnect(ports, caller),
  actions: forMembers(directory, connectionActions(ports)),
})
