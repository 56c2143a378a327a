import * as v from 'valibot'
import { codes } from '../session/codes.ts'
import { limits } from './limits.ts'
import { isRandom } from './once.ts'

/** What a client may send over the socket. Unknown fields are refused, so that a misspelt one does not pass unseen. */

const text = v.pipe(
  v.string(),
  v.check(words => words.trim().length > 0, 'must not be empty'),
  // Half a character cannot be stored, so its repeat would look like other words.
  v.check(words => words.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.maxLength(limits.text, `must have ${limits.text} characters at most`),
  v.description('The words. They are kept as they are; nothing in them is formatting.'),
)
const lastNote = v.pipe(text, v.description('A last note for the staff; the patron never sees it.'))
const email = v.pipe(
  v.string(),
  v.maxLength(limits.email, 'is too long'),
  v.email('must be an e-mail address'),
  v.description("The patron's e-mail address."),
)
const name = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.name, `must have ${limits.name} characters at most`),
  v.description("The patron's name; space around it is cut off."),
)
const session = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Z]{26}$/, 'must be the id of a session'),
  v.description('The session that this is about.'),
)
const counter = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(1, 'counts from 1'),
  v.description("The sender's own counter in this session; messages and notes share it."),
)
const position = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'counts from 0'),
  v.description('The `number` of the last message that the client has; 0 if it has none.'),
)
const code = v.pipe(
  v.picklist(codes, `must be one of ${codes.join(', ')}`),
  v.description('The resolution code; without it the session is "answered", marked as such by default.'),
)
const deadline = v.pipe(
  v.union(
    [v.literal('none'), v.pipe(v.string(), v.isoDate('must be a date'), v.check(isDay, 'must be a date'))],
    'must be a date (YYYY-MM-DD) or "none"',
  ),
  v.description("By when the patron needs the answer, in the time zone of the patron's library; for a follow-up."),
)
const atHand = v.pipe(
  v.boolean(),
  v.description("The librarian's word that they have the answer at hand; for `follow-up-by-me`."),
)
const despite = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(limits.id))),
  v.maxLength(10),
  v.description('Codes of the soft refusals that are overridden.'),
)
const reference = v.pipe(
  v.string(),
  v.maxLength(limits.id, `must have ${limits.id} characters at most`),
  v.description("The client's own reference; the reply carries it as `re`."),
)
const once = v.pipe(
  v.string(),
  v.check(isRandom, 'must be a random text of 22 to 64 letters, digits and hyphens'),
  v.description(
    'A secret, drawn at random for one submission of the form: the same one again opens no second session.',
  ),
)

const mistake = v.pipe(text, v.description('What is wrong on the policy page, for the library that keeps it.'))
const kind = v.pipe(
  v.picklist(['text', 'resource', 'statement']),
  v.description('Running text (the default), a resource with its citation, or a search statement.'),
)
const resource = v.pipe(
  v.strictObject({
    url: v.exactOptional(
      v.pipe(v.string(), v.url('must be a URL'), v.maxLength(2_000, 'is too long'), v.description('Where it is.')),
    ),
    title: v.exactOptional(v.pipe(v.string(), v.maxLength(300, 'is too long'), v.description('What it is called.'))),
    policyPage: v.exactOptional(v.pipe(v.literal(true), v.description('It is from the policy page.'))),
    path: v.exactOptional(
      v.pipe(v.string(), v.maxLength(500, 'is too long'), v.description('The links to press to get there again.')),
    ),
  }),
  v.description(
    'The citation: a URL, a title, or that it is from the policy page; and the links to press to find it again.',
  ),
)
const script = v.pipe(v.string(), v.maxLength(limits.id), v.description('Id of the script that it was sent by.'))
const reason = v.pipe(
  text,
  v.maxLength(200, 'must have 200 characters at most'),
  v.description('Why this patron is taken before others who have waited longer; kept with the session.'),
)
const wanted = v.pipe(session, v.description('A particular patron; without it, whoever has waited longest.'))
const resolved = v.pipe(v.boolean(), v.description('Whether the question is answered, in the view of the librarian.'))
const unresolved = v.pipe(
  v.boolean(),
  v.description('The question stays open for want of an address; for `answered`, with a note of what is missing.'),
)
const toLibrarian = v.pipe(
  v.string(),
  v.maxLength(limits.id),
  v.description('Id of the librarian who is asked to take over.'),
)
const toPool = v.pipe(
  v.string(),
  v.maxLength(limits.id),
  v.description('The pool whose librarians are asked; the first to accept takes over.'),
)
const pools = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(limits.id))),
  v.minLength(1, 'must name a pool'),
  v.maxLength(50, 'names too many pools'),
  v.description('The pools that the librarian serves for now, of those that are theirs; without it, all of them.'),
)
const answerText = v.pipe(
  v.string(),
  v.check(words => words.trim().length > 0, 'must not be empty'),
  v.check(words => words.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.maxLength(limits.answer, `must have ${limits.answer} characters at most`),
  v.description('The answer; it goes to the patron by e-mail as it is.'),
)
const howDone = v.pipe(text, v.description('How it was done, or why; kept with the session.'))
const heldAnswer = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(1, 'counts from 1'),
  v.description('The number of the answer that is held.'),
)
const accept = v.pipe(v.boolean(), v.description('Take the session over, or decline.'))

