import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { deskWriter, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerFunction } from '../lib/aws/timer-function.ts'
import { queueWriter } from '../lib/aws/waiting-queue.ts'
import { tickSession } from '../lib/desk/session-timer.ts'
import { env, read } from '../lib/env.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))
const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays,
    jointWrites: [
      queueWriter(read(env.queueTable)),
      deskWriter(read(env.rosterTable)),
      followUpWriter(read(env.followUpsTable), retentionDays),
    ],
  }),
  directory: libraryDirectory(db, read(env.directoryTable)),
  roster: rosterTable(db, read(env.rosterTable)),
  // This is the session's timer: what is due soon it learns when it says how long to sleep.
  timers: { ...followUpTimers(read(env.followUpTimer)), wakeSoon: async () => {} },
  connections: socketConnections(),
  log,
}

/** The session's timer woke up: whatever is due happens, and it learns how long to sleep. */
export const handler = timerFunction(({ session, until }) =>
  tickSession(ports, session, Date.now(), until ? 'look' : 'session'),
)
