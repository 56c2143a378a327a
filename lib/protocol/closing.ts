import * as v from 'valibot'
import { codes } from '../session/codes.ts'
import { ratings } from '../session/ratings.ts'
import { capability, frame } from './action.ts'
import { despite, email, id, name, session, text } from './fields-in.ts'
import { closed, contactAsked, policyReported, steppedBack, suggestion } from './out/closing.ts'
import { addressConfirmed, addressLeft, codeRequested, contactVerified, left, rated } from './out/to-patrons.ts'
import { ofItsLibrarian, ofItsLibrarians } from './refusals.ts'

const deadline = v.union(
  [v.literal('none'), v.pipe(v.string(), v.isoDate('must be a date'), v.check(isDay, 'must be a date'))],
  'must be a date (YYYY-MM-DD) or "none"',
)

/** A code as it was mailed. People copy it with spaces. */
const digits = v.pipe(
  v.string(),
  v.transform(typed => typed.replaceAll(/[\s-]/g, '')),
  v.regex(/^\d{6}$/, 'must be six digits'),
)

/** One conversation has a few questions. */
const classesMax = 5

/** How a session ends: the patron's address is verified, and the librarian gives it its code. */
export const closingRecords = capability({
  'report-policy': {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('report-policy', { session, statement: v.optional(id), text: v.optional(text) }),
    replies: [policyReported],
    refusals: [...ofItsLibrarians, 'unknown-statement', 'enough-reports'],
  },
  'ask-contact': {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('ask-contact', { session }),
    replies: [contactAsked],
    refusals: ofItsLibrarian,
  },
  'confirm-contact': {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('confirm-contact', { session, email, name: v.optional(name), despite: v.optional(despite) }),
    replies: [contactVerified],
    refusals: [
      ...(['no-such-session', 'not-yours', 'closed', 'nothing-asked'] as const),
      ...(['disowned', 'likely-slip', 'own-address', 'staff-name'] as const),
    ],
  },
  'attest-contact': {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('attest-contact', { session, email, despite: v.optional(despite) }),
    replies: [contactVerified],
    refusals: [...ofItsLibrarian, 'disowned', 'likely-slip', 'own-address'],
  },
  'request-code': {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('request-code', { session, email: v.optional(email), despite: v.optional(despite) }),
    replies: [codeRequested, addressConfirmed],
    refusals: [
      ...(['no-such-session', 'not-yours', 'closed', 'no-address', 'enough-codes', 'enough-mails'] as const),
      ...(['mail-came-back', 'disowned', 'likely-slip', 'own-address'] as const),
    ],
  },
  'enter-code': {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('enter-code', { session, digits }),
    replies: [addressConfirmed],
    refusals: [
      ...(['no-such-session', 'not-yours', 'no-code', 'wrong-code'] as const),
      ...(['code-expired', 'code-used-up', 'mail-came-back'] as const),
    ],
  },
  suggest: {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('suggest', { session, resolved: v.optional(v.boolean()) }),
    replies: [suggestion],
    refusals: ofItsLibrarian,
  },
  close: {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('close', {
      session,
      code: v.optional(v.picklist(codes, `must be one of ${codes.join(', ')}`)),
      deadline: v.optional(deadline),
      atHand: v.optional(v.boolean()),
      unresolved: v.optional(v.boolean()),
      note: v.optional(text),
      classes: v.optional(v.pipe(v.array(id), v.maxLength(classesMax, 'names too many classes'))),
      despite: v.optional(despite),
    }),
    replies: [closed],
    refusals: [
      ...ofItsLibrarian,
      'not-asked',
      'no-note',
      'patron-spoke',
      'patron-left-address',
      'no-contact',
      'not-verified',
      'no-deadline',
      'deadline-past',
      'deadline-too-far',
      'not-at-hand',
      'not-your-patron',
      'unknown-class',
    ],
  },
  'step-back': {
    answeredBy: 'closing',
    roles: ['librarian'],
    frame: frame('step-back', { session, note: v.optional(text), all: v.optional(v.literal(true)) }),
    replies: [steppedBack],
    refusals: ['no-such-session', 'not-on-duty', 'not-in-your-pools', 'not-yours', 'only-joined', 'closed'],
  },
  'leave-address': {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('leave-address', { session, email, name: v.optional(name), despite: v.optional(despite) }),
    replies: [addressLeft],
    refusals: [
      'no-such-session',
      'not-yours',
      'closed',
      'already-picked-up',
      'disowned',
      'likely-slip',
      'own-address',
      'staff-name',
    ],
  },
  rate: {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('rate', { session, rating: v.picklist(ratings, `must be one of ${ratings.join(', ')}`) }),
    replies: [rated],
    refusals: ['no-such-session', 'not-yours', 'not-closed', 'stepped-back'],
  },
  leave: {
    answeredBy: 'closing',
    roles: ['patron'],
    frame: frame('leave', { session }),
    replies: [left],
    refusals: ['no-such-session', 'not-yours'],
  },
})

/** A date that the calendar has: 31 February is not one. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}
