import { ulid } from 'ulid'
import * as v from 'valibot'
import { openSession } from '../lib/ask.ts'
import { documents } from '../lib/aws/documents.ts'
import { dutyDesk } from '../lib/aws/duty-desk.ts'
import { httpFunction, type Request, type Response } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { ticketKey } from '../lib/aws/ticket-key.ts'
import { queueWriter } from '../lib/aws/waiting-queue.ts'
import type { Library } from '../lib/directory.ts'
import { env, read } from '../lib/env.ts'
import { question } from '../lib/protocol/frames-in.ts'
import { firstProblem } from '../lib/protocol/problem.ts'
import { type ProtocolRefusal, protocolRefusals } from '../lib/protocol/refusals.ts'
import { sessionId } from '../lib/session-id.ts'
import { type Identity, readPass, signPass, signTicket } from '../lib/tickets.ts'

const db = documents()
const directory = libraryDirectory(db, read(env.directoryTable))
const key = ticketKey(read(env.ticketSecret))
const socket = read(env.socketUrl)
const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays: Number(read(env.retentionDays)),
    companions: [queueWriter(read(env.queueTable))],
  }),
  desk: dutyDesk(db, read(env.deskTable)),
  clocks: stateMachineClocks({ session: read(env.sessionClock) }),
  connections: socketConnections(),
  log,
}

/** Before there is a socket: a patron asks, a patron comes back, a librarian signs in. Each gets a ticket to open one. */
export const handler = httpFunction({
  'POST /libraries/{library}/sessions': async request => {
    const library = await directory.library(request.path.library ?? '')
    if (!library) return refused(404, 'no-such-library')
    if (!mayOpen(library, request)) return refused(403, 'wrong-origin')
    const body = v.safeParse(v.pipe(v.string(), v.parseJson(), question), request.body)
    if (!body.success) return refused(400, 'bad-frame', firstProblem(body.issues))
    const session = sessionId(library.id, body.output.once, request.at)
    const outcome = await openSession(ports, library, session, body.output, request.at)
    if ('refusal' in outcome) return { status: 409, body: outcome.refusal }
    const patron = { role: 'patron', library: library.id, session } as const
    return {
      status: 201,
      body: { session, pass: await signPass(await key(), patron), ...(await ticket(patron, request)) },
    }
  },

  'POST /sessions/{session}/tickets': async request => {
    const patron = await readPass(await key(), request.bearer ?? '')
    if (!patron || patron.session !== request.path.session) return refused(401, 'bad-ticket')
    const library = await directory.library(patron.library)
    if (!library) return refused(404, 'no-such-library')
    if (!mayOpen(library, request)) return refused(403, 'wrong-origin')
    return { status: 201, body: await ticket(patron, request) }
  },

  'POST /tickets': async request => {
    const { email, email_verified: verified } = request.claims
    const librarian =
      typeof email === 'string' && String(verified) === 'true' ? await directory.librarianBySignIn(email) : undefined
    if (!librarian) return refused(403, 'unknown-librarian')
    const library = await directory.library(librarian.library)
    if (!library || !mayOpen(library, request)) return refused(403, 'wrong-origin')
    const { id, name } = librarian
    const identity = { role: 'librarian', library: library.id, librarian: id } as const
    return { status: 201, body: { librarian: id, name, ...(await ticket(identity, request)) } }
  },
})

/** A browser says which page it is on, and the page must be on the library's list; other clients say nothing. */
function mayOpen(library: Library, { origin }: Request): boolean {
  return origin === undefined || library.origins.includes(origin)
}

async function ticket(identity: Identity, { origin, at }: Request) {
  return { ticket: await signTicket(await key(), identity, origin, ulid(at)), socket }
}

function refused(status: number, code: ProtocolRefusal, detail?: string): Response {
  const reason = protocolRefusals[code]
  return { status, body: { code, reason: detail ? `${reason} ${detail}` : reason } }
}
