import * as v from 'valibot'
import { type FrameOf, out, type ReplyOf } from './action.ts'
import { closingPushes, closingRecords } from './closing.ts'
import { followUpRecords } from './follow-ups.ts'
import { messagePushes, messageRecords } from './messages.ts'
import { queuePushes, queueRecords } from './queue.ts'
import { sessionPushes, sessionRecords } from './session.ts'

/** Every action of the protocol, each with its record. */
export const actions = {
  ...sessionRecords,
  ...queueRecords,
  ...messageRecords,
  ...closingRecords,
  ...followUpRecords,
}

export type Action = keyof typeof actions
export type FrameIn<A extends Action> = FrameOf<(typeof actions)[A]>

export function isAction(name: string): name is Action {
  return Object.hasOwn(actions, name)
}

/** What the desk sends unasked. */
export const pushes = { ...queuePushes, ...messagePushes, ...sessionPushes, ...closingPushes }

/** What may answer any frame: why it was not carried out. */
export const refused = out('refused', {
  action: v.optional(v.string()),
  code: v.string(),
  reason: v.string(),
  soft: v.optional(v.boolean()),
  offer: v.optional(v.string()),
})

/** What answers a `ping`, from API Gateway itself. */
export const pong = out('pong', {})

export type Refused = v.InferOutput<typeof refused>
/** A reply answers one frame and carries its `id` as `re`. */
export type Reply = ReplyOf<(typeof actions)[Action]> | Refused | v.InferOutput<typeof pong>
export type Push = v.InferOutput<(typeof pushes)[keyof typeof pushes]>
