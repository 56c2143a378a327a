import { documents } from '../lib/aws/documents.ts'
import { followUpList } from '../lib/aws/follow-up-list.ts'
import { followUpLog } from '../lib/aws/follow-up-log.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { env, read } from '../lib/env.ts'
import { followUpActions } from '../lib/socket/follow-ups.ts'
import { forMembers } from '../lib/socket/members.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))

/** What is owed to patrons after their sessions, and what becomes of it. */
export const handler = socketFunction({
  actions: forMembers(
    directory,
    followUpActions({
      sessions: followUpLog(db),
      followUps: followUpList(db, read(env.followUpsTable)),
      directory,
      timers: followUpTimers(read(env.followUpTimer)),
    }),
  ),
})
