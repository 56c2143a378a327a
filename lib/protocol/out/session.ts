import * as v from 'valibot'
import { session as about, at, conversation, out, status as sessionStatus } from './shared.ts'

/** The state of a session for somebody who comes back, and who is present. */

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
