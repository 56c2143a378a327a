import type { sessionPushes } from '../../../lib/protocol/out/session.ts'
import type { sessionRecords } from '../../../lib/protocol/session.ts'
import { at, second, session, standing } from './example.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

/** The words for `lib/protocol/session.ts`. */
export const sessionProse: Prose<typeof sessionRecords> = {
  actions: {
    resume: {
      does: 'Says that the sender is on this connection, and asks for what they missed. From now on the pushes of the session come here. A librarian resumes each session that they hold. A closed session can still be read by its patron, and the librarian who served it for the days that the patron’s library allows (`reread-days`).',
      fields: {
        session: word.session,
        after: word.position,
        before:
          'Asks instead for the messages before this one, the nearest of them: of a long conversation that came with its end.',
      },
      example: [
        { action: 'resume', id: '1', session, after: 1 },
        { type: 'resumed', re: '1', ...standing, n: 0, messages: [second], more: false },
      ],
    },
    place: {
      does: 'Asks where a waiting patron stands. Nobody is told unasked, since each pick-up changes it for everybody behind. Every 15 seconds is often enough.',
      fields: { session: word.session },
      example: [
        { action: 'place', id: '2', session },
        { type: 'place', re: '2', session, before: 2, staffed: true, answers: 'cooperative', expectedWait: 120 },
      ],
    },
  },
  replies: {
    resumed: { ...word.conversation },
    place: {
      session: word.session,
      before: 'How many patrons have waited longer in the pools that this one has reached, counted up to 10.',
      more: 'Whether there are more than that.',
      staffed: 'Whether somebody who is awake is on duty on a rung that the patron reaches.',
      answers: 'Who that is on the nearest such rung: the own library, its group, or the cooperative.',
      expectedWait:
        'How much longer the wait will probably be, in seconds: what is left of the middle one of the waits of the last two hours that were as long as this one. Absent while fewer than three are known, and once this one is the longest.',
    },
  },
}

export const sessionPushProse: PushProse<typeof sessionPushes> = {
  'librarian-here': {
    to: 'patron',
    when: "The librarian's connection ended, or they resumed the session on a new one.",
    fields: { session: word.session, here: word.present, at: word.at },
    example: { type: 'librarian-here', session, here: false, at },
  },
  'patron-here': {
    to: 'librarian',
    when: "The patron's connection ended, or they resumed the session on a new one.",
    fields: { session: word.session, here: word.present, at: word.at },
    example: { type: 'patron-here', session, here: false, at },
  },
  replaced: {
    to: 'patron or librarian',
    when: 'Somebody resumed this session with the same pass or sign-in on another connection. From now on its pushes go there and not here. A client should say so and not reconnect automatically.',
    fields: { session: word.session, at: word.at },
    example: { type: 'replaced', session, at },
  },
  'patron-left': {
    to: 'librarian',
    when: 'The patron ended the conversation (`leave`).',
    fields: { session: word.session, at: word.at },
    example: { type: 'patron-left', session, at },
  },
  'colleague-joined': {
    to: 'patron or librarian',
    when: 'A second librarian joined. A client tells the patron who is there.',
    fields: {
      session: word.session,
      name: 'The screen name of the second librarian.',
      library: word.servingLibrary,
      beside: 'The screen name of the librarian who serves.',
      at: word.at,
    },
    example: {
      ...{ type: 'colleague-joined', session, at },
      ...{ name: 'Ann', library: 'mesa', beside: 'Rob from State College' },
    },
  },
  'colleague-left': {
    to: 'patron or librarian',
    when: 'One of two librarians left, or their connection was lost for {{vanished-after}}. The other one is still there.',
    fields: {
      session: word.session,
      name: 'The screen name of the librarian who left.',
      stays: 'The screen name of the one who is still there.',
      serving: 'The librarian who gets this serves from now on.',
      at: word.at,
    },
    example: { type: 'colleague-left', session, at, name: 'Rob from State College', stays: 'Ann', serving: true },
  },
  'colleague-here': {
    to: 'librarian',
    when: 'The connection of the second librarian ended, or they resumed the session on a new one. About the one who serves, the second is told with `librarian-here`.',
    fields: { session: word.session, here: word.present, at: word.at },
    example: { type: 'colleague-here', session, at, here: false },
  },
  standing: {
    to: 'patron or librarian',
    when: 'The timer of the session woke up, every half a minute while the patron waits, every two and a half minutes at the latest while they are served, and once after the end. A client that lacks a message up to `last`, or has another status, missed a push and should send `resume`.',
    fields: { session: word.session, status: word.status, last: word.newestMessage },
    example: { type: 'standing', session, status: 'active', last: 4 },
  },
}
