import * as v from 'valibot'
import { capability, frame } from './action.ts'
import { counter, despite, id, position, session, text, words } from './fields-in.ts'
import { isWebLink } from './link.ts'
import { noted } from './out/messages.ts'
import { said, typed } from './out/to-patrons.ts'
import { ofItsLibrarians } from './refusals.ts'

const resource = v.strictObject({
  url: v.exactOptional(
    v.pipe(
      v.string(),
      v.maxLength(2_000, 'is too long'),
      v.check(isWebLink, 'must be a link that begins with https:// or http://, without a password'),
    ),
  ),
  title: v.exactOptional(v.pipe(words, v.maxLength(300, 'is too long'))),
  policyPage: v.exactOptional(v.literal(true)),
  path: v.exactOptional(v.pipe(words, v.maxLength(500, 'is too long'))),
})

const spoken = { session, n: counter, text, last: v.optional(position) }

/** The messages of a session, and the frames about a silent session. */
export const messageRecords = capability({
  say: {
    answeredBy: 'messages',
    roles: ['patron', 'librarian'],
    frame: frame('say', {
      ...spoken,
      kind: v.optional(v.picklist(['text', 'resource', 'statement'])),
      resource: v.optional(resource),
      script: v.optional(id),
      despite: v.optional(despite),
    }),
    patronFrame: frame('say', { ...spoken, kind: v.optional(v.picklist(['text', 'statement'])) }),
    replies: [said],
    refusals: [...ofItsLibrarians, 'out-of-order', 'other-words', 'no-citation', 'another-patron'],
  },
  note: {
    answeredBy: 'messages',
    roles: ['librarian'],
    frame: frame('note', { session, n: counter, text }),
    replies: [noted],
    refusals: [...ofItsLibrarians, 'out-of-order', 'other-words'],
  },
  typing: {
    answeredBy: 'messages',
    roles: ['patron', 'librarian'],
    frame: frame('typing', { session }),
    replies: [typed],
    refusals: ofItsLibrarians,
  },
})
