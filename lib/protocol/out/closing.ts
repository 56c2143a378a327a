import * as v from 'valibot'
import { whoWaits } from './queue.ts'
import { session as about, advice, code, out, suggested } from './shared.ts'
import { addressConfirmed, addressLeft, codeRequested, contactVerified, left, rated } from './to-patrons.ts'

/** How a session ends. */

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
