import * as v from 'valibot'
import { atMost } from './fields-in.ts'
import type { AnyRefusal } from './refusals.ts'

/** The functions that answer frames: `functions/<name>.ts`. */
export type AnsweringFunction = 'connections' | 'queue' | 'messages' | 'closing' | 'follow-ups'

export type Role = 'patron' | 'librarian'

/**
 * All that there is to say of one action. Its replies are defined in `out/`, which is all that a browser loads; its words are
 * in `tools/protocol/prose/`.
 */
export interface ActionRecord<A extends string = string> {
  readonly answeredBy: AnsweringFunction
  /** Who may send it; anybody else is refused with `not-for-you`. */
  readonly roles: readonly Role[]
  readonly frame: v.GenericSchema<unknown, { readonly action: A }>
  /** What a patron may send of it, where that is less: of what a librarian's says of itself, a patron's says nothing. */
  readonly patronFrame?: v.GenericSchema<unknown, { readonly action: A }>
  readonly replies: readonly ReplySchema[]
  /** The codes that may answer it, beside those that may answer any frame; `not-for-you` follows from the roles. */
  readonly refusals: readonly AnyRefusal[]
}

export type ActionRecords = Readonly<Record<string, ActionRecord>>

type ReplySchema = v.ObjectSchema<v.ObjectEntries & { readonly type: v.LiteralSchema<string, undefined> }, undefined>

/** The frame of an action, and the replies to it, as types. */
export type FrameOf<R extends ActionRecord> = v.InferOutput<R['frame']>
export type ReplyOf<R extends ActionRecord> = v.InferOutput<R['replies'][number]>

/** The actions that one function answers, each under its own name. */
export function capability<const R extends { readonly [A in keyof R]: ActionRecord<A & string> }>(records: R): R {
  return records
}

const reference = v.pipe(v.string(), atMost('id'))

/** What a client may send. Unknown fields are refused, so that a misspelt one does not pass unseen. */
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
