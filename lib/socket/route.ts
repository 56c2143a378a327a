import * as v from 'valibot'
import { whyNotAdminister } from '../access/administration.ts'
import { type Identity, librarianOf } from '../access/tickets.ts'
import { type Refusal, refuse } from '../decisions/refusals.ts'
import type { Directory, Log } from '../desk/ports.ts'
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
  /** The library whose settings they may see and change, if the action is for administrators. */
  readonly administers?: string
}

/** The handler of one action. */
export interface Route<R = Reply> {
  readonly action: string
  readonly answer: (body: Body, caller: Caller) => Promise<R | Refused>
}

type Body = Readonly<Record<string, unknown>>

/** Handles one action. Its frame and its sender's role were checked against its record before. */
type AnswerTo<R extends ActionRecord> = (frame: FrameOf<R>, caller: Caller) => Promise<ReplyOf<R> | Refused>

/** Looks up the role of a person. */
type People = Pick<Directory, 'librarian'>

/** The actions that are for administrators. */
type ForAdministrators<R extends ActionRecords> = {
  [A in keyof R]: R[A] extends { readonly administers: string } ? A : never
}[keyof R]

/**
 * The handlers of exactly these actions. A missing or misplaced one does not compile, nor do actions for administrators without the
 * directory, which says who is one.
 */
export function answering<R extends ActionRecords>(
  records: R,
  ...people: [ForAdministrators<R>] extends [never] ? [] : [People]
) {
  const [directory]: readonly People[] = people
  return (answers: { readonly [A in keyof R]: AnswerTo<R[A]> }): readonly Route<ReplyOf<R[keyof R]>>[] =>
    namesOf(records).map(action => route(action, records[action], answers[action], directory))
}

function route<R extends ActionRecord>(
  action: string,
  record: R,
  answer: AnswerTo<R>,
  directory: People | undefined,
): Route<ReplyOf<R>> {
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
      if (!record.administers) return answer(frame.output, caller)
      const about = await administeredBy(caller, record.administers, body.library, directory)
      return typeof about === 'string' ? refused(about) : answer(frame.output, { ...caller, ...about })
    },
  }
}

/** The library that an administrator's action is about, or why the sender may not send it. Their role is read for each action. */
async function administeredBy(
  { identity }: Caller,
  what: 'library' | 'consortium',
  named: unknown,
  directory: People | undefined,
): Promise<{ readonly administers: string } | ProtocolRefusal> {
  const person = await directory?.librarian(librarianOf(identity))
  if (!person) return 'unknown-librarian'
  const library = typeof named === 'string' ? named : person.library
  return whyNotAdminister(person, what === 'consortium' ? what : { library }) ?? { administers: library }
}

/** The library that an action for administrators is about. */
export function administeredLibrary({ administers }: Caller): string {
  if (administers === undefined) throw new Error('Somebody got past the check of administrators.')
  return administers
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
