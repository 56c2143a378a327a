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
    when: 'A patron asked, and the session is in one of their pools.',
    example: {
      type: 'waiting',
      session,
      library: 'riverside',
      askedAt: at - 65_000,
      name: 'Jane',
      question: 'Is the reading room open on Sunday?',
    },
  },
  'no-longer-waiting': {
    to: 'librarians on duty',
    when: 'That patron was picked up, left, or waited too long. Whoever picked up hears it, too.',
    example: { type: 'no-longer-waiting', session },
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
    when: 'A librarian picked the session up.',
    example: { type: 'librarian-joined', session, name: 'Rob from State College', library: 'state-college', at },
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
  'contact-confirmed': {
    to: 'librarian',
    when: 'The patron confirmed their address (`confirm-contact`).',
    example: { type: 'contact-confirmed', session, email: 'jane@example.org', at },
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
    when: 'The session is closed: to the patron always, also after their own `leave`; to the librarian when the desk closed it, because nobody wrote for {{idle-limit}}.',
    example: {
      type: 'ended',
      session,
      at,
      followUp: {
        deadline: '2026-12-01',
        notice: 'Your question goes on by e-mail; it may take several days until you get an answer.',
      },
    },
  },
}
