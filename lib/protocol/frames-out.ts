import * as v from 'valibot'
import { closingPushes, closingReplies } from './out/closing.ts'
import { followUpReplies } from './out/follow-ups.ts'
import { messagePushes, messageReplies } from './out/messages.ts'
import { queuePushes, queueReplies } from './out/queue.ts'
import { sessionPushes, sessionReplies } from './out/session.ts'
import { out } from './out/shared.ts'

/** The frames that the desk sends unasked. */
export const pushes = { ...queuePushes, ...messagePushes, ...sessionPushes, ...closingPushes }

/** The reply to a frame that was not carried out, with the reason. */
export const refused = out('refused', {
  action: v.optional(v.string()),
  code: v.string(),
  reason: v.string(),
  soft: v.optional(v.boolean()),
  offer: v.optional(v.string()),
})

/** The reply to a `ping`, sent by API Gateway itself. */
export const pong = out('pong', {})

/**
 * A reply to one frame, with the `id` of that frame as `re`. A client loads these without the action records, which are for the
 * desk.
 */
export const replies = [
  ...sessionReplies,
  ...queueReplies,
  ...messageReplies,
  ...closingReplies,
  ...followUpReplies,
  refused,
  pong,
]

export type Refused = v.InferOutput<typeof refused>
export type Reply = v.InferOutput<(typeof replies)[number]>
export type Push = v.InferOutput<(typeof pushes)[keyof typeof pushes]>
