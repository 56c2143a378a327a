import type * as v from 'valibot'
import { closingReplies } from './out/closing.ts'
import { followUpReplies } from './out/follow-ups.ts'
import { libraryReplies } from './out/libraries.ts'
import { messagePushes, messageReplies } from './out/messages.ts'
import { queuePushes, queueReplies } from './out/queue.ts'
import { pong, refused } from './out/refused.ts'
import { sessionPushes, sessionReplies } from './out/session.ts'
import { staffRoomPushes, staffRoomReplies } from './out/staff-room.ts'
import { closingToPatrons } from './out/to-patrons.ts'

/** The frames that the desk sends unasked. */
export const pushes = { ...queuePushes, ...messagePushes, ...sessionPushes, ...closingToPatrons, ...staffRoomPushes }

/**
 * A reply to one frame, with the `id` of that frame as `re`. A client loads these without the action records, which are for the
 * desk.
 */
export const replies = [
  ...sessionReplies,
  ...queueReplies,
  ...libraryReplies,
  ...messageReplies,
  ...closingReplies,
  ...followUpReplies,
  ...staffRoomReplies,
  refused,
  pong,
]

export type Refused = v.InferOutput<typeof refused>
export type Reply = v.InferOutput<(typeof replies)[number]>
export type Push = v.InferOutput<(typeof pushes)[keyof typeof pushes]>
