import middy from '@middy/core'
import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { observed } from '../lib/aws/observed.ts'
import { deskWriter, dutyDesk } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-timers.ts'
import { queueWriter } from '../lib/aws/waiting-queue.ts'
import { tickSession } from '../lib/desk/session-timer.ts'
import { type Wake, wake } from '../lib/desk/wake.ts'
import { env, read } from '../lib/env.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))
const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays,
    companions: [
      queueWriter(read(env.queueTable)),
      deskWriter(read(env.deskTable)),
      followUpWriter(read(env.followUpsTable), retentionDays),
    ],
  }),
  directory: libraryDirectory(db, read(env.directoryTable)),
  desk: dutyDesk(db, read(env.deskTable)),
  // This is the session's clock: what is due soon it learns when it says how long to sleep.
  clocks: { ...stateMachineClocks({ followUp: read(env.followUpClock) }), lookSoon: async () => {} },
  connections: socketConnections(),
  log,
}

/** The session's clock woke up: whatever is due happens, and it learns how long to sleep. */
export const handler = middy<Wake, Wake>()
  .use(observed())
  .handler(async event =>
    wake(event, await tickSession(ports, event.session, Date.now(), event.until ? 'look' : 'session')),
  )
