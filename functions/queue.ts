import { documents } from '../lib/aws/documents.ts'
import { deskWriter, dutyDesk } from '../lib/aws/duty-desk.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { on, refused, refusedBy, socketFunction } from '../lib/aws/socket-function.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { pickUpOldest } from '../lib/pick-up.ts'
import { resumed } from '../lib/resume.ts'
import { refuse } from '../lib/session/refusals.ts'
import { librarianOf } from '../lib/tickets.ts'

const db = documents()
const queue = waitingQueue(db, read(env.queueTable))
const desk = dutyDesk(db, read(env.deskTable))
const directory = libraryDirectory(db, read(env.directoryTable))
const sessions = sessionLog(db, {
  table: read(env.sessionsTable),
  retentionDays: Number(read(env.retentionDays)),
  companions: [queueWriter(read(env.queueTable)), deskWriter(read(env.deskTable))],
})
const ports = { sessions, queue, desk, connections: socketConnections(), log }

/** Librarians come on duty, see who waits, and pick up the patron who has waited longest. */
export const handler = socketFunction({
  frames: [
    on('on-duty', async (_frame, caller) => {
      const librarian = await directory.librarian(librarianOf(caller.identity))
      if (!librarian) return refused('unknown-librarian')
      const { id, name, library, pools, limit } = librarian
      await desk.arrive({ librarian: id, name, library, pools, limit, connection: caller.connection })
      const [waiting, { sessions: held }] = await Promise.all([queue.waiting(pools), desk.find(id)])
      return { type: 'on-duty', pools: [...pools], limit, waiting: [...waiting], sessions: [...held] }
    }),

    on('off-duty', async (_frame, caller) => {
      const librarian = librarianOf(caller.identity)
      await desk.depart(librarian, caller.connection)
      const { sessions: held } = await desk.find(librarian)
      return { type: 'off-duty', sessions: [...held] }
    }),

    on('pick-up', async (_frame, caller) => {
      const id = librarianOf(caller.identity)
      const { duty } = await desk.find(id)
      if (duty?.connection !== caller.connection) return refusedBy(refuse('not-on-duty'))
      const outcome = await pickUpOldest(ports, duty, caller.at)
      if ('refusal' in outcome) return refusedBy(outcome)
      return { ...(await resumed(sessions, outcome.session, { role: 'librarian', id }, 0)), type: 'picked-up' }
    }),
  ],
})
