import { documents } from '../lib/aws/documents.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { socketFunction } from '../lib/aws/socket-function.ts'
import { staffRoomTable } from '../lib/aws/staff-room.ts'
import { env, read } from '../lib/env.ts'
import { forMembers } from '../lib/socket/members.ts'
import { staffRoomActions } from '../lib/socket/staff-room.ts'

const db = documents()

/** What librarians on duty say to each other. */
export const handler = socketFunction({
  actions: forMembers(
    libraryDirectory(db, read(env.directoryTable)),
    staffRoomActions({
      staffRoom: staffRoomTable(db, read(env.staffRoomTable)),
      sessions: sessionLog(db, { table: read(env.sessionsTable), retentionDays: Number(read(env.retentionDays)) }),
      roster: rosterTable(db, read(env.rosterTable)),
      connections: socketConnections(),
    }),
  ),
})
