import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { atMost, counter, despite, id, position, session, text, words } from './fields-in.ts'
import { changed, followUpList, followUpShown, mailboxShown, steppedBackSessions } from './out/follow-ups.ts'
import { transcriptRequested } from './out/transcript.ts'

const answerText = v.pipe(words, atMost('answer'))

/** Lines of a held answer. */
const shortened = answerText

/** The owner of a follow-up may act on it, once its session is over. */
const ofItsOwner = ['unknown-librarian', 'no-such-session', 'not-closed', 'no-follow-up', 'not-your-follow-up'] as const

/** Follow-ups: answers owed to patrons after their sessions. */
export const followUpRecords = capability({
  'follow-ups': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('follow-ups', {}),
    replies: [followUpList],
    refusals: ['unknown-librarian'],
  },
  mailbox: {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    administers: 'library',
    frame: frame('mailbox', { library: v.optional(id) }),
    replies: [mailboxShown],
    refusals: ['unknown-librarian', 'no-such-library'],
  },
  'follow-up': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('follow-up', { session, after: v.optional(position) }),
    replies: [followUpShown],
    refusals: [
      ...(['unknown-librarian', 'no-such-session', 'no-follow-up', 'not-your-follow-up'] as const),
      ...(['too-long-ago', 'no-such-library'] as const),
    ],
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
    frame: frame('confirm-answer', { session, answer: counter, text: v.optional(shortened) }),
    replies: [changed],
    refusals: [...ofItsOwner, 'no-such-answer', 'not-its-lines', 'no-mail-wanted'],
  },
  'reject-answer': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    frame: frame('reject-answer', { session, answer: counter }),
    replies: [changed],
    refusals: [...ofItsOwner, 'no-such-answer'],
  },
  'stepped-back-sessions': {
    answeredBy: 'follow-ups',
    roles: ['librarian'],
    administers: 'library',
    frame: frame('stepped-back-sessions', { library: v.optional(id) }),
    replies: [steppedBackSessions],
    refusals: ['unknown-librarian', 'no-such-library'],
  },
  'request-transcript': {
    answeredBy: 'follow-ups',
    roles: ['patron'],
    frame: frame('request-transcript', { session }),
    replies: [transcriptRequested],
    refusals: [
      ...(['no-such-session', 'not-yours', 'not-picked-up', 'stepped-back'] as const),
      ...(['no-address', 'not-confirmed', 'mail-came-back'] as const),
    ],
  },
})
