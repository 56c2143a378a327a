import { documents } from '../lib/aws/documents.ts'
import { deskWriter, dutyDesk } from '../lib/aws/duty-desk.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { on, refusedBy, socketFunction } from '../lib/aws/socket-function.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { queueWriter } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { run } from '../lib/run.ts'
import { refuse } from '../lib/session/refusals.ts'
import { dateIn } from '../lib/session/timing.ts'
import { librarianOf } from '../lib/tickets.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))
const sessions = sessionLog(db, {
  table: read(env.sessionsTable),
  retentionDays: Number(read(env.retentionDays)),
  companions: [
    queueWriter(read(env.queueTable)),
    deskWriter(read(env.deskTable)),
    followUpWriter(read(env.followUpsTable)),
  ],
})
const ports = {
  sessions,
  desk: dutyDesk(db, read(env.deskTable)),
  clocks: stateMachineClocks({ followUp: read(env.followUpClock) }),
  connections: socketConnections(),
  log,
}

/** How a session ends: the patron's address is verified, and the librarian gives it its code. */
export const handler = socketFunction({
  frames: [
    on('ask-contact', async ({ session }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'AskContact', at, by: librarianOf(identity) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'contact-asked', session }
    }),

    on('confirm-contact', async ({ session, email, name }, { at }) => {
      const outcome = await run(ports, session, { type: 'ConfirmContact', at, email, ...(name && { name }) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'contact-verified', session, email }
    }),

    on('attest-contact', async ({ session, email }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'AttestContact', at, by: librarianOf(identity), email })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'contact-verified', session, email }
    }),

    on('close', async ({ action: _action, id: _id, session, ...wish }, { identity, at }) => {
      const today = await todayAt(session, at)
      const by = librarianOf(identity)
      const outcome = await run(ports, session, { type: 'Close', at, by, today, ...wish })
      if ('refusal' in outcome) return refusedBy(outcome)
      if (outcome.session.status !== 'closed') return refusedBy(refuse('not-yours'))
      return { type: 'closed', session, code: outcome.session.code, how: outcome.session.how }
    }),

    on('leave', async ({ session }, { at }) => {
      const outcome = await run(ports, session, { type: 'Leave', at })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'left', session }
    }),
  ],
})

/** Today's date where the patron's library is: deadlines are dates there (R22). */
async function todayAt(session: string, at: number): Promise<string> {
  const library = (await sessions.load(session))?.session.library
  return dateIn((library && (await directory.library(library))?.timeZone) || 'UTC', at)
}
