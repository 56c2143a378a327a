import type { actions } from '../../../lib/protocol/actions.ts'
import type { pushes, Refused } from '../../../lib/protocol/frames-out.ts'
import { closingProse, closingPushProse } from './closing.ts'
import { followUpProse } from './follow-ups.ts'
import { libraryProse } from './libraries.ts'
import { messageProse, messagePushProse } from './messages.ts'
import { queueProse, queuePushProse } from './queue.ts'
import { sessionProse, sessionPushProse } from './session.ts'
import type { Meanings, Prose, PushProse } from './shape.ts'
import { staffRoomProse, staffRoomPushProse } from './staff-room.ts'

/** The documentation of every action and its replies. An undocumented one does not compile. */
export const prose: Prose<typeof actions> = {
  actions: {
    ...sessionProse.actions,
    ...queueProse.actions,
    ...libraryProse.actions,
    ...messageProse.actions,
    ...closingProse.actions,
    ...followUpProse.actions,
    ...staffRoomProse.actions,
  },
  replies: {
    ...sessionProse.replies,
    ...queueProse.replies,
    ...libraryProse.replies,
    ...messageProse.replies,
    ...closingProse.replies,
    ...followUpProse.replies,
    ...staffRoomProse.replies,
  },
}

export const pushProse: PushProse<typeof pushes> = {
  ...queuePushProse,
  ...messagePushProse,
  ...sessionPushProse,
  ...closingPushProse,
  ...staffRoomPushProse,
}

export const refusedProse: Meanings<Omit<Refused, 'type'>> = {
  action: 'The action of the frame, its first 64 characters.',
  code: 'The code of the refusal, for programs.',
  reason: 'The reason, in a sentence for people.',
  soft: 'Whether it can be overridden by sending the frame again with `despite`.',
  offer: 'What to choose instead: a resolution code, or the address that was probably meant.',
}
