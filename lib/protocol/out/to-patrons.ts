import * as v from 'valibot'
import { verifications } from '../../follow-up/state.ts'
import { ratings } from '../../session/ratings.ts'
import { session as about, advice, at, code, conversation, message, out, status } from './shared.ts'

/** What patrons get, by capability. A page for patrons carries these schemas, and none that only librarians need. */

export const messagesToPatrons = {
  message: out('message', { session: about, ...message.entries }),
  typing: out('typing', { session: about, from: message.entries.from, name: v.optional(v.string()) }),
}

export const queueToPatrons = {
  'waiting-for': out('waiting-for', { session: about, pools: v.array(v.string()), at }),
  'address-offer': out('address-offer', { session: about, at }),
  'librarian-joined': out('librarian-joined', { session: about, name: v.string(), library: v.string(), at }),
  'back-in-queue': out('back-in-queue', { session: about, at }),
}

export const sessionToPatrons = {
  'librarian-here': out('librarian-here', { session: about, here: v.boolean(), at }),
  replaced: out('replaced', { session: about, at }),
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
  standing: out('standing', { session: about, status, last: v.number() }),
}

export const closingToPatrons = {
  'contact-form': out('contact-form', {
    session: about,
    email: v.optional(v.string()),
    name: v.optional(v.string()),
  }),
  'address-verified': out('address-verified', {
    session: about,
    email: v.string(),
    name: v.optional(v.string()),
    verified: v.optional(v.picklist(verifications)),
    at,
  }),
  'code-returned': out('code-returned', { session: about, email: v.string(), at }),
  'address-disowned': out('address-disowned', { session: about, email: v.string(), at }),
  'transcript-returned': out('transcript-returned', { session: about, at }),
  ended: out('ended', {
    session: about,
    last: v.number(),
    at,
    code: v.optional(code),
    goodbye: v.optional(v.string()),
    followUp: v.optional(v.object({ deadline: v.string(), notice: v.string() })),
    unrated: v.optional(v.literal(true)),
  }),
}

export const said = out('said', { session: about, n: v.number(), number: v.number(), at, advice: v.optional(advice) })

export const typed = out('typed', { session: about })

export const resumed = out('resumed', conversation)

export const place = out('place', {
  session: about,
  before: v.number(),
  more: v.optional(v.literal(true)),
  staffed: v.boolean(),
  answers: v.optional(v.picklist(['own', 'group', 'cooperative'])),
  expectedWait: v.optional(v.number()),
})

export const contactVerified = out('contact-verified', {
  session: about,
  email: v.string(),
  name: v.optional(v.string()),
})

export const addressLeft = out('address-left', { session: about, email: v.string(), name: v.optional(v.string()) })

export const rated = out('rated', { session: about, rating: v.picklist(ratings) })

export const codeRequested = out('code-requested', { session: about, email: v.string(), until: v.number() })

export const addressConfirmed = out('address-confirmed', { session: about, email: v.string() })

export const left = out('left', { session: about })
