import { documents } from '../lib/aws/documents.ts'
import { deskWriter, dutyDesk } from '../lib/aws/duty-desk.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailOut } from '../lib/aws/mail-out.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { on, refused, refusedBy, socketFunction } from '../lib/aws/socket-function.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { queueWriter } from '../lib/aws/waiting-queue.ts'
import { env, read } from '../lib/env.ts'
import { farewellOf } from '../lib/farewell.ts'
import { rememberOthers } from '../lib/others.ts'
import { policyReport } from '../lib/policy-report.ts'
import { run } from '../lib/run.ts'
import { adviceOnClosing } from '../lib/session/advice.ts'
import { mayNotWrite } from '../lib/session/messages.ts'
import { refuse } from '../lib/session/refusals.ts'
import type { Session } from '../lib/session/state.ts'
import { suggest } from '../lib/session/suggest.ts'
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
const mailer = mailOut({ sender: read(env.sender), configurationSet: read(env.configurationSet) })
const ports = {
  sessions,
  desk: dutyDesk(db, read(env.deskTable)),
  clocks: stateMachineClocks({ session: read(env.sessionClock), followUp: read(env.followUpClock) }),
  connections: socketConnections(),
  log,
}

/** How a session ends: the patron's address is verified, and the librarian gives it its code. */
export const handler = socketFunction({
  frames: [
    on('report-policy', async ({ session: id, text }, { identity }) => {
      const by = librarianOf(identity)
      const session = (await sessions.load(id))?.session
      const no = session ? mayNotWrite(session, { role: 'librarian', id: by }) : refuse('no-such-session')
      if (!session || no) return refusedBy(no ?? refuse('no-such-session'))
      const library = await directory.library(session.library)
      const name = session.status === 'active' ? session.librarian.name : by
      if (library) await mailer.send(policyReport(library, id, name, text))
      return library ? { type: 'policy-reported', session: id } : refused('no-such-library')
    }),

    on('ask-contact', async ({ session }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'AskContact', at, by: librarianOf(identity) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'contact-asked', session }
    }),

    on('confirm-contact', async ({ session, email, name }, { at }) => {
      const outcome = await run(ports, session, { type: 'ConfirmContact', at, email, ...(name && { name }) })
      if ('refusal' in outcome) return refusedBy(outcome)
      await rememberOthersOf(outcome.session, at)
      return { type: 'contact-verified', session, email }
    }),

    on('attest-contact', async ({ session, email }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'AttestContact', at, by: librarianOf(identity), email })
      if ('refusal' in outcome) return refusedBy(outcome)
      await rememberOthersOf(outcome.session, at)
      return { type: 'contact-verified', session, email }
    }),

    on('close', async ({ action: _action, id: _id, session, ...wish }, { identity, at }) => {
      const by = librarianOf(identity)
      const { today, farewell } = await ways(session, at, by)
      const outcome = await run(ports, session, { type: 'Close', at, by, today, farewell, ...wish })
      if ('refusal' in outcome) return refusedBy(outcome)
      if (outcome.session.status !== 'closed') return refusedBy(refuse('not-yours'))
      return { type: 'closed', session, code: outcome.session.code, how: outcome.session.how }
    }),

    on('suggest', async ({ session: id, resolved }, { identity }) => {
      const session = (await sessions.load(id))?.session
      const no = session
        ? mayNotWrite(session, { role: 'librarian', id: librarianOf(identity) })
        : refuse('no-such-session')
      if (!session || no) return refusedBy(no ?? refuse('no-such-session'))
      const advice = session.status === 'active' ? adviceOnClosing(session) : []
      return {
        type: 'suggestion',
        session: id,
        ...suggest(session, resolved),
        ...(advice.length && { advice: [...advice] }),
      }
    }),

    on('leave-address', async ({ session, email, name }, { at }) => {
      const outcome = await run(ports, session, { type: 'LeaveAddress', at, email, ...(name && { name }) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'address-left', session, email }
    }),

    on('leave', async ({ session }, { at }) => {
      const outcome = await run(ports, session, { type: 'Leave', at })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'left', session }
    }),
  ],
})

/** An address that became known must not be said to another patron of the same librarian (R20). */
async function rememberOthersOf(session: Session, at: number): Promise<void> {
  if (session.status !== 'active') return
  const { sessions: held } = await ports.desk.find(session.librarian.id)
  await rememberOthers(ports, session.librarian.id, held, at)
}

/** What a library's own ways add to closing: today's date there (R22), and its goodbye (R23). */
async function ways(session: string, at: number, librarian: string) {
  const library = (await sessions.load(session))?.session.library
  const theirs = library ? await directory.library(library) : undefined
  return {
    today: dateIn(theirs?.timeZone ?? 'UTC', at),
    farewell: theirs && (await farewellOf(directory, theirs, librarian)),
  }
}
