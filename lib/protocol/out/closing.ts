import * as v from 'valibot'
import { verifications } from '../../follow-up/state.ts'
import { ratings } from '../../session/ratings.ts'
import { whoWaits } from './queue.ts'
import { session as about, advice, at, code, out, suggested } from './shared.ts'

/** How a session ends. */

export const contactVerified = out('contact-verified', {
  session: about,
  email: v.string(),
  name: v.optional(v.string()),
})

export const policyReported = out('policy-reported', { session: about })

export const contactAsked = out('contact-asked', { session: about })

/** The classes of questions that may be given today. */
const questionClasses = v.array(v.object({ id: v.string(), label: v.string(), suggested: v.optional(v.literal(true)) }))

export const suggestion = out('suggestion', {
  session: about,
  ...suggested,
  advice: v.optional(advice),
  classes: v.optional(questionClasses),
})

export const closed = out('closed', {
  session: about,
  code,
  how: v.picklist(['chosen', 'by-patron', 'by-default']),
  waiting: v.optional(whoWaits),
})

export const steppedBack = out('stepped-back', {
  session: about,
  others: v.optional(v.array(about)),
  waiting: v.optional(whoWaits),
})

export const addressLeft = out('address-left', { session: about, email: v.string(), name: v.optional(v.string()) })

export const rated = out('rated', { session: about, rating: v.picklist(ratings) })

export const codeRequested = out('code-requested', { session: about, email: v.string(), until: v.number() })

export const addressConfirmed = out('address-confirmed', { session: about, email: v.string() })

export const left = out('left', { session: about })

export const closingReplies = [
  policyReported,
  contactAsked,
  suggestion,
  closed,
  steppedBack,
  addressLeft,
  rated,
  left,
  contactVerified,
  codeRequested,
  addressConfirmed,
] as const

export const closingPushes = {
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
