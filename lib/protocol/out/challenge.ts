import * as v from 'valibot'

/** The work that a library asks of a patron's device before it takes a question: a challenge of ALTCHA, version 2. */
export const challenge = v.object({
  parameters: v.object({
    algorithm: v.literal('PBKDF2/SHA-256'),
    nonce: v.string(),
    salt: v.string(),
    cost: v.number(),
    keyLength: v.number(),
    keyPrefix: v.string(),
    keySignature: v.string(),
    data: v.object({ library: v.string(), until: v.number() }),
  }),
  signature: v.string(),
})

export type Challenge = v.InferOutput<typeof challenge>
