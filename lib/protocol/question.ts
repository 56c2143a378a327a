import * as v from 'valibot'
import { despite, email, name, text } from './fields-in.ts'
import { versions } from './version.ts'

const once = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z-]{22,64}$/, 'must be a random text of 22 to 64 letters, digits and hyphens'),
)

/** The body of `POST /libraries/{library}/sessions`. */
export const question = v.strictObject({
  question: text,
  name: v.optional(name),
  email: v.optional(email),
  once: v.optional(once),
  versions: v.optional(versions),
  despite: v.optional(despite),
})
