import { documents } from '../lib/aws/documents.ts'
import { groupsIn } from '../lib/aws/groups.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { deskWriter, rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { staffRoomTable } from '../lib/aws/staff-room.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { env, read } from '../lib/env.ts'
import { forMembers } from '../lib/socket/members.ts'
import { staffRoomActions } from '../lib/socket/staff-room.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))

/** What librarians on duty say to each other, and how they help each other. */
export const handler = socketFunction({
  directory,
  actions: forMembers(
    directory,
    staffRoomActions({
      directory,
      groups: groupsIn(read(env.groups)),
      staffRoom: staffRoomTable(db, read(env.staffRoomTable)),
      sessions: sessionLog(db, {
        table: read(env.sessionsTable),
        retentionDays: Number(read(env.retentionDays)),
        jointWrites: [deskWriter(read(env.rosterTable))],
      }),
      roster: rosterTable(db, read(env.rosterTable)),
      connections: socketConnections(),
      timers: sessionTimers(read(env.sessionTimer)),
      log,
    }),
  ),
})
