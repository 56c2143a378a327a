import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { deskWriter, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerFunction } from '../lib/aws/timer-function.ts'
import { timerTokens } from '../lib/aws/timer-tokens.ts'
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
  connections: socketConnections(),
  log,
}

const followUps = followUpTimers(read(env.followUpTimer))
const tokens = timerTokens(db, read(env.timersTable))

/**
 * The timers of this state machine. This is a session's timer: what is due soon it learns when it says how long to sleep. One that
 * the release before has started does not say of which machine it is: it looks after its session to the end, and starts no other.
 */
const timersOf = (machine: string | undefined) => ({
  ...followUps,
  wakeSoon: async () => {},
  startSession: machine === undefined ? async () => {} : sessionTimers(machine).startSession,
})

/** The session's timer woke up: whatever is due happens, and it says how long it sleeps on. */
export const handler = timerFunction({
  work: (wake, machine) => tickSession({ ...ports, timers: timersOf(machine) }, wake, Date.now()),
  keep: tokens.keep,
})
