import * as v from 'valibot'
import type { Proofs } from '../access/proofs.ts'
import { countedFor } from '../access/source.ts'
import type { PatronIdentity } from '../access/tickets.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { checkedForm } from '../desk/form.ts'
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
import { type Admission, admit } from './admit.ts'
import { whyUnproven } from './proof.ts'
import type { HttpRoutes, Response } from './route.ts'
import { type Entrance, inSharedVersion, mayOpen, refused, ticketFor } from './ticket.ts'

/** Signs and reads tickets and passes. */
export type Tokens = Entrance['tokens'] & {
  /** The pass with which a patron's client returns to its session. */
  pass(to: PatronIdentity): Promise<string>
  /** The holder of a pass, if the desk signed it. */
  readPass(pass: string): Promise<PatronIdentity | undefined>
}

export type ArrivalPorts = RunPorts &
  Entrance & {
    readonly roster: Roster
    readonly directory: Directory
    readonly timers: SessionTimers & Pick<FollowUpTimers, 'startFollowUp'>
    readonly watch: Pick<TimerWatch, 'file'>
    readonly connections: Connections
    readonly sources: Sources
    readonly proofs: Proofs
    readonly queue: Pick<Queue, 'count' | 'numbers'>
    readonly tokens: Tokens
  }

/** The steps before there is a socket: a patron asks or comes back, and gets a ticket for a socket. */
export function arrivals(ports: ArrivalPorts): HttpRoutes {
  const { directory, tokens } = ports
  return {
    'POST /libraries/{library}/sessions': inSharedVersion(async request => {
      const library = await directory.library(request.path.library ?? '')
      if (!library) return refused(404, 'no-such-library')
      if (!mayOpen(ports, library, request)) return refused(403, 'wrong-origin')
      const body = v.safeParse(v.pipe(v.string(), v.parseJson(), question), request.body)
      if (!body.success) return refused(400, 'bad-frame', firstProblem(body.issues))
      const no = await whyNotTake(directory, library, body.output)
      if (no) return refused(400, no)
      const form = checkedForm(library, body.output)
      if ('refusal' in form) return refused(400, form.refusal, form.detail)
      const { answers } = form
      const session = sessionId(library.id, body.output.once, request.at)
      const { byMail, email, proof, once } = body.output
      // A form that was accepted before is acknowledged again, however many patrons wait by now.
      const wasTaken = async () => once !== undefined && (await ports.sessions.load(session)) !== undefined
      const unproven = await whyUnproven(ports, library, { session, address: request.address, proof }, request.at)
      if (unproven && !(await wasTaken())) return unproven
      const admission = await admit(ports, library, { session, address: request.address, byMail }, request.at)
      if ('refusal' in admission && !(await wasTaken())) return notAdmitted(admission, request.at)
      const { afterOthers, nth } = 'refusal' in admission ? { afterOthers: false } : { nth: undefined, ...admission }
      const outcome =
        byMail && email
          ? await leaveQuestion(ports, library, session, { ...body.output, email, answers }, request.at)
          : await openSession(ports, library, session, { ...body.output, afterOthers, nth, answers }, request.at)
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
      if (!mayOpen(ports, library, request)) return refused(403, 'wrong-origin')
      return { status: 201, body: await ticketFor(ports, patron, request, true) }
    }),
  }
}

/** Says how soon a source may ask again. A patron who finds the desk full can leave a question by email at once. */
function notAdmitted({ refusal }: Extract<Admission, { readonly refusal: unknown }>, at: number): Response {
  if (refusal === 'source-refused') return refused(403, refusal)
  if (refusal === 'desk-full') return refused(409, refusal)
  return { ...refused(429, refusal), retryAfter: Math.ceil((countedFor - (at % countedFor)) / 1000) }
}
