import * as v from 'valibot'
import { limits } from './limits.ts'

/** Fields that several frames of clients have. */

export const text = v.pipe(
  v.string(),
  v.check(words => words.trim().length > 0, 'must not be empty'),
  // Half a character cannot be stored, so its repeat would look like other words.
  v.check(words => words.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.maxLength(limits.text, `must have ${limits.text} characters at most`),
)

export const email = v.pipe(v.string(), v.maxLength(limits.email, 'is too long'), v.email('must be an e-mail address'))

export const name = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.name, `must have ${limits.name} characters at most`),
)

export const session = v.pipe(v.string(), v.regex(/^[0-9A-Z]{26}$/, 'must be the id of a session'))

/** The sender's own counter in a session, or the number of something: 1, 2, 3 … */
export const counter = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(1, 'counts from 1'))

/** The number of a message; 0 comes before the first. */
export const position = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'counts from 0'))

/** The id of something that the consortium file names, or a code. */
export const id = v.pipe(v.string(), v.maxLength(limits.id))

export const despite = v.pipe(v.array(id), v.maxLength(10))
