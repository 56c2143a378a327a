import * as v from 'valibot'
import { at, out } from './shared.ts'

/** What those on duty say to each other. */

/** A message. Its `id` says where it stands: texts in their order. */
const said = {
  id: v.string(),
  librarian: v.string(),
  name: v.string(),
  library: v.string(),
  at,
  text: v.string(),
}

export const staffRoom = out('staff-room', { messages: v.array(v.object(said)), more: v.optional(v.literal(true)) })

export const saidInStaffRoom = out('said-in-staff-room', said)

export const staffRoomReplies = [staffRoom, saidInStaffRoom] as const

export const staffRoomPushes = { 'staff-room-message': out('staff-room-message', said) }
