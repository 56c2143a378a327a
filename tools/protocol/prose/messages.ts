import type { messageRecords } from '../../../lib/protocol/messages.ts'
import type { messagePushes } from '../../../lib/protocol/out/messages.ts'
import { at, session } from './example.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

/** The words for `lib/protocol/messages.ts`. */
export const messageProse: Prose<typeof messageRecords> = {
  actions: {
    say: {
      does: 'Says something to the other side. A patron may write while they wait, and after `leave` until the session is closed. A librarian may say what kind of message it is, a `resource` with its citation or a search `statement`, and which script it was sent from. A patron’s message has no `resource`, `script` or `despite`. `advice` in the reply stops nothing, since the message has been sent. A text that contains the name or address of another patron of this librarian is softly refused.',
      fields: {
        session: word.session,
        n: word.ownCounter,
        text: word.text,
        kind: 'Running text (the default), a resource with its citation, or a search statement.',
        resource:
          'The citation: a URL, a title, or that it is from the policy page; and the links to click to find it again.',
        'resource.url': 'Its URL.',
        'resource.title': 'Its title.',
        'resource.policyPage': 'Whether it is from the policy page.',
        'resource.path': 'The links to click to get there again.',
        script: 'Id of the script that it was sent from.',
        last: 'The `number` up to which the sender has all messages.',
        despite: word.despite,
      },
      example: [
        { action: 'say', id: '5', session, n: 1, text: 'It is, from 12.' },
        {
          type: 'said',
          re: '5',
          session,
          n: 1,
          number: 2,
          at,
          advice: [{ rule: 'greeting', hint: 'Say your name in your greeting.' }],
        },
      ],
    },
    note: {
      does: 'Writes a note for the staff. It is in the log and in the mail to the library. It is not a message and has no `number`.',
      fields: { session: word.session, n: word.ownCounter, text: word.text },
      example: [
        { action: 'note', id: '6', session, n: 2, text: 'Checked the calendar only.' },
        { type: 'noted', re: '6', session, n: 2, at },
      ],
    },
    typing: {
      does: 'Tells the other side, if they are there, that the sender is typing. It is not stored, and a lost one does not matter.',
      fields: { session: word.session },
      example: [
        { action: 'typing', id: '7', session },
        { type: 'typed', re: '7', session },
      ],
    },
  },
  replies: {
    said: { session: word.session, n: word.counter, number: word.place, at: word.at, ...word.advice },
    noted: { session: word.session, n: word.counter, at: word.at },
    typed: { session: word.session },
  },
}

export const messagePushProse: PushProse<typeof messagePushes> = {
  message: {
    to: 'patron or librarian',
    when: 'The other side said something; again when the other side repeated its frame. Nobody gets a push of their own words.',
    fields: {
      session: word.session,
      number: word.place,
      from: word.conversation['messages[].from'],
      name: word.conversation['messages[].name'],
      at: word.at,
      text: word.words,
      kind: word.conversation['messages[].kind'],
      resource: word.conversation['messages[].resource'],
      'resource.url': 'Its URL.',
      'resource.title': 'Its title.',
      'resource.policyPage': 'Whether it is from the policy page.',
      'resource.path': 'The links to click to get there again.',
      mayExpire: word.conversation['messages[].mayExpire'],
    },
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
  typing: {
    to: 'patron or librarian',
    when: 'Somebody else in the session is typing. There is no push when they stop.',
    fields: {
      session: word.session,
      from: 'The side that is typing.',
      name: "The librarian's screen name, if it is one.",
    },
    example: { type: 'typing', session, from: 'patron' },
  },
  'greeting-nudge': {
    to: 'librarian',
    when: 'They picked up {{greeting-nudge}} ago and have said nothing yet.',
    fields: { session: word.session, at: word.at },
    example: { type: 'greeting-nudge', session, at },
  },
  'patron-silent': {
    to: 'librarian',
    when: 'The patron has not answered. The librarian should `ask` whether they are there (after {{patron-ask}}), `warn` that the session will end ({{patron-warn}}), and `close` it ({{patron-close}}).',
    fields: {
      session: word.session,
      since: word.since,
      at: word.at,
      prompt: 'What to do now.',
      suggestion: 'The code to close it with, if the prompt is `close`.',
      'suggestion.code': word.suggested.code,
      'suggestion.because': word.suggested.because,
      'suggestion.reason': word.suggested.reason,
    },
    example: {
      type: 'patron-silent',
      session,
      since: at,
      at: at + 600_000,
      prompt: 'close',
      suggestion: { code: 'answered', reason: 'The question is answered.' },
    },
  },
  'silence-warning': {
    to: 'librarian',
    when: "The patron has heard nothing for {{silence-warning}}, since pick-up or the librarian's last message.",
    fields: { session: word.session, since: word.since, at: word.at },
    example: { type: 'silence-warning', session, since: at, at: at + 150_000 },
  },
  'silence-breach': {
    to: 'librarian',
    when: 'The patron has heard nothing for {{silence-limit}}. It is repeated each time this long has passed.',
    fields: {
      session: word.session,
      since: word.since,
      at: word.at,
      breach: 'The first, second, third … of this silence.',
    },
    example: { type: 'silence-breach', session, since: at, at: at + 180_000, breach: 1 },
  },
}
