import * as v from 'valibot'
import { session as about, at, conversation, out, status as sessionStatus } from './shared.ts'

/** How a session stands for whoever comes back, and who is there. */

const here = { session: about, here: v.boolean(), at }

export const resumed = out('resumed', conversation)

export const sessionReplies = [resumed] as const

export const sessionPushes = {
  'librarian-here': out('librarian-here', here),
  'patron-here': out('patron-here', here),
  replaced: out('replaced', { session: about, at }),
  'patron-left': out('patron-left', { session: about, at }),
  standing: out('standing', { session: about, status: sessionStatus, last: v.number() }),
}
