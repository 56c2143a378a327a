import * as v from 'valibot'
import { capability, frame, out } from './action.ts'
import { id, session, text } from './fields-in.ts'
import { session as about, at, conversation } from './fields-out.ts'
import { ofItsLibrarian } from './refusals.ts'

const names = v.array(v.string())

const waitingPatron = {
  session: about,
  library: v.string(),
  askedAt: v.number(),
  name: v.optional(v.string()),
  question: v.string(),
}

const scripts = v.array(v.object({ id: v.string(), title: v.string(), text: v.string() }))

/** The whole session, with what a librarian needs who does not know the patron's library (R7, R11, R18). */
const briefed = {
  ...conversation,
  briefing: v.object({
    library: v.string(),
    timeZone: v.string(),
    open: v.boolean(),
    policyPage: v.optional(v.string()),
    greeting: v.string(),
    goodbye: v.string(),
    scripts: v.object({ mine: scripts, myLibrary: scripts, patronsLibrary: scripts }),
  }),
}

/** Librarians come on duty, see who waits, pick up, and transfer sessions. */
export const queueRecords = capability({
  'on-duty': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('on-duty', {
      pools: v.optional(
        v.pipe(v.array(id), v.minLength(1, 'must name a pool'), v.maxLength(50, 'names too many pools')),
      ),
    }),
    replies: [
      out('on-duty', { pools: names, limit: v.number(), waiting: v.array(v.object(waitingPatron)), sessions: names }),
    ],
    refusals: ['unknown-librarian', 'not-your-pool'],
  },
  'off-duty': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('off-duty', {}),
    replies: [out('off-duty', { sessions: names })],
    refusals: [],
  },
  'pick-up': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('pick-up', {
      session: v.optional(session),
      reason: v.optional(v.pipe(text, v.maxLength(200, 'must have 200 characters at most'))),
    }),
    replies: [out('picked-up', briefed)],
    refusals: [
      'not-on-duty',
      'nobody-waiting',
      'at-your-limit',
      'no-reason',
      'not-in-your-pools',
      'already-picked-up',
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
      pool: v.optional(id),
      note: v.optional(text),
    }),
    replies: [out('transfer-asked', { session: about })],
    refusals: [...ofItsLibrarian, 'nobody-there', 'transfer-pending'],
  },
  'answer-transfer': {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('answer-transfer', { session, accept: v.boolean() }),
    replies: [out('transferred', briefed), out('transfer-declined', { session: about })],
    refusals: ['not-on-duty', 'no-transfer', 'at-your-limit', 'closed', 'no-such-session'],
  },
})

export const queuePushes = {
  waiting: out('waiting', waitingPatron),
  'no-longer-waiting': out('no-longer-waiting', { session: about }),
  'waiting-for': out('waiting-for', { session: about, pools: names, at }),
  'address-offer': out('address-offer', { session: about, at }),
  'librarian-joined': out('librarian-joined', { session: about, name: v.string(), library: v.string(), at }),
  'back-in-queue': out('back-in-queue', { session: about, at }),
  'transfer-offered': out('transfer-offered', {
    session: about,
    library: v.string(),
    askedAt: v.number(),
    by: v.string(),
    name: v.optional(v.string()),
    note: v.optional(v.string()),
  }),
  'transfer-over': out('transfer-over', { session: about }),
  'transfer-offer-declined': out('transfer-offer-declined', { session: about, at }),
  'transfer-returned': out('transfer-returned', { session: about, at }),
  'transferred-away': out('transferred-away', { session: about, at, name: v.string() }),
}
