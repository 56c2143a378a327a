import * as v from 'valibot'
import { capability, frame, out } from './action.ts'
import { position, session } from './fields-in.ts'
import { session as about, at, conversation, status } from './fields-out.ts'

const here = { session: about, here: v.boolean(), at }

/** Connections that come and go, and how a session stands for whoever comes back. */
export const sessionRecords = capability({
  resume: {
    answeredBy: 'connections',
    roles: ['patron', 'librarian'],
    frame: frame('resume', { session, after: position }),
    replies: [out('resumed', conversation)],
    refusals: ['no-such-session', 'not-picked-up', 'not-yours'],
  },
})

export const sessionPushes = {
  'librarian-here': out('librarian-here', here),
  'patron-here': out('patron-here', here),
  'patron-left': out('patron-left', { session: about, at }),
  standing: out('standing', { session: about, status, last: v.number() }),
}
