import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { counter, id, position, session, text } from './fields-in.ts'
import {
  cameOnDuty,
  heard,
  pickedUp,
  queue,
  rescued,
  transferAsked,
  transferDeclined,
  transferred,
  wentOffDuty,
} from './out/queue.ts'
import { ofItsLibrarian } from './refusals.ts'

/** The pool of the cooperative, a library or a group. One librarian's entry in the roster is not a pool. */
const pool = v.pipe(
  id,
  v.regex(/^(?:cooperative|(?:library|group):[a-z][a-z0-9-]{0,39})$/, 'must be a pool like library:state-college'),
)

/** Librarians come on duty, see who is waiting, pick up sessions and transfer them. */
export const queueRecords = capability({
  'on-duty': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('on-duty', {
      pools: v.optional(
        v.pipe(v.array(pool), v.minLength(1, 'must name a pool'), v.maxLength(50, 'names too many pools')),
      ),
      byItself: v.optional(v.literal(true)),
    }),
    replies: [cameOnDuty, wentOffDuty],
    refusals: ['unknown-librarian', 'not-your-pool'],
  },
  'off-duty': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('off-duty', {}),
    replies: [wentOffDuty],
    refusals: [],
  },
  queue: {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('queue', {
      after: v.optional(
        v.pipe(v.string(), v.regex(/^\d{1,15}#[0-9A-Z]{26}$/, "must be a patron's place in the queue")),
      ),
      most: v.optional(v.pipe(counter, v.maxValue(100, 'must be 100 at most'))),
      count: v.optional(v.literal(true)),
    }),
    replies: [queue, wentOffDuty],
    refusals: ['not-on-duty'],
  },
  heard: {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('heard', { session, at: position }),
    replies: [heard, wentOffDuty],
    refusals: ['not-on-duty'],
  },
  'pick-up': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('pick-up', {
      session: v.optional(session),
      reason: v.optional(v.pipe(text, v.maxLength(200, 'must have 200 characters at most'))),
    }),
    replies: [pickedUp],
    refusals: [
      'not-on-duty',
      'nobody-waiting',
      'at-your-limit',
      'no-reason',
      'not-in-your-pools',
      'already-picked-up',
      'already-yours',
      'closed',
      'no-such-session',
    ],
  },
  transfer: {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('transfer', {
      session,
      librarian: v.optional(id),
      pool: v.optional(pool),
      note: v.optional(text),
    }),
    replies: [transferAsked],
    refusals: [...ofItsLibrarian, 'nobody-there', 'transfer-pending'],
  },
  'answer-transfer': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('answer-transfer', { session, accept: v.boolean() }),
    replies: [transferred, transferDeclined],
    refusals: ['not-on-duty', 'no-transfer', 'at-your-limit', 'closed', 'no-such-session'],
  },
  'accept-rescue': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('accept-rescue', { session }),
    replies: [rescued],
    refusals: ['not-on-duty', 'no-rescue', 'at-your-limit', 'closed', 'no-such-session'],
  },
})
