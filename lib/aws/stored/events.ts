import * as v from 'valibot'
import { droppedBecause, heldBecause } from '../../follow-up/events.ts'
import type { Answer, Event } from '../../session/events.ts'
import type { Sender } from '../../session/state.ts'
import {
  actor as by,
  code,
  count,
  counts,
  how,
  line,
  mailKind,
  owed,
  recipient,
  rungs,
  servingLibrarian,
  sign,
  target,
  text,
  texts,
  yes,
} from './session.ts'
import { type Every, oneOf } from './shape.ts'

const may = v.exactOptional
const object = v.looseObject

type Of<T extends Event['type']> = Extract<Event, { readonly type: T }>

/** The fields of an event of this type, besides its type and time. */
function event<const T extends Event['type'], const E extends Every<Omit<Of<T>, 'type' | 'at'>>>(type: T, entries: E) {
  return object({ type: v.picklist([type]), at: count, ...entries })
}

const patron = object({ role: v.picklist(['patron']) })
const byLibrarian = object({ role: v.picklist(['librarian']), id: text })
const from = oneOf<Sender>(({ role }) => (role === 'patron' ? patron : byLibrarian))
const resource = object({ url: may(text), title: may(text), policyPage: may(yes), path: may(text) })
const librarian = object(servingLibrarian)
const note = may(text)
const despite = may(texts)
const fingerprint = may(text)
const aboutMail = { n: count, kind: mailKind }

const all = [
  event('Asked', {
    session: text,
    library: text,
    pools: texts,
    ahead: may(rungs),
    question: text,
    name: may(text),
    email: may(text),
    address: may(text),
    despite,
    nth: may(count),
    afterOthers: may(yes),
    language: may(text),
    answers: may(v.array(object({ field: text, label: text, text } satisfies Every<Answer>))),
  }),
  event('PoolsReached', { pools: texts }),
  event('AddressOffered', {}),
  event('Alerted', { to: line }),
  event('RescueOffered', { pools: texts, to: line }),
  event('Rescued', { librarian, connection: text }),
  event('ReturnedToQueue', { librarian: text, pools: texts }),
  event('PatronCame', { connection: text }),
  event('PatronWentAway', {}),
  event('PatronLeft', {}),
  event('PickedUp', { outOfTurn: may(text), librarian, connection: text }),

  event('GreetingNudged', {}),
  event('LibrarianCame', { connection: text }),
  event('LibrarianWentAway', {}),
  event('LibrarianVanished', { librarian: text, pools: texts }),
  event('OtherPatronsRecorded', { otherPatrons: texts, second: may(text) }),
  event('TransferOffered', { to: target, by: text, name: text, note, told: may(line) }),
  event('TransferDeclined', { by: text }),
  event('TransferReturned', {}),
  event('TransferAccepted', { librarian, connection: text }),
  event('HelpCalled', { name: text, to: line, invited: may(text), note }),
  event('HelpSpread', { name: text, to: line }),
  event('HelpWithdrawn', {}),
  event('HelpUnanswered', {}),
  event('Joined', { librarian, connection: text, beside: text }),
  event('SecondCame', { connection: text }),
  event('SecondWentAway', {}),
  event('LibrarianLeft', {
    ...{ librarian: text, name: text, stays: text },
    wasServing: may(yes),
    because: may(v.picklist(['vanished', 'taken-over'])),
  }),
  event('PatronPrompted', { since: count, prompt: v.picklist(['ask', 'warn', 'close']) }),
  event('Said', {
    from,
    n: count,
    number: count,
    name: may(text),
    text,
    kind: may(v.picklist(['resource', 'statement'])),
    resource: may(resource),
    script: may(text),
    signs: may(v.array(sign)),
    address: may(text),
    despite,
    heard: may(count),
  }),
  event('Noted', { from, n: count, name: may(text), text }),
  event('PolicyReported', { n: count, by: text, name: text, text, fingerprint: text }),
  event('ContactAsked', {}),
  event('ContactVerified', { email: text, by: v.picklist(['patron', 'librarian']), name: may(text), despite }),
  event('CodeRequested', { id: text, email: text, digest: text, until: count, despite }),
  event('CodeMailBegun', { n: count }),
  event('CodeMailed', { n: count }),
  event('CodeReturned', { n: count }),
  event('CodeMistyped', {}),
  event('AddressConfirmed', { email: text }),
  event('AddressDisowned', { email: text }),
  event('SilenceWarned', { since: count }),
  event('SilenceBreached', { since: count, breach: count }),
  event('Closed', {
    code,
    how,
    by: may(text),
    name: may(text),
    because: may(v.picklist(['no-contact', 'stepped-back'])),
    nobodyChose: may(v.picklist(['librarian-spoke-last', 'patron-gone', 'waited-out'])),
    followUp: may(object(owed)),
    receipt: may(v.literal(true)),
    despite,
    note,
    goodbye: may(text),
    classes: may(texts),
  }),
  event('FollowUpTaken', { by, despite }),
  event('FollowUpAnswered', { n: count, by, text: may(text), held: may(count), fingerprint }),
  event('FollowUpDone', { by, note }),
  event('FollowUpHandedOver', { by: may(by), note, missed: may(yes) }),
  event('FollowUpReminded', {}),
  event('FollowUpOverdue', {}),
  event('FollowUpEscalated', {}),
  event('AnswerHeld', { n: count, from: text, text, because: v.array(v.picklist(heldBecause)), fingerprint }),
  event('AnswerRejected', { by: may(by), n: count }),
  event('TranscriptRequested', {}),
  event('TimerRenewed', { generation: count }),
  event('TicketRecorded', { ticket: text }),
  event('MailsBegun', { mails: counts }),
  event('MailSent', { ...aboutMail, mail: text }),
  event('MailDropped', {
    ...aboutMail,
    because: v.picklist(droppedBecause),
  }),
  event('MailPostponed', aboutMail),
  event('MailBounced', { ...aboutMail, recipient }),
  event('MailComplained', { ...aboutMail, recipient }),
] as const

/** Every type has a shape. */
type Missing = Exclude<Event['type'], v.InferOutput<(typeof all)[number]>['type']>
const byType: Missing extends never ? ReadonlyMap<unknown, v.GenericSchema<unknown, Event>> : Missing = new Map(
  all.map(schema => [schema.entries.type.options[0], schema]),
)

/** An event in the log, by its type. An event of an unknown type cannot be read. */
export const storedEvent = oneOf<Event>(({ type }) => byType.get(type))
