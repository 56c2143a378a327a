import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { atMost, despite, once, words } from './fields-in.ts'
import { saidInStaffRoom, staffRoom } from './out/staff-room.ts'

/** The id of a message in the staff room. */
const message = v.pipe(v.string(), v.regex(/^\d{15}#[^#]{1,64}#[0-9A-Za-z-]{22,64}$/, 'must be the id of a message'))

/** The staff room (R41): those on duty talk. */
export const staffRoomRecords = capability({
  'staff-room': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('staff-room', {
      after: v.optional(message),
      before: v.optional(message),
      open: v.optional(v.boolean()),
    }),
    replies: [staffRoom],
    refusals: ['not-on-duty'],
  },
  'say-in-staff-room': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('say-in-staff-room', {
      once,
      text: v.pipe(words, atMost('staffRoom')),
      despite: v.optional(despite),
    }),
    replies: [saidInStaffRoom],
    refusals: ['not-on-duty', 'names-a-patron', 'said-before'],
  },
})
