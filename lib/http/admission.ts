import * as v from 'valibot'
import type { Identity, PatronIdentity } from '../access/tickets.ts'
import type { Library } from '../consortium/library.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { openSession, sessionId } from '../desk/open-session.ts'
import type { Connections, Directory, Roster, SessionTimers, TimerWatch } from '../desk/ports.ts'
import type { RunPorts } from '../desk/run.ts'
import { firstProblem } from '../protocol/problem.ts'
import { question } from '../protocol/question.ts'
import { type ProtocolRefusal, protocolRefusals } from '../protocol/refusals.ts'
import { versionFor, versionsSpoken } from '../protocol/version.ts'
import type { HttpRoutes, Request, Response } from './route.ts'

/** Signs what lets somebody in, and reads it again. */
export interface Tokens {
  /** A ticket that opens one connection, from this web origin. */
  ticket(to: Identity, origin: string | undefined): Promise<string>
  /** What a patron's client keeps, to come back to its session with. */
  pass(to: PatronIdentity): Promise<string>
  /** Whose pass it is, if it is one of ours. */
  readPass(pass: string): Promise<PatronIdentity | undefined>
}

export type ArrivalPorts = RunPorts & {
  readonly roster: Roster
  readonly directory: Directory
  readonly timers: SessionTimers
  readonly watch: Pick<TimerWatch, 'file'>
  readonly connections: Connections
  readonly tokens: Tokens
  /** Where the socket is. */
  readonly socket: string
}

/** Before there is a socket: a patron asks, a patron comes back, a librarian signs in. Each gets a ticket to open one. */
export function arrivals(ports: ArrivalPorts): HttpRoutes {
  const { directory, tokens, socket } = ports
  /** With the version that the client is to offer beside it. */
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
      const outcome = await openSession(ports, library, session, body.output, request.at)
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

/** A client that shares no version with the desk hears so here, where a page can read it: of a handshake it sees only that it failed. */
function inSharedVersion(route: HttpRoutes[string]): HttpRoutes[string] {
  return async request => {
    if (versionFor(request.body) !== undefined) return route(request)
    const reason = protocolRefusals['unknown-version']
    return { status: 400, body: { code: 'unknown-version', reason, versions: versionsSpoken } }
  }
}

/** A browser says which page it is on, and the page must be on the library's list; other clients say nothing. */
function mayOpen(library: Library, { origin }: Request): boolean {
  return origin === undefined || library.origins.includes(origin)
}

function refused(status: number, code: ProtocolRefusal, detail?: string): Response {
  const reason = protocolRefusals[code]
  return { status, body: { code, reason: detail ? `${reason} ${detail}` : reason } }
}
