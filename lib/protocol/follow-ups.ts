import * as v from 'valibot'
import { heldBecause } from '../follow-up/events.ts'
import { mailKinds } from '../follow-up/state.ts'
import { capability, frame, out } from './action.ts'
import { counter, despite, position, session, text } from './fields-in.ts'
import { session as about, at, conversation } from './fields-out.ts'
import { limits } from './limits.ts'

const answerText = v.pipe(
  v.string(),
  v.check(words => words.trim().length > 0, 'must not be empty'),
  v.check(words => words.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.maxLength(limits.answer, `must have ${limits.answer} characters at most`),
)

const status = v.picklist(['new', 'taken', 'answered', 'done'])
const owner = v.picklist(['library', 'you', 'librarian'])
const undeliverable = v.picklist(['owner', 'patron'])
const cut = v.optional(v.literal(true))

const listed = v.object({
  session: about,
  library: v.string(),
  status: v.picklist(['new', 'taken']),
  owner,
  deadline: v.string(),
  answerBy: v.string(),
  dueAt: v.number(),
  overdue: v.boolean(),
  name: v.optional(v.string()),
  takenBy: v.optional(v.string()),
  undeliverable: v.optional(undeliverable),
  held: v.optional(v.number()),
})

const heldAnswer = v.object({
  answer: v.number(),
  from: v.string(),
  at,
  text: v.string(),
  cut,
  because: v.picklist(heldBecause),
})

const change = v.object({
  at,
  what: v.picklist([
    'taken',
    'answered',
    'done',
    'handed-over',
    'held',
    'rejected',
    'sent',
    'dropped',
    'bounced',
    'unwanted',
  ]),
  by: v.optional(v.string()),
  via: v.optional(v.picklist(['desk', 'mail', 'link'])),
  mail: v.optional(v.picklist(mailKinds)),
  note: v.optional(v.string()),
})

const changed = out('follow-up-changed', { session: about, followUpStatus: status })

/** The owner of a follow-up may act on it, once its session is over. */
const ofItsOwner = ['unknown-librarian', 'no-such-session', 'not-closed', 'no-follow-up', 'not-your-follow-up'] as const

/** What is owed to patrons after their sessions, and what becomes of it. */
export const followUpRecords = capability({
  'follow-ups': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('follow-ups', {}),
    replies: [out('follow-ups', { followUps: v.array(listed) })],
    refusals: ['unknown-librarian'],
  },
  'follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('follow-up', { session, after: v.optional(position) }),
    replies: [
      out('follow-up', {
        ...conversation,
        followUpStatus: status,
        owner,
        email: v.string(),
        verified: v.picklist(['by-patron', 'by-librarian', 'unverified']),
        answerBy: v.string(),
        takenBy: v.optional(v.string()),
        undeliverable: v.optional(undeliverable),
        answer: v.optional(v.object({ text: v.string(), cut, by: v.string() })),
        held: v.array(heldAnswer),
        changes: v.array(change),
      }),
    ],
    refusals: ['unknown-librarian', 'no-such-session', 'no-follow-up', 'not-your-follow-up', 'no-such-library'],
  },
  'take-follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('take-follow-up', { session, despite: v.optional(despite) }),
    replies: [changed],
    refusals: [...ofItsOwner, 'follow-up-over', 'already-taken'],
  },
  'answer-follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('answer-follow-up', { session, text: answerText }),
    replies: [changed],
    refusals: [...ofItsOwner, 'follow-up-over', 'no-mail-wanted'],
  },
  'finish-follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('finish-follow-up', { session, note: v.optional(text) }),
    replies: [changed],
    refusals: [...ofItsOwner, 'follow-up-over', 'not-said-how'],
  },
  'hand-over-follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('hand-over-follow-up', { session, note: v.optional(text) }),
    replies: [changed],
    refusals: [...ofItsOwner, 'follow-up-over', 'library-owes'],
  },
  'confirm-answer': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('confirm-answer', { session, answer: counter }),
    replies: [changed],
    refusals: [...ofItsOwner, 'no-such-answer', 'no-mail-wanted'],
  },
  'reject-answer': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('reject-answer', { session, answer: counter }),
    replies: [changed],
    refusals: [...ofItsOwner, 'no-such-answer'],
  },
  'request-transcript': {
    answeredBy: 'follow-ups',
    roles: ['patron'],
    frame: frame('request-transcript', { session }),
    replies: [out('transcript-requested', { session: about })],
    refusals: ['no-such-session', 'not-yours', 'not-picked-up', 'no-address'],
  },
})
