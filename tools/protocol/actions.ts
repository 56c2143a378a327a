import type { RefusalCode } from '../../lib/decisions/refusals.ts'
import type { Action, FrameIn } from '../../lib/protocol/frames-in.ts'
import type { Reply } from '../../lib/protocol/frames-out.ts'
import type { ProtocolRefusal } from '../../lib/protocol/refusals.ts'

export type AnyRefusal = RefusalCode | ProtocolRefusal
type Refused = Extract<Reply, { type: 'refused' }>

interface ActionText<A extends Action> {
  readonly does: string
  readonly reply: Exclude<Reply, Refused>['type']
  /** What may answer it besides that which may answer any frame; `not-for-you` follows from the roles. */
  readonly refusals: readonly AnyRefusal[]
  readonly example: readonly [FrameIn<A>, Exclude<Reply, Refused> & { readonly re: string }]
}

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const askedAt = 1_795_532_400_000
const at = askedAt + 65_000
const standing = {
  session,
  library: 'riverside',
  status: 'active',
  askedAt,
  last: 2,
  patron: { name: 'Jane', here: true },
  librarian: { name: 'Rob from State College', library: 'state-college', here: true },
} as const
const briefing = {
  library: 'Riverside Public Library',
  timeZone: 'America/Chicago',
  open: true,
  policyPage: 'https://riverside.example/staff/policies',
  greeting: "Hi Jane, I'm Rob from State College and I'm ready to help.",
  goodbye: 'Thank you for asking Riverside Public Library.',
  scripts: {
    mine: [{ id: 'hello', title: 'Hello', text: "Hi Jane, I'm Rob from State College." }],
    myLibrary: [],
    patronsLibrary: [],
  },
}
const question = 'Is the reading room open on Sunday?'
const first = { number: 1, from: 'patron', name: 'Jane', at: askedAt, text: question } as const
const second = { number: 2, from: 'librarian', name: 'Rob from State College', at, text: 'It is, from 12.' } as const

/** In which state of a session its librarian may write, ask for an address and attest one. */
const forItsLibrarian = ['no-such-session', 'not-picked-up', 'not-yours', 'closed'] as const
/** Whoever owes a follow-up may act on it, once its session is over. */
const forWhoOwes = ['unknown-librarian', 'no-such-session', 'not-closed', 'no-follow-up', 'not-your-follow-up'] as const
const counted = ['out-of-order', 'other-words'] as const

