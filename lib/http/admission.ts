import * as v from 'valibot'
import { countedFor } from '../access/source.ts'
import type { Identity, PatronIdentity } from '../access/tickets.ts'
import type { Library } from '../consortium/library.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { leaveQuestion, openSession, sessionId } from '../desk/open-session.ts'
import type {
  Connections,
  Directory,
  FollowUpTimers,
  Queue,
  Roster,
  SessionTimers,
  Sources,
  TimerWatch,
} from '../desk/ports.ts'
import type { RunPorts } from '../desk/run.ts'
import { firstProblem } from '../protocol/fields-in.ts'
import { question } from '../protocol/question.ts'
import { type ProtocolRefusal, protocolRefusals } from '../protocol/refusals.ts'
import { versionFor, versionsSpoken } from '../protocol/version.ts'
import { type Admission, admit } from './admit.ts'
import type { HttpRoutes, JsonResponse, Request, Response } from './route.ts'

/** Signs and reads tickets and passes. */
export interface Tokens {
  /** A ticket that opens one connection, from this web origin. */
  ticket(to: Identity, origin: string | undefined): Promise<string>
  /** The pass with which a patron's client returns to its session. */
  pass(to: PatronIdentity): Promise<string>
  /** The holder of a pass, if the desk signed it. */
  readPass(pass: string): Promise<PatronIdentity | undefined>
}

export type ArrivalPorts = RunPorts & {
  readonly roster: Roster
  readonly directory: Directory
  readonly timers: SessionTimers & Pick<FollowUpTimers, 'startFollowUp'>
  readonly watch: Pick<TimerWatch, 'file'>
  readonly connections: Connections
  readonly sources: Sources
  readonly queue: Pick<Queue, 'count'>
  readonly tokens: Tokens
  /** The address of the WebSocket. */
  readonly socket: string
}

/**
 * What happens before there is a socket. A patron asks or comes back, or a librarian signs in, and each gets a ticket to open
 * one.
 */
export function arrivals(ports: ArrivalPorts): HttpRoutes {
  const { directory, tokens, socket } = ports
  /** Includes the version that the client should offer with it. */
  const ticket = async (to: Identity, { origin, body }: Request) => ({
    ticket: await tokens.ticket(to, origin),
    socket,
    version: versionFor(body),
  })
  return {
    'POST /libraries/{library}/sessions': inSharedVersion(async request => {
      const library = await directory.library(request.path.library ?? '')
      if (!library) return refused(404, 'no-such-library')
      if (!mayOpen(library, request)) return refused(403, 'wrong-origin')
      const body = v.safeParse(v.pipe(v.string(), v.parseJson(), question), request.body)
      if (!body.success) return refused(400, 'bad-frame', firstProblem(body.issues))
      const no = await whyNotTake(directory, library, body.output)
      if (no) return refused(400, no)
      const session = sessionId(library.id, body.output.once, request.at)
      const { byMail, email } = body.output
      const admission = await admit(ports, library, { session, address: request.address, byMail }, request.at)
      // A form that was taken is acknowledged again, however many wait by now.
      if ('refusal' in admission && !(body.output.once && (await ports.sessions.load(session))))
        return notAdmitted(admission, request.at)
      const afterOthers = 'afterOthers' in admission && admission.afterOthers
      const outcome =
        byMail && email
          ? await leaveQuestion(ports, library, session, { ...body.output, email }, request.at)
          : await openSession(ports, library, session, { ...body.output, afterOthers }, request.at)
      if ('refusal' in outcome) return { status: 409, body: outcome.refusal }
      const patron = { role: 'patron', library: library.id, session } as const
      return {
        status: 201,
        body: { session, pass: await tokens.pass(patron), ...(await ticket(patron, request)) },
      }
    }),

    'POST /sessions/{session}/tickets': inSharedVersion(async request => {
      const patron = await tokens.readPass(request.bearer ?? '')
      if (!patron || patron.session !== request.path.session) return refused(401, 'bad-ticket')
      const library = await directory.library(patron.library)
      if (!library) return refused(404, 'no-such-library')
      if (!mayOpen(library, request)) return refused(403, 'wrong-origin')
      return { status: 201, body: await ticket(patron, request) }
    }),

    'POST /tickets': inSharedVersion(async request => {
      const { email, email_verified: verified } = request.claims
      const librarian =
        typeof email === 'string' && String(verified) === 'true' ? await directory.librarianBySignIn(email) : undefined
      if (!librarian) return refused(403, 'unknown-librarian')
      const library = await directory.library(librarian.library)
      if (!library || !mayOpen(library, request)) return refused(403, 'wrong-origin')
      const { id, name } = librarian
      const identity = { role: 'librarian', library: library.id, librarian: id } as const
      return { status: 201, body: { librarian: id, name, ...(await ticket(identity, request)) } }
    }),
  }
}

/** How soon a source may ask again; whoever finds the desk full has a way out at once. */
function notAdmitted({ refusal }: Extract<Admission, { readonly refusal: unknown }>, at: number): Response {
  if (refusal === 'source-refused') return refused(403, refusal)
  if (refusal === 'desk-full') return refused(409, refusal)
  return { ...refused(429, refusal), retryAfter: Math.ceil((countedFor - (at % countedFor)) / 1000) }
}

/** A client that shares no version with the desk is told here, since a page cannot see why a handshake failed. */
function inSharedVersion(route: HttpRoutes[string]): HttpRoutes[string] {
  return async request => {
    if (versionFor(request.body) !== undefined) return route(request)
    const reason = protocolRefusals['unknown-version']
    return { status: 400, body: { code: 'unknown-version', reason, versions: versionsSpoken } }
  }
}

/** A browser names its page, which must be on the library's list. Other clients name none. */
function mayOpen(library: Library, { origin }: Request): boolean {
  return origin === undefined || library.origins.includes(origin)
}

function refused(status: number, code: ProtocolRefusal, detail?: string): JsonResponse {
  const reason = protocolRefusals[code]
  return { status, body: { code, reason: detail ? `${reason} ${detail}` : reason } }
}
