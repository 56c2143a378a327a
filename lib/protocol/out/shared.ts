import * as v from 'valibot'
import { verifications } from '../../follow-up/state.ts'
import { codes } from '../../session/codes.ts'

/** Fields that several replies and pushes share. Times are ms since 1970. */

export const session = v.string()
export const at = v.number()
export const code = v.picklist(codes)
export const advice = v.array(v.object({ rule: v.string(), hint: v.string() }))

export const message = v.object({
  number: v.number(),
  from: v.picklist(['patron', 'librarian']),
  name: v.optional(v.string()),
  at,
  text: v.string(),
  kind: v.optional(v.picklist(['resource', 'statement'])),
  resource: v.optional(
    v.object({
      url: v.optional(v.string()),
      title: v.optional(v.string()),
      policyPage: v.optional(v.literal(true)),
      path: v.optional(v.string()),
    }),
  ),
  mayExpire: v.optional(v.boolean()),
})

const note = v.object({ name: v.optional(v.string()), at, text: v.string() })

export const status = v.picklist(['waiting', 'active', 'closed'])

/** The status of a session, in words for the side that asks. */
const standing = {
  session,
  library: v.string(),
  status,
  askedAt: v.number(),
  last: v.number(),
  patron: v.object({
    name: v.optional(v.string()),
    here: v.boolean(),
    left: v.optional(v.boolean()),
    email: v.optional(v.string()),
    verified: v.optional(v.picklist(verifications)),
  }),
  librarian: v.optional(v.object({ name: v.string(), library: v.string(), here: v.boolean() })),
  second: v.optional(v.object({ name: v.string(), library: v.string(), here: v.boolean() })),
  joined: v.optional(v.literal(true)),
  helpCalled: v.optional(v.literal(true)),
  pools: v.optional(v.array(v.string())),
  offered: v.optional(v.boolean()),
  code: v.optional(code),
  steppedBack: v.optional(v.boolean()),
  unrated: v.optional(v.literal(true)),
  language: v.optional(v.string()),
}

/** The status with as many messages as fit into the frame. */
export const conversation = {
  ...standing,
  n: v.number(),
  messages: v.array(message),
  notes: v.optional(v.array(note)),
  answers: v.optional(v.array(v.object({ field: v.string(), label: v.string(), text: v.string() }))),
  more: v.boolean(),
  earlier: v.optional(v.literal(true)),
}

/** Which resolution code fits, and why. */
export const suggested = {
  code,
  because: v.optional(v.literal('no-contact')),
  reason: v.string(),
}

/** A frame from the desk: a reply or a push. A client ignores fields that it does not know. */
export function out<const T extends string, E extends v.ObjectEntries>(type: T, entries: E) {
  return v.object({ type: v.literal(type), ...entries })
}
