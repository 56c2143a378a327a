import * as v from 'valibot'
import { heldBecause } from '../follow-up/events.ts'
import { mailKinds } from '../follow-up/state.ts'
import { codes } from '../session/codes.ts'

/**
 * What the desk sends over the socket. A reply answers one frame and carries its `id` as `re`; a push comes unasked. Times
 * are ms since 1970. A client ignores types and fields that it does not know.
 */

const at = v.pipe(v.number(), v.description('When it happened, ms since 1970.'))
const since = v.pipe(v.number(), v.description('Since when the patron has heard nothing, ms since 1970.'))
const askedAt = v.pipe(v.number(), v.description('When the patron asked, ms since 1970.'))
const session = v.pipe(v.string(), v.description('The session that this is about.'))
const held = v.pipe(v.array(v.string()), v.description('The sessions that the librarian holds.'))
const library = v.pipe(v.string(), v.description("Id of the patron's library."))
const side = v.picklist(['patron', 'librarian'])
const from = v.pipe(side, v.description('Whose words they are.'))
const name = v.pipe(v.string(), v.description("The patron's name, if they gave one, or the librarian's screen name."))
const patronName = v.pipe(v.string(), v.description("The patron's name, if they gave one."))
const screenName = v.pipe(v.string(), v.description("The librarian's screen name."))
const servingLibrary = v.pipe(v.string(), v.description("Id of the librarian's own library."))
const here = v.pipe(
  v.boolean(),
  v.description('Whether they are connected. Once the session is closed, whether they were.'),
)
const present = v.pipe(v.boolean(), v.description('Whether they are connected now.'))
const place = v.pipe(v.number(), v.description('Its place in the session: 1, 2, 3 … for both sides.'))
const text = v.pipe(v.string(), v.description('The words, exactly as they were sent.'))
const status = v.pipe(v.picklist(['waiting', 'active', 'closed']), v.description('Waits, is served, or is over.'))
const code = v.pipe(v.picklist(codes), v.description('The resolution code.'))
const suggestion = {
  code,
  because: v.optional(v.pipe(v.literal('no-contact'), v.description('Nobody can be written to.'))),
  reason: v.pipe(v.string(), v.description('Why, in a sentence.')),
}
const newestMessage = v.pipe(v.number(), v.description('The number of the newest message.'))
const counter = v.pipe(v.number(), v.description("The sender's own counter."))
const newest = v.pipe(v.number(), v.description("The newest of the asker's own counters; 0 before the first."))
const email = v.pipe(v.string(), v.description("The patron's e-mail address."))
const more = v.pipe(v.boolean(), v.description('There are further messages: resume again after the last one of these.'))

const kind = v.pipe(v.picklist(['resource', 'statement']), v.description('What it is, if not running text.'))
const resource = v.pipe(
  v.object({
    url: v.optional(v.pipe(v.string(), v.description('Where it is.'))),
    title: v.optional(v.pipe(v.string(), v.description('What it is called.'))),
    policyPage: v.optional(v.pipe(v.literal(true), v.description('It is from the policy page.'))),
    path: v.optional(v.pipe(v.string(), v.description('The links to press to get there again.'))),
  }),
  v.description('The citation of a resource, and how to find it again.'),
)
const mayExpire = v.pipe(v.boolean(), v.description('A link in it will probably stop working.'))
const advice = v.pipe(
  v.array(
    v.object({
      rule: v.pipe(v.string(), v.description('Which practice it is about.')),
      hint: v.pipe(v.string(), v.description('A sentence for the librarian.')),
    }),
  ),
  v.description('What could be done better; the message has gone out as it is.'),
)
const pools = v.pipe(v.array(v.string()), v.description('The pools whose librarians can pick the session up.'))
const script = v.object({
  id: v.pipe(v.string(), v.description('For `script` in `say`.')),
  title: v.pipe(v.string(), v.description('What it is for.')),
  text: v.pipe(v.string(), v.description('Ready to send.')),
})
const scripts = v.pipe(v.array(script), v.description('Canned messages, their fields filled in for this patron.'))

const message = v.object({
  number: place,
  from,
  name: v.optional(name),
  at,
  text,
  kind: v.optional(kind),
  resource: v.optional(resource),
  mayExpire: v.optional(mayExpire),
})
const messages = v.pipe(v.array(message), v.description('What was said, in order.'))
const staffNote = v.object({ name: v.optional(screenName), at, text })
const notes = v.pipe(v.array(staffNote), v.description('Notes of the staff; never to a patron.'))

