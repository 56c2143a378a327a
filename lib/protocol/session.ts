import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { counter, position, session } from './fields-in.ts'
import { place, resumed } from './out/to-patrons.ts'

/** Connections that come and go, and the state of a session for somebody who comes back. */
export const sessionRecords = capability({
  resume: {
    answeredBy: 'connections',
    roles: ['patron', 'librarian'],
    frame: frame('resume', { session, after: position, before: v.optional(counter) }),
    replies: [resumed],
    refusals: ['no-such-session', 'not-picked-up', 'not-yours', 'unknown-librarian', 'too-long-ago'],
  },
  place: {
    answeredBy: 'connections',
    roles: ['patron'],
    frame: frame('place', { session }),
    replies: [place],
    refusals: ['no-such-session', 'not-yours', 'already-picked-up', 'closed'],
  },
})
