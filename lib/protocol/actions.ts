import type { FrameOf } from './action.ts'
import { closingRecords } from './closing.ts'
import { followUpRecords } from './follow-ups.ts'
import { libraryRecords } from './libraries.ts'
import { messageRecords } from './messages.ts'
import { queueRecords } from './queue.ts'
import { sessionRecords } from './session.ts'
import { staffRoomRecords } from './staff-room.ts'

/** Every action of the protocol with its record. */
export const actions = {
  ...sessionRecords,
  ...queueRecords,
  ...libraryRecords,
  ...messageRecords,
  ...closingRecords,
  ...followUpRecords,
  ...staffRoomRecords,
}

export type Action = keyof typeof actions
export type FrameIn<A extends Action> = FrameOf<(typeof actions)[A]>

export function isAction(name: string): name is Action {
  return Object.hasOwn(actions, name)
}
