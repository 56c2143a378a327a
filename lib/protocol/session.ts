import { capability, frame } from './action.ts'
import { position, session } from './fields-in.ts'
import { resumed } from './out/session.ts'

/** Connections that come and go, and how a session stands for whoever comes back. */
export const sessionRecords = capability({
  resume: {
    answeredBy: 'connections',
    roles: ['patron', 'librarian'],
    frame: frame('resume', { session, after: position }),
    replies: [resumed],
    refusals: ['no-such-session', 'not-picked-up', 'not-yours', 'unknown-librarian', 'too-long-ago'],
  },
})
