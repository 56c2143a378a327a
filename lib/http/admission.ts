import * as v from 'valibot'
import type { PatronIdentity } from '../access/tickets.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { openSession, sessionId } from '../desk/open-session.ts'
import type { Connections, Directory, Roster, SessionTimers } from '../desk/ports.ts'
import type { RunPorts } from '../desk/run.ts'
import { firstProblem } from '../protocol/problem.ts'
import { question } from '../protocol/question.ts'
import type { HttpRoutes } from './route.ts'
import { type Entrance, inSharedVersion, mayOpen, refused, ticketFor } from './ticket.ts'

/** Signs what lets somebody in, and reads it again. */
export type Tokens = Entrance['tokens'] & {
  /** What a patron's client keeps, to come back to its session with. */
  pass(to: PatronIdentity): Promise<string>
  /** Whose pass it is, if it is one of ours. */
  readPass(pass: string): Promise<PatronIdentity | undefined>
}

export type ArrivalPorts = RunPorts &
  Entrance & {
    readonly roster: Roster
    readonly directory: Directory
    readonly timers: SessionTimers
    readonly connections: Connections
    readonly tokens: Tokens
  }

/** Before there is a socket: a patron asks, or comes back, and gets a ticket to open one. */
export function arrivals(ports: ArrivalPorts): HttpRoutes {
  const { directory, tokens } = ports
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
        body: { session, pass: await tokens.pass(patron), ...(await ticketFor(ports, patron, request)) },
      }
    }),

    'POST /sessions/{session}/tickets': inSharedVersion(async request => {
      const patron = await tokens.readPass(request.bearer ?? '')
      if (!patron || patron.session !== request.path.session) return refused(401, 'bad-ticket')
      const library = await directory.library(patron.library)
      if (!library) return refused(404, 'no-such-library')
      if (!mayOpen(library, request)) return refused(403, 'wrong-origin')
      return { status: 201, body: await ticketFor(ports, patron, request) }
    }),
  }
}
