import * as v from 'valibot'
import { isAddress } from './address.ts'
import { limits } from './limits.ts'
import { isRandom } from './once.ts'
import { holdsControls, isVisible, oneLine } from './visible.ts'

/** Fields that several client frames share. */

/** A text with an upper limit of characters. */
export function atMost(limit: 'text' | 'answer' | 'name' | 'id' | 'staffRoom') {
  return v.maxLength<string, number, string>(limits[limit], `must have ${limits[limit]} characters at most`)
}

/** Half a character cannot be stored, so a repeat of the message would look like different words. */
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
  v.check(isAddress, 'must be an email address'),
)

/** On one line, without invisible characters and marks that change the direction of text. It may end up empty. */
export const name = v.pipe(
  v.string(),
  wellFormed,
  v.transform(name => (isVisible(name) ? oneLine(name) : '')),
  atMost('name'),
)

export const session = v.pipe(v.string(), v.regex(/^[0-9A-Z]{26}$/, 'must be the id of a session'))

/** A sender's counter in a session, or another number: 1, 2, 3 … */
export const counter = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(1, 'counts from 1'))

/** The number of a message; 0 comes before the first. */
export const position = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'counts from 0'))

/** The id of something that the consortium file names, or a code. */
export const id = v.pipe(v.string(), atMost('id'))

/** Drawn at random for one submission, so that a repeat is recognised. */
export const once = v.pipe(
  v.string(),
  v.check(isRandom, 'must be a random text of 22 to 64 letters, digits and hyphens'),
)

export const despite = v.pipe(v.array(id), v.maxLength(10))

/** The first fault of a frame, in one sentence that names the field and quotes nothing that was sent. */
export function firstProblem(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  const field = issue ? v.getDotPath(issue) : undefined
  if (!issue || !field) return 'It must be a JSON object as the protocol has it.'
  if (issue.kind === 'validation') return `"${field}" ${issue.message}.`
  if (issue.expected === 'never') return unknownField(field)
  if (issue.received === 'undefined') return `"${field}" is missing.`
  return `"${field}" must be ${issue.expected}.`
}

/** The sender chose the name of an unknown field, so it is cut. Inside another field it is not repeated at all. */
function unknownField(field: string): string {
  const inside = field.lastIndexOf('.')
  if (inside > 0) return `"${field.slice(0, inside)}" has a field that the protocol does not know.`
  return `"${field.slice(0, 64)}" is not one of its fields.`
}