/** What each frame does, what answers it, and what may be refused. */
export const actions: { readonly [A in Action]: ActionText<A> } = {
  resume: {
    does: 'Says that the sender is on this connection, and asks for what they missed. From now on the pushes of the session come here. A librarian resumes each session that they hold; a closed session can still be read by its patron and by who served it.',
    reply: 'resumed',
    refusals: ['no-such-session', 'not-picked-up', 'not-yours'],
    example: [
      { action: 'resume', id: '1', session, after: 1 },
      { type: 'resumed', re: '1', ...standing, n: 0, messages: [second], more: false },
    ],
  },
  'on-duty': {
    does: 'Comes on duty, on this connection: from now on `waiting` and `no-longer-waiting` come here, and `pick-up` is allowed here. It brings no pushes of sessions; those come after a `resume` of each. Duty ends with `off-duty`, with the connection, or two hours and five minutes after the last `on-duty`. At most 25 patrons of each pool are listed.',
    reply: 'on-duty',
    refusals: ['unknown-librarian', 'not-your-pool'],
    example: [
      { action: 'on-duty', id: '2' },
      {
        type: 'on-duty',
        re: '2',
        pools: ['library:state-college', 'group:academic', 'cooperative'],
        limit: 3,
        waiting: [{ session, library: 'riverside', askedAt, name: 'Jane', question }],
        sessions: [],
      },
    ],
  },
  'off-duty': {
    does: 'Goes off duty, if the librarian is on duty on this connection; otherwise it changes nothing. Sessions that are held stay held, and their pushes go on.',
    reply: 'off-duty',
    refusals: [],
    example: [
      { action: 'off-duty', id: '3' },
      { type: 'off-duty', re: '3', sessions: [session] },
    ],
  },
  queue: {
    does: 'Asks who waits in the pools of the librarian. Whoever is not alerted learns of the queue in this way: a page that shows it sends this every 30 s. It is no sign of a person: after {{duty-limit}} without a session, the reply says by when to send `on-duty`, and after that it is `off-duty`. With `after`, those behind a patron, page by page; with `count`, how many more there are.',
    reply: 'queue',
    refusals: ['not-on-duty'],
    example: [
      { action: 'queue', id: '15', most: 1, count: true },
      {
        ...{ type: 'queue', re: '15', more: true, others: 41 },
        waiting: [{ session, library: 'riverside', askedAt, name: 'Jane', question }],
      },
    ],
  },
  heard: {
    does: 'Says that the page heard an alert (`waiting` or `rescue-offered`), with the `at` of the alert. A client sends it by itself, within 10 s. Without it, the librarian is asleep: they count as on duty for nobody until a frame comes from their page; then they are alerted again.',
    reply: 'heard',
    refusals: ['not-on-duty'],
    example: [
      { action: 'heard', id: '16', session, at },
      { type: 'heard', re: '16', session },
    ],
  },
  'pick-up': {
    does: 'Takes the patron who has waited longest in the pools of the librarian; the pushes of the session come to this connection. With `session`, a particular patron: one who is not next needs a `reason`. The reply brings all that a librarian needs who does not know the patron’s library. **Never send it again when its reply is lost:** it would take another patron. Send `on-duty` and look at `sessions` instead.',
    reply: 'picked-up',
    refusals: [
      'not-on-duty',
      'nobody-waiting',
      'at-your-limit',
      'no-reason',
      'not-in-your-pools',
      'already-picked-up',
      'already-yours',
      'closed',
      'no-such-session',
    ],
    example: [
      { action: 'pick-up', id: '4' },
      { type: 'picked-up', re: '4', ...standing, last: 1, n: 0, messages: [first], more: false, briefing },
    ],
  },
  transfer: {
    does: 'Offers the session to a librarian on duty, or to everyone on duty in a pool. It stays with who offers it until somebody accepts; unanswered for {{transfer-limit}}, the offer is over. The `note` is for whoever takes over. Name either `librarian` or `pool`.',
    reply: 'transfer-asked',
    refusals: [...forItsLibrarian, 'nobody-there', 'transfer-pending'],
    example: [
      { action: 'transfer', id: '13', session, librarian: 'nancy', note: 'Needs somebody who knows the archive.' },
      { type: 'transfer-asked', re: '13', session },
    ],
  },
  'answer-transfer': {
    does: 'Takes over a session that was offered, or declines. Whoever accepts serves from then on, on this connection; the reply is then `transferred`, with the same fields as `picked-up`. Declined, it is `transfer-declined`. Of a pool, the first to accept takes over, and declining changes nothing for the others.',
    reply: 'transfer-declined',
    refusals: ['not-on-duty', 'no-transfer', 'at-your-limit', 'closed', 'no-such-session'],
    example: [
      { action: 'answer-transfer', id: '14', session, accept: false },
      { type: 'transfer-declined', re: '14', session },
    ],
  },
  'accept-rescue': {
    does: 'Takes over a session whose librarian is silent, once it is offered on (`rescue-offered`). The first to accept serves from then on, on this connection; the patron hears by whom, and so does the silent librarian. The reply has the same fields as `picked-up`.',
    reply: 'rescued',
    refusals: ['not-on-duty', 'no-rescue', 'at-your-limit', 'closed', 'no-such-session'],
    example: [
      { action: 'accept-rescue', id: '17', session },
      { type: 'rescued', re: '17', ...standing, last: 1, n: 0, messages: [first], more: false, briefing },
    ],
  },
  say: {
    does: 'Says something to the other side. A patron may write while they wait, and after `leave` until the session is closed. A librarian may say what it is: a `resource` with its citation, or a search `statement`, and by which script it was sent. `advice` on the reply stops nothing: the message has gone out. A text that names another patron of this librarian, or holds their address, is softly refused.',
    reply: 'said',
    refusals: [...forItsLibrarian, ...counted, 'no-citation', 'another-patron'],
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
    does: 'Writes a note for the staff. It is in the log and in the mail to the library, is no message, and takes no `number`.',
    reply: 'noted',
    refusals: [...forItsLibrarian, ...counted],
    example: [
      { action: 'note', id: '6', session, n: 2, text: 'Checked the calendar only.' },
      { type: 'noted', re: '6', session, n: 2, at },
    ],
  },
  typing: {
    does: 'Tells the other side, if they are there, that the sender is typing. Nothing is kept, and nobody misses one that is lost.',
    reply: 'typed',
    refusals: forItsLibrarian,
    example: [
      { action: 'typing', id: '7', session },
      { type: 'typed', re: '7', session },
    ],
  },
  'report-policy': {
    does: 'Tells the patron’s library, by e-mail, what is wrong on its policy page. Nothing of the patron is in that mail.',
    reply: 'policy-reported',
    refusals: [...forItsLibrarian, 'no-such-library'],
    example: [
      { action: 'report-policy', id: '15', session, text: 'The link to the hours is dead.' },
      { type: 'policy-reported', re: '15', session },
    ],
  },
  'ask-contact': {
    does: 'Shows the patron the form in which they confirm their e-mail address. Sent again, it shows the form again.',
    reply: 'contact-asked',
    refusals: forItsLibrarian,
    example: [
      { action: 'ask-contact', id: '8', session },
      { type: 'contact-asked', re: '8', session },
    ],
  },
  'confirm-contact': {
    does: 'Confirms the e-mail address in that form, and the name if the patron changed it. The address is verified by the patron.',
    reply: 'contact-verified',
    refusals: ['no-such-session', 'not-yours', 'closed', 'nothing-asked'],
    example: [
      { action: 'confirm-contact', id: '9', session, email: 'jane@example.org', name: 'Jane' },
      { type: 'contact-verified', re: '9', session, email: 'jane@example.org' },
    ],
  },
  'attest-contact': {
    does: 'Attests that the librarian verified this address in the conversation. The patron is not told.',
    reply: 'contact-verified',
    refusals: forItsLibrarian,
    example: [
      { action: 'attest-contact', id: '10', session, email: 'jane@example.org' },
      { type: 'contact-verified', re: '10', session, email: 'jane@example.org' },
    ],
  },
  suggest: {
    does: 'Asks which resolution code fits the session as it stands, and why. `resolved` is the librarian’s word whether the question is answered; without it, it is taken for answered once they have asked whether that is all.',
    reply: 'suggestion',
    refusals: forItsLibrarian,
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
    reply: 'closed',
    refusals: [
      ...forItsLibrarian,
      'not-asked',
      'no-note',
      'patron-spoke',
      'patron-left-address',
      'no-contact',
      'not-verified',
      'no-deadline',
      'deadline-past',
      'deadline-too-far',
      'not-at-hand',
      'not-your-patron',
    ],
    example: [
      { action: 'close', id: '11', session, code: 'follow-up-by-patrons-library', deadline: '2026-12-01' },
      { type: 'closed', re: '11', session, code: 'follow-up-by-patrons-library', how: 'chosen' },
    ],
  },
  'leave-address': {
    does: 'Leaves an address instead of waiting on: the session is closed as a follow-up by the patron’s library. It can be sent as long as the patron waits, offered or not.',
    reply: 'address-left',
    refusals: ['no-such-session', 'not-yours', 'closed', 'already-picked-up'],
    example: [
      { action: 'leave-address', id: '17', session, email: 'jane@example.org' },
      { type: 'address-left', re: '17', session, email: 'jane@example.org' },
    ],
  },
  leave: {
    does: "Ends the conversation from the patron's side. While they wait it closes the session: with a follow-up by their library if they left an address, answered by default if not. Once a librarian serves, it tells them so, and the session stays open until they close it or nobody writes any more.",
    reply: 'left',
    refusals: ['no-such-session', 'not-yours'],
    example: [
      { action: 'leave', id: '12', session },
      { type: 'left', re: '12', session },
    ],
  },
  'follow-ups': {
    does: "Lists what is owed: to the patrons of the librarian's own library, and by the librarian. The oldest deadline comes first. What is answered or done is not in it.",
    reply: 'follow-ups',
    refusals: ['unknown-librarian'],
    example: [
      { action: 'follow-ups', id: '20' },
      {
        type: 'follow-ups',
        re: '20',
        followUps: [
          {
            ...{ session, library: 'riverside', status: 'new', owner: 'library', deadline: '2026-12-01' },
            ...{ answerBy: '2026-12-01', dueAt: 1_796_187_600_000, overdue: false, name: 'Jane' },
          },
        ],
      },
    ],
  },
  'follow-up': {
    does: 'Shows one follow-up whole: the conversation, how to reach the patron, what became of it so far, and answers that wait to be confirmed. Of a long conversation it sends as much as fits; ask again with `after`.',
    reply: 'follow-up',
    refusals: ['unknown-librarian', 'no-such-session', 'no-follow-up', 'not-your-follow-up', 'no-such-library'],
    example: [
      { action: 'follow-up', id: '21', session },
      {
        type: 'follow-up',
        re: '21',
        ...standing,
        status: 'closed',
        code: 'follow-up-by-patrons-library',
        n: 0,
        messages: [first, second],
        more: false,
        ...{ followUpStatus: 'new', owner: 'library', email: 'jane@example.org', verified: 'by-patron' },
        ...{ answerBy: '2026-12-01', held: [], changes: [{ at, what: 'sent', mail: 'follow-up' }] },
      },
    ],
  },
  'take-follow-up': {
    does: 'Says that the sender sees to it. One that somebody else has taken can be taken over with `already-taken` in `despite`.',
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'follow-up-over', 'already-taken'],
    example: [
      { action: 'take-follow-up', id: '22', session },
      { type: 'follow-up-changed', re: '22', session, followUpStatus: 'taken' },
    ],
  },
  'answer-follow-up': {
    does: 'Sends the answer to the patron by e-mail and keeps it with the session; the follow-up is over. Should it come back, the follow-up stands open again. The same answer sent again by the same librarian is acknowledged and goes out once.',
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'follow-up-over', 'no-mail-wanted'],
    example: [
      { action: 'answer-follow-up', id: '23', session, text: 'It is open from 12 to 5. Your library.' },
      { type: 'follow-up-changed', re: '23', session, followUpStatus: 'answered' },
    ],
  },
  'finish-follow-up': {
    does: 'Says that it has been done in another way. A librarian who took it on themselves says in `note` how.',
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'follow-up-over', 'not-said-how'],
    example: [
      { action: 'finish-follow-up', id: '24', session, note: 'She came to the desk.' },
      { type: 'follow-up-changed', re: '24', session, followUpStatus: 'done' },
    ],
  },
  'hand-over-follow-up': {
    does: "Gives what a librarian took on themselves to the patron's library.",
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'follow-up-over', 'library-owes'],
    example: [
      { action: 'hand-over-follow-up', id: '25', session, note: 'I am away from tomorrow.' },
      { type: 'follow-up-changed', re: '25', session, followUpStatus: 'new' },
    ],
  },
  'confirm-answer': {
    does: 'Sends an answer that came by e-mail and was held to the patron.',
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'no-such-answer', 'no-mail-wanted'],
    example: [
      { action: 'confirm-answer', id: '26', session, answer: 1 },
      { type: 'follow-up-changed', re: '26', session, followUpStatus: 'answered' },
    ],
  },
  'reject-answer': {
    does: 'Drops an answer that came by e-mail and was held: nobody will see it.',
    reply: 'follow-up-changed',
    refusals: [...forWhoOwes, 'no-such-answer'],
    example: [
      { action: 'reject-answer', id: '27', session, answer: 1 },
      { type: 'follow-up-changed', re: '27', session, followUpStatus: 'new' },
    ],
  },
  'request-transcript': {
    does: 'Has the conversation sent to the patron by e-mail, once, when it is over, to the address that they left or verified in it. Staff notes are never in it.',
    reply: 'transcript-requested',
    refusals: ['no-such-session', 'not-yours', 'not-picked-up', 'no-address'],
    example: [
      { action: 'request-transcript', id: '28', session },
      { type: 'transcript-requested', re: '28', session },
    ],
  },
}
