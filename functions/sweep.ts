import middy from '@middy/core'
import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { livingTimers } from '../lib/aws/living-timers.ts'
import { log, logger, observed } from '../lib/aws/log.ts'
import { deskWriter, releaseCheck } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { queueCheck, queueWriter } from '../lib/aws/waiting-queue.ts'
import { sweep } from '../lib/desk/sweep.ts'
import { env, read } from '../lib/env.ts'

const db = documents()
const machine = read(env.sessionTimer)
const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays: Number(read(env.retentionDays)),
    jointWrites: [queueWriter(read(env.queueTable)), deskWriter(read(env.rosterTable))],
    checks: [queueCheck(read(env.queueTable)), releaseCheck(read(env.rosterTable))],
  }),
  facts: factsTable(db, read(env.factsTable)),
  directory: libraryDirectory(db, read(env.directoryTable)),
  librarianFactsDays: Number(read(env.librarianFactsDays)),
  watch: timerWatch(db, read(env.timersTable)),
  living: livingTimers(machine),
  timers: { ...sessionTimers(machine), ...followUpTimers(read(env.followUpTimer)) },
  log,
}

/** Every quarter of an hour, sessions without a timer get a new one. Each writes a line that the alarm counts. */
export const handler = middy<unknown, void>()
  .use(observed())
  .handler(async () => {
    for (const session of await sweep(ports, Date.now())) logger.warn('timer missing', { session })
  })
