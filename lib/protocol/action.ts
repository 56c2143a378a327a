import * as v from 'valibot'
import { atMost } from './fields-in.ts'
import type { AnyRefusal } from './refusals.ts'

/** The functions that handle frames: `functions/<name>.ts`. */
export type AnsweringFunction = 'connections' | 'queue' | 'messages' | 'closing' | 'follow-ups' | 'staff-room'

export type Role = 'patron' | 'librarian'

/**
 * The record of one action. Its replies are defined in `out/`, the only part that a browser loads. Its documentation is in
 * `tools/protocol/prose/`.
 */
export interface ActionRecord<A extends string = string> {
  readonly answeredBy: AnsweringFunction
  /** The roles that may send it. Others are refused with `not-for-you`. */
  readonly roles: readonly Role[]
  /**
   * Among librarians, only administrators may send it. It is about a library (`library` in the frame, otherwise the sender's own) or
   * about the whole consortium. `lib/access/administration.ts` says who may administer what.
   * @default - any librarian may send it
   */
  readonly administers?: 'library' | 'consortium'
  readonly frame: v.GenericSchema<unknown, { readonly action: A }>
  /** The frame that a patron may send, if it has fewer fields than a librarian's. */
  readonly patronFrame?: v.GenericSchema<unknown, { readonly action: A }>
  readonly replies: readonly ReplySchema[]
  /**
   * The refusals specific to it. Any frame may get the general ones. `not-for-you` follows from `roles`, and those for administrators
   * from `administers`.
   */
  readonly refusals: readonly AnyRefusal[]
}

export type ActionRecords = Readonly<Record<string, ActionRecord>>

type ReplySchema = v.ObjectSchema<v.ObjectEntries & { readonly type: v.LiteralSchema<string, undefined> }, undefined>

/** The frame of an action, and the replies to it, as types. */
export type FrameOf<R extends ActionRecord> = v.InferOutput<R['frame']>
export type ReplyOf<R extends ActionRecord> = v.InferOutput<R['replies'][number]>

/** The actions that one function handles, by name. */
export function capability<const R extends { readonly [A in keyof R]: ActionRecord<A & string> }>(records: R): R {
  return records
}

const reference = v.pipe(v.string(), atMost('id'))

/** A frame from a client. Unknown fields are refused, so that a misspelt one is noticed. */
export function frame<const A extends string, E extends v.ObjectEntries>(action: A, entries: E) {
  return v.strictObject({ action: v.literal(action), id: v.optional(reference), ...entries })
}

/** The replies to these actions, each once. */
export function repliesTo<R extends ActionRecords>(records: R): readonly R[keyof R]['replies'][number][] {
  return [...new Set(Object.values(records).flatMap(({ replies }) => replies))]
}

/** The names of these actions, in the order of the protocol. */
export function namesOf<R extends ActionRecords>(records: R): readonly (keyof R & string)[] {
  const isName = (name: string): name is keyof R & string => name in records
  return Object.keys(records).filter(isName)
}
