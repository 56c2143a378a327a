import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { followUpList, followUpLog } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { env, read } from '../lib/env.ts'
import { followUpActions } from '../lib/socket/follow-ups.ts'
import { forMembers } from '../lib/socket/members.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))

/** Follow-ups: answers owed to patrons after their sessions. */
export const handler = socketFunction({
  directory,
  actions: forMembers(
    directory,
    followUpActions({
      sessions: followUpLog(db),
      facts: factsTable(db, read(env.factsTable)),
      followUps: followUpList(db, read(env.followUpsTable)),
      directory,
      mailboxes: mailboxes(db, read(env.directoryTable)),
      timers: followUpTimers(read(env.followUpTimer)),
      watch: timerWatch(db, read(env.timersTable)),
      log,
    }),
  ),
})
