import type { queuePushes } from '../../../lib/protocol/out/queue.ts'
import type { queueRecords } from '../../../lib/protocol/queue.ts'
import { askedAt, at, first, question, session, standing } from './example.ts'
import { briefing, briefingWords } from './libraries.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

const held = 'The sessions that the librarian holds.'
const beginning = 'The question, or the first 280 characters of a long one.'

const wasAsleep = 'Whether their page missed an alert and was asleep until now.'
export const whoWaits = {
  waiting: 'The patrons waiting there, longest wait first.',
  'waiting[].session': word.session,
  'waiting[].library': word.library,
  'waiting[].libraryName': word.libraryName,
  'waiting[].askedAt': word.askedAt,
  'waiting[].name': word.patronName,
  'waiting[].question': beginning,
  'waiting[].afterOthers': word.afterOthers,
  'waiting[].language': word.language,
}
const crowd = {
  more: 'Whether others wait behind the last of these.',
  others: 'How many, counted up to 100, if requested; always after `on-duty`.',
  asleep: wasAsleep,
  offDutyAt: 'They are being asked whether they are there. Without an `on-duty` by then, they go off duty.',
}

export const briefed = {
  ...word.conversation,
  ...briefingWords,
}

/** The words for `lib/protocol/queue.ts`. */
export const queueProse: Prose<typeof queueRecords> = {
  actions: {
    'on-duty': {
      does: 'Comes on duty on this connection. From now on `waiting` and `no-longer-waiting` come here, and `pick-up` is allowed here. Pushes of a session come only after a `resume` of it. Duty ends with `off-duty`, with the connection, or two hours and five minutes after the last `on-duty`. At most 25 patrons of each pool are listed.',
      fields: {
        pools: 'The pools that the librarian serves for now, from their own. Without it, all of them.',
        byItself:
          'The client reconnected automatically, which is not a sign of a person. After a long time without such a sign, the reply is `off-duty`.',
      },
      example: [
        { action: 'on-duty', id: '2' },
        {
          type: 'on-duty',
          re: '2',
          pools: ['library:state-college', 'group:academic', 'cooperative'],
          limit: 3,
          waiting: [
            { session, library: 'riverside', libraryName: 'Riverside Public Library', askedAt, name: 'Jane', question },
          ],
          sessions: [],
        },
      ],
    },
    'off-duty': {
      does: 'Goes off duty, if the librarian is on duty on this connection; otherwise it changes nothing. The librarian keeps their sessions and the pushes of these.',
      fields: {},
      example: [
        { action: 'off-duty', id: '3' },
        { type: 'off-duty', re: '3', sessions: [session] },
      ],
    },
    queue: {
      does: 'Asks who is waiting in the pools of the librarian. Librarians who are not alerted learn of the queue in this way. A page that shows the queue sends this every 30 s. It is not a sign of a person. After half an hour without a session (a library may set another time), the reply says by when to send `on-duty`, and after that it is `off-duty`.',
      fields: {
        after:
          'The last patron of the page before, as `askedAt#session`, to get those behind them. Where `afterOthers` is set, 100000000000000 is added to the time.',
        most: 'How many to return; 10 by default.',
        count: 'Whether to count how many more are waiting, which costs more.',
      },
      example: [
        { action: 'queue', id: '15', most: 1, count: true },
        {
          ...{ type: 'queue', re: '15', more: true, others: 41 },
          waiting: [{ session, library: 'riverside', askedAt, name: 'Jane', question }],
        },
      ],
    },
    heard: {
      does: 'Says that the page heard an alert (`waiting` or `rescue-offered`). A client sends it automatically within 10 s. Without it, the librarian is asleep and does not count as on duty until a frame comes from their page. Then they are alerted again.',
      fields: { session: word.session, at: 'The `at` of the alert.' },
      example: [
        { action: 'heard', id: '16', session, at },
        { type: 'heard', re: '16', session },
      ],
    },
    'pick-up': {
      does: 'Takes the patron who has waited longest in the librarian’s pools. The pushes of the session come to this connection. With `session` it takes a particular patron, and one who is not next needs a `reason`. The reply has everything that a librarian needs who does not know the patron’s library. **Never send it again when its reply is lost:** it would take another patron. Send `on-duty` and look at `sessions` instead.',
      fields: {
        session: 'A particular patron; without it, the one who has waited longest.',
        reason: 'Why this patron is taken before others who have waited longer; recorded in the session.',
      },
      example: [
        { action: 'pick-up', id: '4' },
        { type: 'picked-up', re: '4', ...standing, last: 1, n: 0, messages: [first], more: false, briefing },
      ],
    },
    transfer: {
      does: 'Offers the session to a librarian on duty, or to everyone on duty in a pool. It stays with the librarian who offers it until somebody accepts. After {{transfer-limit}} without an answer the offer is over. The `note` is for the librarian who takes over. Name either `librarian` or `pool`.',
      fields: {
        session: word.session,
        librarian: 'Id of the librarian who is asked to take over.',
        pool: 'The pool whose librarians are asked; the first to accept takes over.',
        note: word.lastNote,
      },
      example: [
        { action: 'transfer', id: '13', session, librarian: 'nancy', note: 'Needs somebody who knows the archive.' },
        { type: 'transfer-asked', re: '13', session },
      ],
    },
    'answer-transfer': {
      does: 'Takes over a session that was offered, or declines. The librarian who accepts serves from then on, on this connection, and the reply is `transferred`, with the same fields as `picked-up`. After declining, it is `transfer-declined`. In a pool the first to accept takes over, and declining changes nothing for the others.',
      fields: { session: word.session, accept: 'Whether to take the session over or decline.' },
      example: [
        { action: 'answer-transfer', id: '14', session, accept: false },
        { type: 'transfer-declined', re: '14', session },
      ],
    },
    'accept-rescue': {
      does: 'Takes over a session whose librarian is silent, once it is offered (`rescue-offered`). The first to accept serves from then on, on this connection. The patron and the silent librarian are told who that is. The reply has the same fields as `picked-up`.',
      fields: { session: word.session },
      example: [
        { action: 'accept-rescue', id: '17', session },
        { type: 'rescued', re: '17', ...standing, last: 1, n: 0, messages: [first], more: false, briefing },
      ],
    },
  },
  replies: {
    queue: { ...whoWaits, ...crowd },
    heard: { session: word.session, asleep: wasAsleep },
    rescued: { ...briefed },
    'on-duty': {
      pools: 'The pools that the librarian picks up from.',
      limit: 'How many sessions they may hold at once.',
      ...whoWaits,
      ...crowd,
      sessions: held,
    },
    'off-duty': { sessions: held },
    'picked-up': { ...briefed },
    'transfer-asked': { session: word.session },
    transferred: { ...briefed },
    'transfer-declined': { session: word.session },
  },
}

