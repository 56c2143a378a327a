import * as v from 'valibot'
import { session as about, at, conversation, out, status as sessionStatus } from './shared.ts'

/** The state of a session for somebody who comes back, and who is present. */

const here = { session: about, here: v.boolean(), at }

export const resumed = out('resumed', conversation)

export const place = out('place', {
  session: about,
  before: v.number(),
  more: v.optional(v.literal(true)),
  staffed: v.boolean(),
  answers: v.optional(v.picklist(['own', 'group', 'cooperative'])),
  expectedWait: v.optional(v.number()),
})

export const sessionReplies = [resumed, place] as const

export const sessionPushes = {
  'librarian-here': out('librarian-here', here),
  'patron-here': out('patron-here', here),
  replaced: out('replaced', { session: about, at }),
  'patron-left': out('patron-left', { session: about, at }),
  'colleague-joined': out('colleague-joined', {
    session: about,
    name: v.string(),
    library: v.string(),
    beside: v.string(),
    at,
  }),
  'colleague-left': out('colleague-left', {
    session: about,
    name: v.string(),
    stays: v.string(),
    serving: v.optional(v.literal(true)),
    at,
  }),
  'colleague-here': out('colleague-here', { session: about, here: v.boolean(), at }),
  standing: out('standing', { session: about, status: sessionStatus, last: v.number() }),
}
