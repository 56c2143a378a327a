import { documents } from '../lib/aws/documents.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerTokens } from '../lib/aws/timer-tokens.ts'
import { env, read } from '../lib/env.ts'
import { forMembers } from '../lib/socket/members.ts'
import { messageActions } from '../lib/socket/messages.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))

/** The messages of a session. */
export const handler = socketFunction({
  directory,
  actions: forMembers(
    directory,
    messageActions({
      directory,
      sessions: sessionLog(db, {
        table: read(env.sessionsTable),
        retentionDays: Number(read(env.retentionDays)),
      }),
      roster: rosterTable(db, read(env.rosterTable)),
      connections: socketConnections(),
      timers: sessionTimers(read(env.sessionTimer)),
      timerTokens: timerTokens(db, read(env.timersTable)),
      log,
    }),
  ),
})
