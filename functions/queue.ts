import { assignmentOf } from '../lib/assignment.ts'
import { documents } from '../lib/aws/documents.ts'
import { deskWriter, dutyDesk } from '../lib/aws/duty-desk.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { type Caller, on, refused, refusedBy, socketFunction } from '../lib/aws/socket-function.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { rememberOthers } from '../lib/others.ts'
import { pickUpChosen, pickUpOldest, servantFor } from '../lib/pick-up.ts'
import type { OnDuty } from '../lib/ports.ts'
import { resumed } from '../lib/resume.ts'
import { type Done, run } from '../lib/run.ts'
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
const clocks = stateMachineClocks({ session: read(env.sessionClock) })
const ports = { sessions, queue, desk, directory, clocks, connections: socketConnections(), log }

/** Librarians come on duty, see who waits, pick up the patron who has waited longest, and hand sessions over. */
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

    on('pick-up', async ({ session, reason }, caller) => {
      const duty = await dutyOf(caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const outcome = session
        ? await pickUpChosen(ports, duty, { session, reason }, caller.at)
        : await pickUpOldest(ports, duty, caller.at)
      return 'refusal' in outcome ? refusedBy(outcome) : { ...(await assigned(outcome, caller)), type: 'picked-up' }
    }),

    on('transfer', async ({ session, librarian, pool, note }, { identity, at }) => {
      const by = librarianOf(identity)
      const to = librarian ? { librarian } : pool ? { pool } : undefined
      if (!to) return refused('bad-frame', 'Name a librarian or a pool.')
      const reachable = librarian
        ? (await desk.find(librarian)).duty !== undefined
        : (await desk.reach([pool ?? ''])).some(one => one.librarian !== by)
      const outcome = await run(ports, session, { type: 'OfferTransfer', at, by, to, reachable, note })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'transfer-asked', session }
    }),

    on('answer-transfer', async ({ session, accept }, caller) => {
      const duty = await dutyOf(caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const offered = (await sessions.load(session))?.session.library
      const librarian = await servantFor(directory, duty, offered)
      const answer = { accept, librarian, pools: duty.pools, connection: duty.connection }
      const outcome = await run(ports, session, { type: 'AnswerTransfer', at: caller.at, ...answer })
      if ('refusal' in outcome) return refusedBy(outcome)
      if (!accept) return { type: 'transfer-declined', session }
      return { ...(await assigned(outcome, caller)), type: 'transferred' }
    }),
  ],
})

/** The librarian behind a frame, if they are on duty on this very connection. */
async function dutyOf({ identity, connection }: Caller): Promise<OnDuty | undefined> {
  const { duty } = await desk.find(librarianOf(identity))
  return duty?.connection === connection ? duty : undefined
}

/** The whole session, and what a stranger to the patron's library needs to know. */
async function assigned({ session }: Done, { identity, at }: Caller) {
  const id = librarianOf(identity)
  const { sessions: held } = await desk.find(id)
  await rememberOthers(ports, id, held, at)
  const [all, assignment] = await Promise.all([
    resumed(sessions, session, { role: 'librarian', id }, 0),
    assignmentOf(directory, session, id, at),
  ])
  return { ...all, assignment }
}
