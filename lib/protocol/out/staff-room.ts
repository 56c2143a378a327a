import * as v from 'valibot'
import { briefed } from './queue.ts'
import { session as about, at, out } from './shared.ts'

/** What those on duty say to each other, and how they help each other. */

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

const named = v.array(v.object({ id: v.string(), name: v.string() }))

const present = v.object({
  librarian: v.string(),
  name: v.string(),
  library: v.string(),
  pools: v.array(v.string()),
  sessions: v.number(),
  limit: v.number(),
  asleep: v.optional(v.literal(true)),
  away: v.optional(v.literal(true)),
})

export const whoIsHere = out('who-is-here', {
  people: v.array(present),
  names: v.object({ libraries: named, groups: named }),
  more: v.optional(v.literal(true)),
})

export const helpCalled = out('help-called', { session: about })

export const callWithdrawn = out('call-withdrawn', { session: about })

export const joined = out('joined', briefed)

export const sessionLeft = out('session-left', { session: about })

export const staffRoomReplies = [
  ...([staffRoom, saidInStaffRoom, whoIsHere] as const),
  ...([helpCalled, callWithdrawn, joined, sessionLeft] as const),
] as const

export const staffRoomPushes = {
  'staff-room-message': out('staff-room-message', said),
  'help-wanted': out('help-wanted', {
    session: about,
    library: v.string(),
    libraryName: v.optional(v.string()),
    askedAt: v.number(),
    by: v.string(),
    at,
    name: v.optional(v.string()),
    note: v.optional(v.string()),
    invited: v.optional(v.literal(true)),
  }),
  'help-over': out('help-over', { session: about }),
  'help-unanswered': out('help-unanswered', { session: about, at }),
}
