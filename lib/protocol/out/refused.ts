import * as v from 'valibot'
import { out } from './shared.ts'

/** The reply to a frame that was not carried out, with the reason. */
export const refused = out('refused', {
  action: v.optional(v.string()),
  code: v.string(),
  reason: v.string(),
  soft: v.optional(v.boolean()),
  offer: v.optional(v.string()),
})

/** The reply to a `ping`, sent by API Gateway itself. */
export const pong = out('pong', {})
