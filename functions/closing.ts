import { emailCodes } from '../lib/access/email-codes.ts'
import { documents } from '../lib/aws/documents.ts'
import { factsTable, factsWriter } from '../lib/aws/facts.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailCounts } from '../lib/aws/mail-counts.ts'
import { deskWriter, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { sourcesTable } from '../lib/aws/sources.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { closingActions } from '../lib/socket/closing.ts'
import { forMembers } from '../lib/socket/members.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))
const directory = libraryDirectory(db, read(env.directoryTable))

/** The end of a session. */
export const handler = socketFunction({
  directory,
  actions: forMembers(
    directory,
    closingActions({
      sessions: sessionLog(db, {
        table: read(env.sessionsTable),
        retentionDays,
        jointWrites: [
          queueWriter(read(env.queueTable)),
          deskWriter(read(env.rosterTable)),
          followUpWriter(read(env.followUpsTable), retentionDays),
          factsWriter(read(env.factsTable)),
        ],
      }),
      facts: factsTable(db, read(env.factsTable)),
      queue: waitingQueue(db, read(env.queueTable)),
      roster: rosterTable(db, read(env.rosterTable)),
      directory,
      sources: sourcesTable(db, read(env.sourcesTable)),
      timers: { ...sessionTimers(read(env.sessionTimer)), ...followUpTimers(read(env.followUpTimer)) },
      watch: timerWatch(db, read(env.timersTable)),
      mailCounts: mailCounts(db, read(env.sourcesTable)),
      emailCodes: emailCodes(signingKey(read(env.mailSecret))),
      connections: socketConnections(),
      log,
    }),
  ),
})
