import type { closingRecords } from '../../../lib/protocol/closing.ts'
import type { closingPushes } from '../../../lib/protocol/out/closing.ts'
import { at, session } from './example.ts'
import { whoWaits } from './queue.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

/** The words for `lib/protocol/closing.ts`. */
export const closingProse: Prose<typeof closingRecords> = {
  actions: {
    'report-policy': {
      does: 'Reports a mistake on the policy page of the patron’s library. When the session is over, the library is told by e-mail; nothing of the patron is in that mail. A session takes three reports; one that is sent again is the same report.',
      fields: { session: word.session, text: 'What is wrong on the policy page, for the library that keeps it.' },
      example: [
        { action: 'report-policy', id: '15', session, text: 'The link to the hours is dead.' },
        { type: 'policy-reported', re: '15', session },
      ],
    },
    'ask-contact': {
      does: 'Shows the patron the form in which they confirm their e-mail address. Sent again, it shows the form again.',
      fields: { session: word.session },
      example: [
        { action: 'ask-contact', id: '8', session },
        { type: 'contact-asked', re: '8', session },
      ],
    },
    'confirm-contact': {
      does: 'Confirms the e-mail address in that form, and the name if the patron changed it. The address is verified by the patron.',
      fields: { session: word.session, email: word.email, name: word.newName, despite: word.despite },
      example: [
        { action: 'confirm-contact', id: '9', session, email: 'jane@example.org', name: 'Jane' },
        { type: 'contact-verified', re: '9', session, email: 'jane@example.org' },
      ],
    },
    'attest-contact': {
      does: 'Attests that the librarian verified this address in the conversation. The patron is not told.',
      fields: { session: word.session, email: word.email, despite: word.despite },
      example: [
        { action: 'attest-contact', id: '10', session, email: 'jane@example.org' },
        { type: 'contact-verified', re: '10', session, email: 'jane@example.org' },
      ],
    },
    suggest: {
      does: 'Asks which resolution code fits the session as it stands, and why. `resolved` is the librarian’s word whether the question is answered; without it, it is taken for answered once they have asked whether that is all.',
      fields: { session: word.session, resolved: 'Whether the question is answered, in the view of the librarian.' },
      example: [
        { action: 'suggest', id: '16', session },
        {
          type: 'suggestion',
          re: '16',
          session,
          code: 'lost-call',
          reason: 'The patron said nothing after you joined and left no address.',
        },
      ],
    },
    close: {
      does: "Ends the session with a resolution code. `answered` wants the patron to have been asked whether that is all, unless they have gone, or `not-asked` in `despite`; with `unresolved`, a note of what is missing instead. `lost-call` needs a patron who wrote nothing since the librarian joined and left no address anywhere. Both follow-ups need an address, verified unless the patron has left or is not connected, and a `deadline`; `follow-up-by-me` also `atHand: true` and a patron of the librarian's own library, or `not-your-patron` in `despite`. The first condition that fails is the refusal. Sent again with the same code by who closed it, it is acknowledged again.",
      fields: {
        session: word.session,
        code: 'The resolution code; without it the session is "answered", marked as such by default.',
        deadline: "By when the patron needs the answer, in the time zone of the patron's library; for a follow-up.",
        atHand: "The librarian's word that they have the answer at hand; for `follow-up-by-me`.",
        unresolved: 'The question stays open for want of an address; for `answered`, with a note of what is missing.',
        note: word.lastNote,
        despite: word.despite,
      },
      example: [
        { action: 'close', id: '11', session, code: 'follow-up-by-patrons-library', deadline: '2026-12-01' },
        { type: 'closed', re: '11', session, code: 'follow-up-by-patrons-library', how: 'chosen' },
      ],
    },
    'leave-address': {
      does: 'Leaves an address instead of waiting on: the session is closed as a follow-up by the patron’s library. It can be sent as long as the patron waits, offered or not.',
      fields: { session: word.session, email: word.email, name: word.newName, despite: word.despite },
      example: [
        { action: 'leave-address', id: '17', session, email: 'jane@example.org' },
        { type: 'address-left', re: '17', session, email: 'jane@example.org' },
      ],
    },
    leave: {
      does: "Ends the conversation from the patron's side. While they wait it closes the session: with a follow-up by their library if they left an address, answered by default if not. Once a librarian serves, it tells them so, and the session stays open until they close it or nobody writes any more.",
      fields: { session: word.session },
      example: [
        { action: 'leave', id: '12', session },
        { type: 'left', re: '12', session },
      ],
    },
  },
  replies: {
    'policy-reported': { session: word.session },
    'contact-asked': { session: word.session },
    'contact-verified': { session: word.session, email: word.email, name: word.patronName },
    suggestion: { session: word.session, ...word.suggested, ...word.advice },
    closed: {
      session: word.session,
      code: word.code,
      how: 'By the librarian, by a patron who left an address, or because none was named.',
      ...whoWaits,
    },
    'address-left': { session: word.session, email: word.email, name: word.patronName },
    left: { session: word.session },
  },
}

export const closingPushProse: PushProse<typeof closingPushes> = {
  'contact-form': {
    to: 'patron',
    when: 'The librarian asks for the e-mail address (`ask-contact`); what is known already is filled in.',
    fields: { session: word.session, email: word.email, name: word.patronName },
    example: { type: 'contact-form', session, name: 'Jane' },
  },
  'address-verified': {
    to: 'librarian',
    when: 'The patron confirmed their address (`confirm-contact`).',
    fields: {
      session: word.session,
      email: word.email,
      name: 'The name, if the patron gave one with it.',
      at: word.at,
    },
    example: { type: 'address-verified', session, email: 'jane@example.org', at },
  },
  'transcript-returned': {
    to: 'patron',
    when: 'The transcript came back: the address takes no mail. It is told where the patron is still connected; their library hears of it by email.',
    fields: { session: word.session, at: word.at },
    example: { type: 'transcript-returned', session, at },
  },
  ended: {
    to: 'patron or librarian',
    when: 'The session is closed: to the patron always, also after their own `leave`; to the librarian when the desk closed it, because nobody wrote for {{idle-limit}}. A client that lacks a message up to `last` sends `resume` before it leaves.',
    fields: {
      session: word.session,
      last: word.newestMessage,
      at: word.at,
      code: 'The resolution code; never to a patron.',
      goodbye: "The goodbye of the patron's library.",
      followUp: 'What is owed to the patron now.',
      'followUp.deadline': 'By when: a date (YYYY-MM-DD) or "none".',
      'followUp.notice': 'A sentence to show to the patron.',
    },
    example: {
      type: 'ended',
      session,
      last: 7,
      at,
      goodbye: 'Thank you for asking Riverside Public Library.',
      followUp: {
        deadline: '2026-12-01',
        notice: 'You will get your answer by e-mail. It may take several days.',
      },
    },
  },
}
