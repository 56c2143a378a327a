import * as v from 'valibot'
import { capability, frame, out } from './action.ts'
import { counter, despite, id, session, text } from './fields-in.ts'
import { session as about, advice, at, message, suggested } from './fields-out.ts'
import { ofItsLibrarian } from './refusals.ts'

const resource = v.strictObject({
  url: v.exactOptional(v.pipe(v.string(), v.url('must be a URL'), v.maxLength(2_000, 'is too long'))),
  title: v.exactOptional(v.pipe(v.string(), v.maxLength(300, 'is too long'))),
  policyPage: v.exactOptional(v.literal(true)),
  path: v.exactOptional(v.pipe(v.string(), v.maxLength(500, 'is too long'))),
})

const silence = { session: about, since: v.number(), at }

/** What is said in a session, and what the desk says of its silences. */
export const messageRecords = capability({
  say: {
    answeredBy: 'messages',
    roles: ['patron', 'librarian'],
    frame: frame('say', {
      session,
      n: counter,
      text,
      kind: v.optional(v.picklist(['text', 'resource', 'statement'])),
      resource: v.optional(resource),
      script: v.optional(id),
      despite: v.optional(despite),
    }),
    replies: [out('said', { session: about, n: v.number(), number: v.number(), at, advice: v.optional(advice) })],
    refusals: [...ofItsLibrarian, 'out-of-order', 'other-words', 'no-citation', 'another-patron'],
  },
  note: {
    answeredBy: 'messages',
    roles: ['librarian'],
    frame: frame('note', { session, n: counter, text }),
    replies: [out('noted', { session: about, n: v.number(), at })],
    refusals: [...ofItsLibrarian, 'out-of-order', 'other-words'],
  },
  typing: {
    answeredBy: 'messages',
    roles: ['patron', 'librarian'],
    frame: frame('typing', { session }),
    replies: [out('typed', { session: about })],
    refusals: ofItsLibrarian,
  },
})

export const messagePushes = {
  message: out('message', { session: about, ...message.entries }),
  typing: out('typing', { session: about, from: message.entries.from }),
  'greeting-nudge': out('greeting-nudge', { session: about, at }),
  'patron-silent': out('patron-silent', {
    ...silence,
    prompt: v.picklist(['ask', 'warn', 'close']),
    suggestion: v.optional(v.object(suggested)),
  }),
  'silence-warning': out('silence-warning', silence),
  'silence-breach': out('silence-breach', { ...silence, breach: v.number() }),
}