const alertAt = v.pipe(v.number(), v.description('The moment of the alert, for `heard`, ms since 1970.'))
const waitingPatron = v.object({
  session,
  library,
  askedAt,
  name: v.optional(patronName),
  question: v.pipe(v.string(), v.description('The question; of a long one its beginning, 280 characters.')),
})

const followUpStatus = v.pipe(
  v.picklist(['new', 'taken', 'answered', 'done']),
  v.description('Nobody has it yet, somebody does, or it is over.'),
)
const owner = v.pipe(
  v.picklist(['library', 'you', 'librarian']),
  v.description("By the patron's library, by you, or by another librarian who took it on."),
)
const answerBy = v.pipe(
  v.string(),
  v.description('The last day on which to answer (YYYY-MM-DD), where the library is.'),
)
const takenBy = v.pipe(v.string(), v.description('Who took it.'))
const undeliverable = v.pipe(
  v.picklist(['owner', 'patron']),
  v.description('To whom mail does not get: whoever owes the answer, or the patron.'),
)
const listed = v.object({
  session,
  library,
  status: v.pipe(v.picklist(['new', 'taken']), v.description('Whether somebody has taken it.')),
  owner,
  deadline: v.pipe(v.string(), v.description('The date (YYYY-MM-DD) that was given, or "none".')),
  answerBy: answerBy,
  dueAt: v.pipe(v.number(), v.description('The end of that day, ms since 1970.')),
  overdue: v.pipe(v.boolean(), v.description('Whether that has passed.')),
  name: v.optional(patronName),
  takenBy: v.optional(takenBy),
  undeliverable: v.optional(undeliverable),
  held: v.optional(v.pipe(v.number(), v.description('How many answers wait to be confirmed.'))),
})
const cut = v.optional(
  v.pipe(
    v.literal(true),
    v.description('It is too long for a frame: this is its beginning, and the whole is in the mail.'),
  ),
)
const heldAnswer = v.object({
  answer: v.pipe(v.number(), v.description('Its number, for `confirm-answer` and `reject-answer`.')),
  from: v.pipe(v.string(), v.description('The address that it names as its sender.')),
  at,
  text,
  cut,
  because: v.pipe(
    v.picklist(heldBecause),
    v.description(
      'An unknown address, or several; one that nothing proves; taken for spam, or marked as bulk; something attached that is not passed on, or cut off; no telling what is the answer; a follow-up that was over or somebody else’s; a patron who wants no mail or gets none.',
    ),
  ),
})
const change = v.object({
  at,
  what: v.pipe(
    v.picklist([
      'taken',
      'answered',
      'done',
      'handed-over',
      'held',
      'rejected',
      'sent',
      'dropped',
      'bounced',
      'unwanted',
    ]),
    v.description('What happened; the last four to a mail.'),
  ),
  by: v.optional(v.pipe(v.string(), v.description('By whom; nobody: the desk itself.'))),
  via: v.optional(v.pipe(v.picklist(['desk', 'mail', 'link']), v.description('In the desk, by e-mail, by its link.'))),
  mail: v.optional(v.pipe(v.picklist(mailKinds), v.description('Which mail.'))),
  note: v.optional(v.pipe(v.string(), v.description('What was said with it.'))),
})

function out<const T extends string, E extends v.ObjectEntries>(type: T, entries: E) {
  return v.object({ type: v.literal(type), ...entries })
}

/** How a session stands, in the words of the side that asks. */
const standing = {
  session,
  library,
  status,
  askedAt,
  last: newestMessage,
  patron: v.object({
    name: v.optional(patronName),
    here,
    left: v.optional(v.pipe(v.boolean(), v.description('They have ended the conversation.'))),
    email: v.optional(v.pipe(v.string(), v.description('Their e-mail address; never to a patron.'))),
    verified: v.optional(
      v.pipe(v.picklist(['by-patron', 'by-librarian']), v.description('Who verified it; never to a patron.')),
    ),
  }),
  librarian: v.optional(v.object({ name: screenName, library: servingLibrary, here })),
  pools: v.optional(pools),
  offered: v.optional(v.pipe(v.boolean(), v.description('The patron may leave an address instead of waiting.'))),
  code: v.optional(v.pipe(v.picklist(codes), v.description('The resolution code, once closed; never to a patron.'))),
}

