import type * as v from 'valibot'
import type { ActionRecord, ActionRecords, FrameOf, ReplyOf } from '../../../lib/protocol/action.ts'

/**
 * The meaning of every field, by its path: `session`, `patron.name`, `messages[].text`. A field without a meaning does not
 * compile.
 */
export type Meanings<T> = Readonly<Record<WaysInto<T>, string>>

type WaysInto<T> = { [K in keyof T & string]-?: WaysFrom<NonNullable<T[K]>, K> }[keyof T & string]

type WaysFrom<V, At extends string> = At | (V extends readonly (infer I)[] ? Below<I, `${At}[]`> : Below<V, At>)

type Below<V, At extends string> = V extends object ? `${At}.${WaysInto<V>}` : never

/** The documentation of one action. */
interface ActionProse<R extends ActionRecord> {
  readonly does: string
  readonly fields: Meanings<Omit<FrameOf<R>, 'action' | 'id'>>
  readonly example: readonly [FrameOf<R>, ReplyOf<R> & { readonly re: string }]
}

type ReplyIn<R extends ActionRecords> = Extract<ReplyOf<R[keyof R]>, { readonly type: string }>

/** The documentation of these actions and their replies. */
export interface Prose<R extends ActionRecords> {
  readonly actions: { readonly [A in keyof R]: ActionProse<R[A]> }
  readonly replies: {
    readonly [T in ReplyIn<R>['type']]: Meanings<Omit<Extract<ReplyIn<R>, { readonly type: T }>, 'type'>>
  }
}

type PushSchemas = Readonly<Record<string, v.GenericSchema>>

/** The documentation of these pushes: who gets each, and when. */
export type PushProse<P extends PushSchemas> = {
  readonly [T in keyof P]: {
    readonly to: 'patron' | 'librarian' | 'patron or librarian' | 'librarians on duty'
    readonly when: string
    readonly fields: Meanings<Omit<v.InferOutput<P[T]>, 'type'>>
    readonly example: v.InferOutput<P[T]>
  }
}

/** The documentation of any actions, as the pages read it. */
export interface AnyProse {
  readonly actions: Readonly<
    Record<string, { readonly does: string; readonly fields: Words; readonly example: readonly [object, object] }>
  >
  readonly replies: Readonly<Record<string, Words>>
}

/** The meanings of fields, by path. */
export type Words = Readonly<Record<string, string>>
