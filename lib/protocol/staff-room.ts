import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { atMost, despite, id, once, session, text, words } from './fields-in.ts'
import {
  callWithdrawn,
  helpCalled,
  joined,
  saidInStaffRoom,
  sessionLeft,
  staffRoom,
  whoIsHere,
} from './out/staff-room.ts'
import { ofItsLibrarian, ofItsLibrarians } from './refusals.ts'

/** The id of a message in the staff room. */
const message = v.pipe(v.string(), v.regex(/^\d{15}#[^#]{1,64}#[0-9A-Za-z-]{22,64}$/, 'must be the id of a message'))

/** The staff room (R41): those on duty talk, call for help, and join each other's sessions. */
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
  'who-is-here': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('who-is-here', {}),
    replies: [whoIsHere],
    refusals: ['not-on-duty'],
  },
  'call-for-help': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('call-for-help', { session, librarian: v.optional(id), note: v.optional(text) }),
    replies: [helpCalled],
    refusals: [...ofItsLibrarian, 'already-two', 'help-pending', 'nobody-to-help', 'cannot-come'],
  },
  'withdraw-call': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('withdraw-call', { session }),
    replies: [callWithdrawn],
    refusals: ofItsLibrarian,
  },
  join: {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('join', { session }),
    replies: [joined],
    refusals: [
      'not-on-duty',
      'not-invited',
      'already-two',
      'already-yours',
      'at-your-limit',
      'not-picked-up',
      'closed',
      'no-such-session',
    ],
  },
  'leave-session': {
    answeredBy: 'staff-room',
    roles: ['librarian'],
    frame: frame('leave-session', { session }),
    replies: [sessionLeft],
    refusals: [...ofItsLibrarians, 'nobody-stays'],
  },
})
