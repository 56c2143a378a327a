import { documents } from '../lib/aws/documents.ts'
import { factsWriter } from '../lib/aws/facts.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { deskWriter, releaseCheck, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerFunction } from '../lib/aws/timer-function.ts'
import { timerTokens } from '../lib/aws/timer-tokens.ts'
import { queueCheck, queueWriter } from '../lib/aws/waiting-queue.ts'
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
      factsWriter(read(env.factsTable)),
    ],
    checks: [queueCheck(read(env.queueTable)), releaseCheck(read(env.rosterTable))],
  }),
  directory: libraryDirectory(db, read(env.directoryTable)),
  roster: rosterTable(db, read(env.rosterTable)),
  connections: socketConnections(),
  log,
}

const followUps = followUpTimers(read(env.followUpTimer))
const tokens = timerTokens(db, read(env.timersTable))

/**
 * The timers of this state machine. The function is the session's timer itself, so it needs no second timer for things due soon:
 * it considers them when it decides how long to sleep. A timer that the previous release started does not name its state machine.
 * It looks after its session to the end and starts no other.
 */
const timersOf = (machine: string | undefined) => ({
  ...followUps,
  wakeSoon: async () => {},
  startSession: machine === undefined ? async () => {} : sessionTimers(machine).startSession,
})

/** The session's timer woke up. It does what is due and returns how long to sleep next. */
export const handler = timerFunction({
  work: (wake, machine) => tickSession({ ...ports, timers: timersOf(machine) }, wake, Date.now()),
  keep: tokens.keep,
})