/** What a librarian needs who does not know the patron's library (R7, R11, R18). */
const briefing = v.pipe(
  v.object({
    library: v.pipe(v.string(), v.description("Name of the patron's library.")),
    timeZone: v.pipe(v.string(), v.description('Its time zone, IANA name.')),
    open: v.pipe(v.boolean(), v.description('Whether it is open now.')),
    policyPage: v.optional(v.pipe(v.string(), v.description('URL of its policy page; never to a patron.'))),
    greeting: v.pipe(v.string(), v.description('Its greeting, ready to send.')),
    goodbye: v.pipe(v.string(), v.description('What the patron will read in the end.')),
    scripts: v.object({ mine: scripts, myLibrary: scripts, patronsLibrary: scripts }),
  }),
  v.description("The patron's library, for somebody who does not know it."),
)

const waitingPatrons = v.pipe(
  v.array(waitingPatron),
  v.description('Who waits there, the longest wait first; 25 at most, or as many as were asked for.'),
)
const wasAsleep = v.pipe(v.literal(true), v.description('Their page did not hear an alert, and was asleep until now.'))
/** What goes with a page of those who wait. */
const crowd = {
  more: v.optional(v.pipe(v.boolean(), v.description('Others wait behind the last of these.'))),
  others: v.optional(
    v.pipe(
      v.number(),
      v.description('How many more wait behind the last of these, counted up to 100, where that was asked for.'),
    ),
  ),
  asleep: v.optional(wasAsleep),
  offDutyAt: v.optional(
    v.pipe(
      v.number(),
      v.description('They are asked whether they are there: without `on-duty` by then they are off duty.'),
    ),
  ),
} as const

export const replies = {
  resumed: out('resumed', { ...standing, n: newest, messages, notes: v.optional(notes), more }),
  'on-duty': out('on-duty', {
    pools: v.pipe(v.array(v.string()), v.description('The pools that the librarian picks up from.')),
    limit: v.pipe(v.number(), v.description('How many sessions they may hold at once.')),
    waiting: waitingPatrons,
    sessions: held,
    ...crowd,
  }),
  queue: out('queue', { waiting: waitingPatrons, ...crowd }),
  heard: out('heard', { session, asleep: v.optional(wasAsleep) }),
  'off-duty': out('off-duty', { sessions: held }),
  'picked-up': out('picked-up', { ...standing, n: newest, messages, notes: v.optional(notes), more, briefing }),
  rescued: out('rescued', { ...standing, n: newest, messages, notes: v.optional(notes), more, briefing }),
  transferred: out('transferred', { ...standing, n: newest, messages, notes: v.optional(notes), more, briefing }),
  'transfer-asked': out('transfer-asked', { session }),
  'transfer-declined': out('transfer-declined', { session }),
  said: out('said', { session, n: counter, number: place, at, advice: v.optional(advice) }),
  noted: out('noted', { session, n: counter, at }),
  typed: out('typed', { session }),
  'policy-reported': out('policy-reported', { session }),
  'contact-asked': out('contact-asked', { session }),
  'contact-verified': out('contact-verified', { session, email }),
  closed: out('closed', {
    session,
    code,
    how: v.pipe(
      v.picklist(['chosen', 'by-patron', 'by-default']),
      v.description('By the librarian, by a patron who left an address, or because none was named.'),
    ),
    waiting: v.optional(waitingPatrons),
  }),
  suggestion: out('suggestion', {
    session,
    ...suggestion,
    advice: v.optional(advice),
  }),
  'address-left': out('address-left', { session, email }),
  left: out('left', { session }),
  'follow-ups': out('follow-ups', {
    followUps: v.pipe(v.array(listed), v.description('What is owed, the oldest deadline first; 200 at most.')),
  }),
  'follow-up': out('follow-up', {
    ...standing,
    n: newest,
    messages,
    notes: v.optional(notes),
    more,
    followUpStatus,
    owner,
    email,
    verified: v.pipe(
      v.picklist(['by-patron', 'by-librarian', 'unverified']),
      v.description('Who verified the address.'),
    ),
    answerBy: answerBy,
    takenBy: v.optional(takenBy),
    undeliverable: v.optional(undeliverable),
    answer: v.optional(
      v.pipe(
        v.object({ text, cut, by: v.pipe(v.string(), v.description('Who gave it.')) }),
        v.description('The answer that was given last.'),
      ),
    ),
    held: v.pipe(v.array(heldAnswer), v.description('Answers that came by e-mail and wait to be confirmed.')),
    changes: v.pipe(v.array(change), v.description('What became of it, in order: the newest 100.')),
  }),
  'follow-up-changed': out('follow-up-changed', { session, followUpStatus }),
  'transcript-requested': out('transcript-requested', { session }),
  refused: out('refused', {
    action: v.optional(v.pipe(v.string(), v.description('The action of the frame, its first 64 characters.'))),
    code: v.pipe(v.string(), v.description('Which refusal it is, for programs.')),
    reason: v.pipe(v.string(), v.description('Why, in a sentence for people.')),
    soft: v.optional(v.pipe(v.boolean(), v.description('It can be overridden: send the frame again with `despite`.'))),
    offer: v.optional(v.pipe(v.string(), v.description('The resolution code to choose instead.'))),
  }),
  pong: out('pong', {}),
} as const

