import type { Push } from '../../lib/protocol/frames-out.ts'

type PushTexts = {
  readonly [T in Push['type']]: {
    readonly to: 'patron' | 'librarian' | 'patron or librarian' | 'librarians on duty'
    readonly when: string
    readonly example: Extract<Push, { readonly type: T }>
  }
}

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const at = 1_795_532_465_000

/** Who gets each push, and when. */
export const pushTexts: PushTexts = {
  waiting: {
    to: 'librarians on duty',
    when: 'A patron waits in one of their pools, and it is their turn: first the one who has been idle for longest, then every {{alert-every}} as many again, of those who are below their limit. The client answers with `heard`.',
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
    when: 'That patron was picked up by somebody else, left, or waited too long. It goes to those who were alerted.',
    example: { type: 'no-longer-waiting', session },
  },
  'waiting-for': {
    to: 'patron',
    when: 'The wait went on, and more librarians can pick the session up: `pools` are all of them now.',
    example: { type: 'waiting-for', session, at, pools: ['library:riverside', 'group:public'] },
  },
  'address-offer': {
    to: 'patron',
    when: 'They have waited for {{address-offer}}, or nobody is on duty: they may `leave-address` instead of waiting on.',
    example: { type: 'address-offer', session, at },
  },
  message: {
    to: 'patron or librarian',
    when: 'The other side said something; again when the other side repeated its frame. Nobody is pushed their own words.',
    example: {
      type: 'message',
      session,
      number: 2,
      from: 'librarian',
      name: 'Rob from State College',
      at,
      text: 'It is, from 12.',
    },
  },
  'librarian-joined': {
    to: 'patron',
    when: 'A librarian picked the session up, or took it over from another.',
    example: { type: 'librarian-joined', session, name: 'Rob from State College', library: 'state-college', at },
  },
  'back-in-queue': {
    to: 'patron',
    when: 'The librarian’s connection was down for {{vanished-after}}: the patron waits again, with the wait they had.',
    example: { type: 'back-in-queue', session, at },
  },
  'greeting-nudge': {
    to: 'librarian',
    when: 'They picked up {{greeting-nudge}} ago and have said nothing yet.',
    example: { type: 'greeting-nudge', session, at },
  },
  'patron-silent': {
    to: 'librarian',
    when: 'The patron has left their words unanswered: `ask` whether they are there ({{patron-ask}}), `warn` that the session will end ({{patron-warn}}), `close` it ({{patron-close}}).',
    example: {
      type: 'patron-silent',
      session,
      since: at,
      at: at + 600_000,
      prompt: 'close',
      suggestion: { code: 'answered', reason: 'The question is answered.' },
    },
  },
  'rescue-offered': {
    to: 'librarians on duty',
    when: 'The librarian of a session has been silent for twice {{silence-limit}}, and the patron has the last word: whoever accepts takes over, with `accept-rescue`. It goes out as an alert does, and is answered with `heard`.',
    example: {
      ...{ type: 'rescue-offered', session, library: 'riverside', askedAt: at - 425_000, name: 'Jane' },
      ...{ by: 'Rob from State College', since: at - 360_000, at },
    },
  },
  'rescue-over': {
    to: 'librarians on duty',
    when: 'That session is not offered on any more: its librarian has spoken, somebody took over, or it is over.',
    example: { type: 'rescue-over', session },
  },
  asleep: {
    to: 'librarians on duty',
    when: 'Their page did not hear the alert of this moment in time: until a frame comes from it, they are asleep.',
    example: { type: 'asleep', at },
  },
  'transfer-offered': {
    to: 'librarians on duty',
    when: 'A session is offered to them, or to a pool that they serve: `answer-transfer`.',
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
    example: { type: 'transfer-over', session },
  },
  'transfer-offer-declined': {
    to: 'librarian',
    when: 'The librarian who was asked declined: the session stays.',
    example: { type: 'transfer-offer-declined', session, at },
  },
  'transfer-returned': {
    to: 'librarian',
    when: 'Nobody answered the offer for {{transfer-limit}}: the session stays.',
    example: { type: 'transfer-returned', session, at },
  },
  'transferred-away': {
    to: 'librarian',
    when: 'Somebody took over what they had offered; the session is not theirs any more.',
    example: { type: 'transferred-away', session, at, name: 'Nancy, Valley University' },
  },
  'librarian-here': {
    to: 'patron',
    when: "The librarian's connection ended, or they resumed the session on a new one.",
    example: { type: 'librarian-here', session, here: false, at },
  },
  'patron-here': {
    to: 'librarian',
    when: "The patron's connection ended, or they resumed the session on a new one.",
    example: { type: 'patron-here', session, here: false, at },
  },
  'patron-left': {
    to: 'librarian',
    when: 'The patron ended the conversation (`leave`).',
    example: { type: 'patron-left', session, at },
  },
  standing: {
    to: 'patron or librarian',
    when: 'The clock of the session woke, every half a minute while the patron waits, every two and a half at the latest while they are served, and once after the end. A client that lacks a message up to `last`, or that believes the session to stand otherwise, missed a push: it sends `resume`.',
    example: { type: 'standing', session, status: 'active', last: 4 },
  },
  typing: {
    to: 'patron or librarian',
    when: 'The other side is typing. There is no push when they stop.',
    example: { type: 'typing', session, from: 'patron' },
  },
  'contact-form': {
    to: 'patron',
    when: 'The librarian asks for the e-mail address (`ask-contact`); what is known already is filled in.',
    example: { type: 'contact-form', session, name: 'Jane' },
  },
  'address-verified': {
    to: 'librarian',
    when: 'The patron confirmed their address (`confirm-contact`).',
    example: { type: 'address-verified', session, email: 'jane@example.org', at },
  },
  'silence-warning': {
    to: 'librarian',
    when: "The patron has heard nothing for {{silence-warning}}, since pick-up or the librarian's last message.",
    example: { type: 'silence-warning', session, since: at, at: at + 150_000 },
  },
  'silence-breach': {
    to: 'librarian',
    when: 'The patron has heard nothing for {{silence-limit}}; again each time that as much has passed.',
    example: { type: 'silence-breach', session, since: at, at: at + 180_000, breach: 1 },
  },
  ended: {
    to: 'patron or librarian',
    when: 'The session is closed: to the patron always, also after their own `leave`; to the librarian when the desk closed it, because nobody wrote for {{idle-limit}}. A client that lacks a message up to `last` sends `resume` before it leaves.',
    example: {
      type: 'ended',
      session,
      last: 7,
      at,
      goodbye: 'Thank you for asking Riverside Public Library.',
      followUp: {
        deadline: '2026-12-01',
        notice: 'Your question goes on by e-mail; it may take several days until you get an answer.',
      },
    },
  },
}