/** A date that the calendar has: 31 February is none. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}

function frame<const A extends string, E extends v.ObjectEntries>(action: A, entries: E) {
  return v.strictObject({ action: v.literal(action), id: v.optional(reference), ...entries })
}

export const framesIn = {
  resume: frame('resume', { session, after: position }),
  'on-duty': frame('on-duty', { pools: v.optional(pools) }),
  'off-duty': frame('off-duty', {}),
  'pick-up': frame('pick-up', { session: v.optional(wanted), reason: v.optional(reason) }),
  transfer: frame('transfer', {
    session,
    librarian: v.optional(toLibrarian),
    pool: v.optional(toPool),
    note: v.optional(lastNote),
  }),
  'answer-transfer': frame('answer-transfer', { session, accept }),
  say: frame('say', {
    session,
    n: counter,
    text,
    kind: v.optional(kind),
    resource: v.optional(resource),
    script: v.optional(script),
    despite: v.optional(despite),
  }),
  note: frame('note', { session, n: counter, text }),
  typing: frame('typing', { session }),
  'report-policy': frame('report-policy', { session, text: mistake }),
  'ask-contact': frame('ask-contact', { session }),
  'confirm-contact': frame('confirm-contact', { session, email, name: v.optional(name) }),
  'attest-contact': frame('attest-contact', { session, email }),
  suggest: frame('suggest', { session, resolved: v.optional(resolved) }),
  close: frame('close', {
    session,
    code: v.optional(code),
    deadline: v.optional(deadline),
    atHand: v.optional(atHand),
    unresolved: v.optional(unresolved),
    note: v.optional(lastNote),
    despite: v.optional(despite),
  }),
  'leave-address': frame('leave-address', { session, email, name: v.optional(name) }),
  leave: frame('leave', { session }),
  'follow-ups': frame('follow-ups', {}),
  'follow-up': frame('follow-up', { session, after: v.optional(position) }),
  'take-follow-up': frame('take-follow-up', { session, despite: v.optional(despite) }),
  'answer-follow-up': frame('answer-follow-up', { session, text: answerText }),
  'finish-follow-up': frame('finish-follow-up', { session, note: v.optional(howDone) }),
  'hand-over-follow-up': frame('hand-over-follow-up', { session, note: v.optional(howDone) }),
  'confirm-answer': frame('confirm-answer', { session, answer: heldAnswer }),
  'reject-answer': frame('reject-answer', { session, answer: heldAnswer }),
  'request-transcript': frame('request-transcript', { session }),
} as const

export type Action = keyof typeof framesIn
export type FrameIn<A extends Action> = v.InferOutput<(typeof framesIn)[A]>

/** Who may send which action; anybody else is refused with `not-for-you`. */
export const roles: Readonly<Record<Action, readonly ('patron' | 'librarian')[]>> = {
  resume: ['patron', 'librarian'],
  'on-duty': ['librarian'],
  'off-duty': ['librarian'],
  'pick-up': ['librarian'],
  transfer: ['librarian'],
  'answer-transfer': ['librarian'],
  say: ['patron', 'librarian'],
  note: ['librarian'],
  typing: ['patron', 'librarian'],
  'report-policy': ['librarian'],
  'ask-contact': ['librarian'],
  'confirm-contact': ['patron'],
  'attest-contact': ['librarian'],
  suggest: ['librarian'],
  close: ['librarian'],
  'leave-address': ['patron'],
  leave: ['patron'],
  'follow-ups': ['librarian'],
  'follow-up': ['librarian'],
  'take-follow-up': ['librarian'],
  'answer-follow-up': ['librarian'],
  'finish-follow-up': ['librarian'],
  'hand-over-follow-up': ['librarian'],
  'confirm-answer': ['librarian'],
  'reject-answer': ['librarian'],
  'request-transcript': ['patron'],
}

/** The body of `POST /libraries/{library}/sessions`. */
export const question = v.strictObject({
  question: text,
  name: v.optional(name),
  email: v.optional(email),
  once: v.optional(once),
})
