import * as v from 'valibot'
import { despite, email, name, text } from './fields-in.ts'
import { isRandom } from './once.ts'
import { versions } from './version.ts'

const once = v.pipe(v.string(), v.check(isRandom, 'must be a random text of 22 to 64 letters, digits and hyphens'))

/** The body of `POST /libraries/{library}/sessions`. */
export const question = v.pipe(
  v.strictObject({
    question: text,
    name: v.optional(name),
    email: v.optional(email),
    byMail: v.optional(v.literal(true)),
    once: v.optional(once),
    versions: v.optional(versions),
    despite: v.optional(despite),
  }),
  v.forward(
    v.partialCheck(
      [['email'], ['byMail']],
      ({ email, byMail }) => !byMail || email !== undefined,
      'is needed for an answer by email',
    ),
    ['email'],
  ),
)
