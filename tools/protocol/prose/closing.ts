import type { closingRecords } from '../../../lib/protocol/closing.ts'
import type { closingToPatrons } from '../../../lib/protocol/out/to-patrons.ts'
import { at, session } from './example.ts'
import { whoWaits } from './queue.ts'
import type { Prose, PushProse } from './shape.ts'
import * as word from './words.ts'

/** The words for `lib/protocol/closing.ts`. */
export const closingProse: Prose<typeof closingRecords> = {
  actions: {
    'report-policy': {
      does: 'Reports a mistake on the policy page of the patron’s library. The library is told by email when the session is over; the mail contains nothing about the patron. A session takes three reports. The same words sent again are the same report.',
      fields: {
        session: word.session,
        statement: 'The id of the statement that is wrong, from `policy` or the today card.',
        text: 'What is wrong on the policy page, for the library that keeps it. It may be left out if a statement is named.',
      },
      example: [
        { action: 'report-policy', id: '15', session, text: 'The link to the hours is dead.' },
        { type: 'policy-reported', re: '15', session },
      ],
    },
    'ask-contact': {
      does: 'Shows the patron a form to confirm their email address. If it is sent again, the form is shown again.',
      fields: { session: word.session },
      example: [
        { action: 'ask-contact', id: '8', session },
        { type: 'contact-asked', re: '8', session },
      ],
    },
    'confirm-contact': {
      does: 'Gives the email address in that form, and the name if the patron changed it. The form asks for a new address twice, and the client sends it when both are the same. It is then `typed-twice`, which is enough for a follow-up; only a code confirms it (`request-code`).',
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
    'request-code': {
      does: 'Has a code of six digits mailed that confirms an address: without `email`, the one that the session writes to. It can be sent at any time, even after the end, then only for the address that mail goes to. A code counts for 30 minutes, and a session has five mailed at most. A request that is repeated within a minute gets the code that is on its way. If the address is confirmed already, the reply is `address-confirmed`.',
      fields: { session: word.session, email: word.email, despite: word.despite },
      example: [
        { action: 'request-code', id: '31', session },
        { type: 'code-requested', re: '31', session, email: 'jane@example.org', until: at + 1_800_000 },
      ],
    },
    'enter-code': {
      does: 'Types the code that was mailed. The address is then `confirmed`: the transcript may go there, and mails may quote the question. Five wrong tries use a code up.',
      fields: { session: word.session, digits: 'The six digits. Spaces and hyphens between them are left out.' },
      example: [
        { action: 'enter-code', id: '32', session, digits: '123 456' },
        { type: 'address-confirmed', re: '32', session, email: 'jane@example.org' },
      ],
    },
    suggest: {
      does: 'Asks which resolution code fits the session, and why. `resolved` says whether the librarian considers the question answered. Without it, the question counts as answered once they have asked whether that is all.',
      fields: { session: word.session, resolved: 'Whether the librarian considers the question answered.' },
      example: [
        { action: 'suggest', id: '16', session },
        {
          type: 'suggestion',
          re: '16',
          session,
          code: 'lost-call',
          reason: 'The patron said nothing after you joined and left no address.',
          classes: [{ id: 'account', label: 'Loans and accounts', suggested: true }],
        },
      ],
    },
    close: {
      does: "Ends the session with a resolution code. Before `answered`, the patron must have been asked whether that is all, unless they have gone; `not-asked` in `despite` overrides this, and with `unresolved` a note of what is missing is needed instead. `lost-call` requires that the patron has written nothing since the librarian joined and left no address anywhere. Both follow-ups need a `deadline` and an address, which must be verified unless the patron has left or is not connected. `follow-up-by-me` also needs `atHand: true` and a patron of the librarian's own library, or `not-your-patron` in `despite`. The first condition that fails determines the refusal. If the same librarian sends it again with the same code, it is acknowledged again.",
      fields: {
        session: word.session,
        code: 'The resolution code. Without it the session is "answered" by default.',
        deadline: "By when the patron needs the answer, in the time zone of the patron's library; for a follow-up.",
        atHand: "The librarian's word that they have the answer at hand; for `follow-up-by-me`.",
        unresolved:
          'The question stays open because there is no address; for `answered`, with a note of what is missing.',
        note: word.lastNote,
        classes: 'The classes of the question, by id, from the list that `suggestion` gives.',
        despite: word.despite,
      },
      example: [
        { action: 'close', id: '11', session, code: 'follow-up-by-patrons-library', deadline: '2026-12-01' },
        { type: 'closed', re: '11', session, code: 'follow-up-by-patrons-library', how: 'chosen' },
      ],
    },
    'step-back': {
      does: 'Ends an abusive session at once: the one that the librarian serves, or one that waits in a pool of theirs. It is `answered`, with the sub-reason `stepped-back`. No mail follows, not even a transcript that was asked for. Its source is refused for a day, unless it is in a network of the library. The patron reads one sentence, and people who read the session later find its words blurred.',
      fields: {
        session: word.session,
        note: word.lastNote,
        all: 'All that the same source has asked in these ten minutes and that waits in a pool of theirs is closed, too.',
      },
      example: [
        { action: 'step-back', id: '30', session, note: 'Threats.' },
        { type: 'stepped-back', re: '30', session },
      ],
    },
    'leave-address': {
      does: 'Leaves an address instead of waiting. The session is closed as a follow-up by the patron’s library. It can be sent while the patron waits, even without an offer.',
      fields: { session: word.session, email: word.email, name: word.newName, despite: word.despite },
      example: [
        { action: 'leave-address', id: '17', session, email: 'jane@example.org' },
        { type: 'address-left', re: '17', session, email: 'jane@example.org' },
      ],
    },
    rate: {
      does: 'Says, after the end, whether the patron got what they needed. It is counted with the facts of the session, without a name. Sent again, it replaces the earlier rating.',
      fields: { session: word.session, rating: 'Whether they got what they needed: `yes`, `partly` or `no`.' },
      example: [
        { action: 'rate', id: '33', session, rating: 'partly' },
        { type: 'rated', re: '33', session, rating: 'partly' },
      ],
    },
    leave: {
      does: "Ends the conversation from the patron's side. While they wait, it closes the session, with a follow-up by their library if they left an address, or otherwise as answered by default. Once a librarian serves, it tells the librarian, and the session stays open until they close it or nobody writes any more.",
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
    suggestion: {
      session: word.session,
      ...word.suggested,
      ...word.advice,
      classes: 'The classes that may be given today.',
      'classes[].id': 'Its id, for `close`.',
      'classes[].label': 'What librarians read.',
      'classes[].suggested': 'Whether the words of the question suggest it.',
    },
    closed: {
      session: word.session,
      code: word.code,
      how: 'By the librarian, by a patron who left an address, or because none was named.',
      ...whoWaits,
    },
    'stepped-back': { session: word.session, others: 'What else was closed.', ...whoWaits },
    'address-left': { session: word.session, email: word.email, name: word.patronName },
    rated: { session: word.session, rating: 'The rating that is kept.' },
    left: { session: word.session },
    'code-requested': { session: word.session, email: word.email, until: 'Until when the code counts, ms since 1970.' },
    'address-confirmed': { session: word.session, email: word.email },
  },
}

export const closingPushProse: PushProse<typeof closingToPatrons> = {
  'contact-form': {
    to: 'patron',
    when: 'The librarian asks for the email address (`ask-contact`). Known details are filled in.',
    fields: { session: word.session, email: word.email, name: word.patronName },
    example: { type: 'contact-form', session, name: 'Jane' },
  },
  'address-verified': {
    to: 'librarian',
    when: 'The patron gave their address in the form (`confirm-contact`), or confirmed one with a code (`enter-code`).',
    fields: {
      session: word.session,
      email: word.email,
      name: 'The name, if the patron gave one with it.',
      verified: word.verified,
      at: word.at,
    },
    example: { type: 'address-verified', session, email: 'jane@example.org', verified: 'confirmed', at },
  },
  'code-returned': {
    to: 'patron',
    when: 'The mail with the newest code came back, so the code does not count. The push is sent if the patron is still connected.',
    fields: { session: word.session, email: word.email, at: word.at },
    example: { type: 'code-returned', session, email: 'jane@example.org', at },
  },
  'address-disowned': {
    to: 'patron or librarian',
    when: 'The reader of a mail pressed *This was not me*. Nothing more is mailed to this address, and an open session forgets it.',
    fields: { session: word.session, email: word.email, at: word.at },
    example: { type: 'address-disowned', session, email: 'jane@example.org', at },
  },
  'transcript-returned': {
    to: 'patron',
    when: 'The transcript came back because the address does not accept mail. The push is sent if the patron is still connected. Their library is told by email.',
    fields: { session: word.session, at: word.at },
    example: { type: 'transcript-returned', session, at },
  },
  ended: {
    to: 'patron or librarian',
    when: 'The session is closed. The patron always gets it, even after their own `leave`. The librarian gets it if the desk closed the session because nobody wrote for {{idle-limit}}. A client that lacks a message up to `last` should send `resume` before it disconnects.',
    fields: {
      session: word.session,
      last: word.newestMessage,
      at: word.at,
      code: 'The resolution code; never to a patron.',
      goodbye: "The goodbye of the patron's library.",
      followUp: 'The follow-up that the patron will get.',
      'followUp.deadline': 'Its deadline: a date (YYYY-MM-DD) or "none".',
      'followUp.notice': 'A sentence to show to the patron.',
      unrated: 'The patron is not asked how it went, because a librarian ended this session as abusive (R42).',
    },
    example: {
      type: 'ended',
      session,
      last: 7,
      at,
      goodbye: 'Thank you for asking Riverside Public Library.',
      followUp: {
        deadline: '2026-12-01',
        notice: 'You will get your answer by email. It may take several days.',
      },
    },
  },
}