export const pushes = {
  waiting: out('waiting', {
    ...waitingPatron.entries,
    at: v.optional(alertAt),
    repeat: v.optional(v.pipe(v.literal(true), v.description('They were alerted before, and their page was asleep.'))),
  }),
  'no-longer-waiting': out('no-longer-waiting', { session }),
  'waiting-for': out('waiting-for', { session, pools, at }),
  'address-offer': out('address-offer', { session, at }),
  message: out('message', { session, ...message.entries }),
  'librarian-joined': out('librarian-joined', { session, name: screenName, library: servingLibrary, at }),
  'back-in-queue': out('back-in-queue', { session, at }),
  'greeting-nudge': out('greeting-nudge', { session, at }),
  'patron-silent': out('patron-silent', {
    session,
    since,
    at,
    prompt: v.pipe(v.picklist(['ask', 'warn', 'close']), v.description('What to do now.')),
    suggestion: v.optional(v.pipe(v.object(suggestion), v.description('To close it with, where that is what to do.'))),
  }),
  'rescue-offered': out('rescue-offered', {
    session,
    library,
    askedAt,
    by: v.pipe(v.string(), v.description('The screen name of the librarian who is silent.')),
    since,
    at: alertAt,
    name: v.optional(patronName),
  }),
  'rescue-over': out('rescue-over', { session }),
  asleep: out('asleep', { at: alertAt }),
  'transfer-offered': out('transfer-offered', {
    session,
    library,
    askedAt,
    by: screenName,
    name: v.optional(patronName),
    note: v.optional(v.pipe(v.string(), v.description('For whoever takes over.'))),
  }),
  'transfer-over': out('transfer-over', { session }),
  'transfer-offer-declined': out('transfer-offer-declined', { session, at }),
  'transfer-returned': out('transfer-returned', { session, at }),
  'transferred-away': out('transferred-away', { session, at, name: screenName }),
  'librarian-here': out('librarian-here', { session, here: present, at }),
  'patron-here': out('patron-here', { session, here: present, at }),
  'patron-left': out('patron-left', { session, at }),
  standing: out('standing', { session, status, last: newestMessage }),
  typing: out('typing', { session, from: v.pipe(side, v.description('Who is typing.')) }),
  'contact-form': out('contact-form', { session, email: v.optional(email), name: v.optional(patronName) }),
  'address-verified': out('address-verified', { session, email, at }),
  'silence-warning': out('silence-warning', { session, since, at }),
  'silence-breach': out('silence-breach', {
    session,
    since,
    at,
    breach: v.pipe(v.number(), v.description('The first, second, third … of this silence.')),
  }),
  ended: out('ended', {
    session,
    last: newestMessage,
    at,
    code: v.optional(v.pipe(v.picklist(codes), v.description('The resolution code; never to a patron.'))),
    goodbye: v.optional(v.pipe(v.string(), v.description("The goodbye of the patron's library."))),
    followUp: v.optional(
      v.object({
        deadline: v.pipe(v.string(), v.description('By when: a date (YYYY-MM-DD) or "none".')),
        notice: v.pipe(v.string(), v.description('A sentence to show to the patron.')),
      }),
    ),
  }),
} as const

export type Reply = v.InferOutput<(typeof replies)[keyof typeof replies]>
export type Push = v.InferOutput<(typeof pushes)[keyof typeof pushes]>
