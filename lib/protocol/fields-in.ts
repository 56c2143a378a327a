import * as v from 'valibot'
import { isAddress } from './address.ts'
import { limits } from './limits.ts'
import { holdsControls, isVisible, oneLine } from './visible.ts'

/** Fields that several frames of clients have. */

/** So many characters at most. */
export function atMost(limit: 'text' | 'answer' | 'name' | 'id') {
  return v.maxLength<string, number, string>(limits[limit], `must have ${limits[limit]} characters at most`)
}

/** Half a character cannot be stored, so its repeat would look like other words. */
const wellFormed = v.check((text: string) => text.isWellFormed(), 'holds half a character (a lone surrogate)')

export const words = v.pipe(
  v.string(),
  v.check(isVisible, 'must not be empty'),
  wellFormed,
  v.check(words => !holdsControls(words), 'holds a control character'),
)

export const text = v.pipe(words, atMost('text'))

export const email = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.email, 'is too long'),
  v.check(isAddress, 'must be an e-mail address'),
)

/** On one line, without what nobody sees and what turns other text around; empty, if nothing is left. */
export const name = v.pipe(
  v.string(),
  wellFormed,
  v.transform(name => (isVisible(name) ? oneLine(name) : '')),
  atMost('name'),
)

export const session = v.pipe(v.string(), v.regex(/^[0-9A-Z]{26}$/, 'must be the id of a session'))

/** The sender's own counter in a session, or the number of something: 1, 2, 3 … */
export const counter = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(1, 'counts from 1'))

/** The number of a message; 0 comes before the first. */
export const position = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'counts from 0'))

/** The id of something that the consortium file names, or a code. */
export const id = v.pipe(v.string(), atMost('id'))

export const despite = v.pipe(v.array(id), v.maxLength(10))