export const queuePushProse: PushProse<typeof queuePushes> = {
  waiting: {
    to: 'librarians on duty',
    when: 'A patron is waiting in one of their pools, and it is their turn. First the librarian who has been idle longest is alerted, then every 15 s as many more, all of them below their limit. The client answers with `heard`.',
    fields: {
      session: word.session,
      library: word.library,
      libraryName: word.libraryName,
      askedAt: word.askedAt,
      name: word.patronName,
      question: beginning,
      afterOthers: word.afterOthers,
      language: word.language,
      at: 'The moment of the alert, for `heard`.',
      repeat: 'Whether they were alerted before while their page was asleep.',
    },
    example: {
      type: 'waiting',
      session,
      library: 'riverside',
      askedAt: at - 65_000,
      name: 'Jane',
      question: 'Is the reading room open on Sunday?',
      at,
    },
  },
  'no-longer-waiting': {
    to: 'librarians on duty',
    when: 'That patron was picked up by somebody else, left, or waited too long. Only those who were alerted get it.',
    fields: { session: word.session },
    example: { type: 'no-longer-waiting', session },
  },
  'waiting-for': {
    to: 'patron',
    when: 'The wait continues, and more librarians can pick the session up. `pools` lists all pools that can now.',
    fields: { session: word.session, pools: word.pools, at: word.at },
    example: { type: 'waiting-for', session, at, pools: ['library:riverside', 'group:public'] },
  },
  'address-offer': {
    to: 'patron',
    when: 'They have waited for {{address-offer}}, or nobody is on duty: they may `leave-address` instead of waiting.',
    fields: { session: word.session, at: word.at },
    example: { type: 'address-offer', session, at },
  },
  'librarian-joined': {
    to: 'patron',
    when: 'A librarian picked the session up, or took it over from another.',
    fields: { session: word.session, name: word.screenName, library: word.servingLibrary, at: word.at },
    example: { type: 'librarian-joined', session, name: 'Rob from State College', library: 'state-college', at },
  },
  'back-in-queue': {
    to: 'patron or librarian',
    when: 'The librarian’s connection was down for {{vanished-after}}, or they stayed silent. The patron waits again and keeps the time already waited. A silent librarian gets it too.',
    fields: { session: word.session, at: word.at },
    example: { type: 'back-in-queue', session, at },
  },
  'rescue-offered': {
    to: 'librarians on duty',
    when: 'The librarian of a session has been silent for twice {{silence-limit}}, and the patron has the last word. The first to send `accept-rescue` takes over. It is sent like an alert, and answered with `heard`.',
    fields: {
      session: word.session,
      library: word.library,
      libraryName: word.libraryName,
      askedAt: word.askedAt,
      by: 'The screen name of the librarian who is silent.',
      since: 'Since when the patron has heard nothing, ms since 1970.',
      at: 'The moment of the offer, for `heard`.',
      name: word.patronName,
      asleep: 'The page of the librarian who serves is asleep.',
    },
    example: {
      ...{ type: 'rescue-offered', session, library: 'riverside', askedAt: at - 425_000, name: 'Jane' },
      ...{ by: 'Rob from State College', since: at - 360_000, at },
    },
  },
  'rescue-over': {
    to: 'librarians on duty',
    when: 'That session is no longer offered, because its librarian has spoken, somebody took over, or it is closed.',
    fields: { session: word.session },
    example: { type: 'rescue-over', session },
  },
  asleep: {
    to: 'librarians on duty',
    when: 'Their page did not confirm the alert of this moment in time. They are asleep until a frame comes from it.',
    fields: { at: 'The moment of the alert.' },
    example: { type: 'asleep', at },
  },
  'transfer-offered': {
    to: 'librarians on duty',
    when: 'A session is offered to them, or to a pool that they serve. They answer with `answer-transfer`.',
    fields: {
      session: word.session,
      library: word.library,
      libraryName: word.libraryName,
      askedAt: word.askedAt,
      by: word.screenName,
      name: word.patronName,
      note: 'A note for the librarian who takes over.',
    },
    example: {
      type: 'transfer-offered',
      session,
      library: 'riverside',
      askedAt: at - 65_000,
      by: 'Rob from State College',
      name: 'Jane',
      note: 'Needs somebody who knows the archive.',
    },
  },
  'transfer-over': {
    to: 'librarians on duty',
    when: 'That offer was taken by somebody, or nobody answered it in time.',
    fields: { session: word.session },
    example: { type: 'transfer-over', session },
  },
  'transfer-offer-declined': {
    to: 'librarian',
    when: 'The librarian who was asked declined. The session stays.',
    fields: { session: word.session, at: word.at },
    example: { type: 'transfer-offer-declined', session, at },
  },
  'transfer-returned': {
    to: 'librarian',
    when: 'Nobody answered the offer for {{transfer-limit}}. The session stays.',
    fields: { session: word.session, at: word.at },
    example: { type: 'transfer-returned', session, at },
  },
  'transferred-away': {
    to: 'librarian',
    when: 'Somebody took over the session that they had offered, so it is no longer theirs.',
    fields: { session: word.session, at: word.at, name: word.screenName },
    example: { type: 'transferred-away', session, at, name: 'Nancy, Valley University' },
  },
}
