import * as v from 'valibot'
import { heldBecause } from '../../follow-up/events.ts'
import { mailKinds, verifications } from '../../follow-up/state.ts'
import { session as about, at, conversation, out } from './shared.ts'
import { transcriptRequested } from './transcript.ts'

/** Follow-ups: answers owed to patrons after their sessions. */

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
  libraryName: v.optional(v.string()),
  question: v.optional(v.string()),
})

const sentOn = v.object({
  session: about,
  library: v.string(),
  status,
  answerBy: v.string(),
  since: v.number(),
  endedAt: v.optional(v.number()),
  libraryName: v.optional(v.string()),
})

const heldAnswer = v.object({
  answer: v.number(),
  from: v.string(),
  at,
  text: v.string(),
  cut,
  because: v.pipe(v.array(v.picklist(heldBecause)), v.readonly()),
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
    'disowned',
  ]),
  by: v.optional(v.string()),
  via: v.optional(v.picklist(['desk', 'mail', 'link'])),
  mail: v.optional(v.picklist(mailKinds)),
  note: v.optional(v.string()),
})

export const changed = out('follow-up-changed', { session: about, followUpStatus: status })

export const followUpList = out('follow-ups', { followUps: v.array(listed), sentOn: v.array(sentOn) })

export const followUpShown = out('follow-up', {
  ...conversation,
  followUpStatus: status,
  owner,
  email: v.string(),
  verified: v.picklist([...verifications, 'unverified']),
  answerBy: v.string(),
  takenBy: v.optional(v.string()),
  undeliverable: v.optional(undeliverable),
  disowned: v.optional(v.literal(true)),
  answer: v.optional(v.object({ text: v.string(), cut, by: v.string() })),
  held: v.array(heldAnswer),
  changes: v.array(change),
})

/** Sessions that librarians stepped back from (R42). */
export const steppedBackSessions = out('stepped-back-sessions', {
  sessions: v.array(v.object({ session: about, at, by: v.string(), note: v.optional(v.string()) })),
})

/** The settings of a library's mailbox for follow-ups, and what the desk has learnt about it. */
export const mailboxKnown = {
  mailbox: v.string(),
  answersTo: v.picklist(['from', 'reply-to']),
  because: v.picklist(['set', 'learnt', 'usual']),
  acknowledges: v.boolean(),
  program: v.optional(v.string()),
  test: v.object({
    status: v.picklist(['untested', 'waiting', 'read', 'unread', 'returned']),
    sentAt: v.optional(v.number()),
    pressedAt: v.optional(v.number()),
  }),
}

export const mailboxShown = out('mailbox', { library: v.string(), ...mailboxKnown })

export const followUpReplies = [
  followUpList,
  followUpShown,
  mailboxShown,
  steppedBackSessions,
  transcriptRequested,
  changed,
] as const
