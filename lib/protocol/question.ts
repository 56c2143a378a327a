import * as v from 'valibot'
import { despite, email, id, name, once, text, words } from './fields-in.ts'
import { isLanguage } from './language.ts'
import { versions } from './version.ts'

/** The language in which the patron reads the page. */
const language = v.pipe(v.string(), v.check(isLanguage, 'must be the tag of a language, like en or es-419'))

/** Answers to the library's own fields, by their ids: a text, or the id of a choice. */
const answers = v.record(id, v.pipe(words, v.maxLength(500, 'must have 500 characters at most')))

/** The result of the work that the library asks of a patron's device. */
const proof = v.pipe(v.string(), v.maxLength(2_000, 'must have 2,000 characters at most'))

/** The body of `POST /libraries/{library}/sessions`. */
export const question = v.pipe(
  v.strictObject({
    question: text,
    name: v.optional(name),
    email: v.optional(email),
    byMail: v.optional(v.literal(true)),
    language: v.optional(language),
    answers: v.optional(answers),
    once: v.optional(once),
    proof: v.optional(proof),
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
