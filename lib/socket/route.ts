import * as v from 'valibot'
import type { Identity } from '../access/tickets.ts'
import { type Refusal, refuse } from '../decisions/refusals.ts'
import type { Log } from '../desk/ports.ts'
import { Unreadable } from '../desk/unreadable.ts'
import { type ActionRecord, type ActionRecords, type FrameOf, namesOf, type ReplyOf } from '../protocol/action.ts'
import { firstProblem } from '../protocol/fields-in.ts'
import type { Refused, Reply } from '../protocol/frames-out.ts'
import { limits } from '../protocol/limits.ts'
import { type ProtocolRefusal, protocolRefusals } from '../protocol/refusals.ts'

/** The sender of a frame, its connection, and its time of arrival (ms since 1970). */
export interface Caller {
  readonly identity: Identity
  readonly connection: string
  readonly at: number
}

/** The handler of one action. */
export interface Route<R = Reply> {
  readonly action: string
  readonly answer: (body: Body, caller: Caller) => Promise<R | Refused>
}

type Body = Readonly<Record<string, unknown>>

/** Handles one action. Its frame and its sender's role were checked against its record before. */
type AnswerTo<R extends ActionRecord> = (frame: FrameOf<R>, caller: Caller) => Promise<ReplyOf<R> | Refused>

/** The handlers of exactly these actions. A missing or misplaced one does not compile. */
export function answering<R extends ActionRecords>(records: R) {
  return (answers: { readonly [A in keyof R]: AnswerTo<R[A]> }): readonly Route<ReplyOf<R[keyof R]>>[] =>
    namesOf(records).map(action => route(action, records[action], answers[action]))
}

function route<R extends ActionRecord>(action: string, record: R, answer: AnswerTo<R>): Route<ReplyOf<R>> {
  return {
    action,
    async answer(body, caller) {
      if (!record.roles.includes(caller.identity.role)) return refused('not-for-you')
      const frame = v.safeParse(record.frame, body)
      if (!frame.success) return refused('bad-frame', firstProblem(frame.issues))
      const theirs = caller.identity.role === 'patron' && record.patronFrame && v.safeParse(record.patronFrame, body)
      if (theirs && !theirs.success) return refused('bad-frame', firstProblem(theirs.issues))
      if (caller.identity.role === 'patron' && 'session' in body && body.session !== caller.identity.session)
        return refusedBy(refuse('not-yours'))
      return answer(frame.output, caller)
    },
  }
}

/** A reply, with the id of the frame that it answers and the time at the desk. */
export type Answer = Reply & { readonly re?: string; readonly now: number }

/** The reply to one frame, whatever text it contains. */
export async function answered(routes: readonly Route[], text: string, caller: Caller, log: Log): Promise<Answer> {
  const body = Buffer.byteLength(text) > limits.frame ? 'too-large' : objectIn(text)
  const now = caller.at
  if (typeof body === 'string') return { ...refused(body), now }
  const route = routes.find(({ action }) => action === body.action)
  const reply = route ? await carefully(route, body, caller, log) : refused('unknown-action')
  return {
    ...reply,
    ...(reply.type === 'refused' && typeof body.action === 'string' && { action: body.action.slice(0, limits.id) }),
    ...(typeof body.id === 'string' && { re: body.id.slice(0, limits.id) }),
    now,
  }
}

/**
 * The client is told nothing about an internal failure, only that the frame is not acknowledged and whether it may send it
 * again.
 */
async function carefully(route: Route, body: Body, caller: Caller, log: Log): Promise<Reply> {
  try {
    return await route.answer(body, caller)
  } catch (error) {
    log.failed(
      `action ${route.action}`,
      typeof body.session === 'string' ? body.session.slice(0, limits.id) : '',
      error,
    )
    return refused(error instanceof Unreadable ? 'unreadable' : 'try-again')
  }
}

function objectIn(text: string): Body | 'not-json' {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : 'not-json'
  } catch {
    return 'not-json'
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A refusal by the protocol, with the exact fault if the schema knows it. */
export function refused(code: ProtocolRefusal, detail?: string): Refused {
  return { type: 'refused', code, reason: detail ? `${protocolRefusals[code]} ${detail}` : protocolRefusals[code] }
}

/** A refusal by the session. */
export function refusedBy({ refusal }: { readonly refusal: Refusal }): Refused {
  return { type: 'refused', ...refusal }
}
