import type { Library } from './directory.ts'
import type { Calendar } from './follow-up/calendar.ts'
import { type MailKind, type Outgoing, partyOf, type Recipient, recipients } from './follow-up/state.ts'
import { lastDayOf, nextFollowUpDue, type Times, timesOf } from './follow-up/times.ts'
import type { Holder, MailSeals, Press } from './follow-up-tokens.ts'
import { type Letter, type Link, textOf } from './mail/letter.ts'
import { type Case, letterOf } from './mail/letters.ts'
import { pageOf } from './mail/page.ts'
import type { Directory, Log, Mail, Mailer, Sessions } from './ports.ts'
import { run } from './run.ts'
import type { Event } from './session/events.ts'
import { addressOf, type Closed } from './session/state.ts'
import { messages, notes } from './session/transcript.ts'

export interface FollowUpPorts {
  readonly sessions: Sessions
  readonly directory: Directory
  readonly mailer: Mailer
  readonly mailSeals: MailSeals
  readonly log: Log
}

/**
 * Does what is due after a session and says how long (ms) until something is due again; nothing when it needs no looking after
 * any more. A mail is recorded after it was accepted: between the two it may go out twice, with the same reference, never not
 * at all. One that is not accepted keeps no other from going out; then it throws, and is tried again.
 */
export async function lookAfter(ports: FollowUpPorts, id: string, at: number): Promise<number | undefined> {
  const newest = await ports.sessions.load(id)
  if (newest?.session.status !== 'closed') return undefined
  const library = await ports.directory.library(newest.session.library)
  if (!library) throw new Error('The library of this session is not in the directory.')
  const times = timesAt(library, newest.session)
  const ticked = await run(ports, id, { type: 'FollowUpTick', at, times }, newest)
  const session = 'session' in ticked ? ticked.session : newest.session
  if (session.status !== 'closed') return undefined
  const after = await sendAll(ports, library, session, at)
  const due = nextFollowUpDue(after.followUp, after.mails, timesAt(library, after), at)
  return due === undefined ? undefined : due - at
}

/** When the library works. */
export function calendarOf({ timeZone, hours, closedDays }: Library): Calendar {
  return { timeZone, openOn: [...new Set(hours.map(({ day }) => day))], closedDays }
}

/** When what is due of a session's follow-up; nothing ever is, where it owes none. */
function timesAt(library: Library, { followUp }: Closed): Times {
  return followUp ? timesOf(followUp, calendarOf(library), library.followUps) : { dueAt: Number.POSITIVE_INFINITY }
}

async function sendAll(ports: FollowUpPorts, library: Library, session: Closed, at: number): Promise<Closed> {
  if (session.mails.outbox.length === 0) return session
  const events = await ports.sessions.history(session.id)
  const sent = await Promise.allSettled(
    session.mails.outbox.map(outgoing => sendOne(ports, { library, session, events, at }, outgoing)),
  )
  let after = session
  for (const [i, { n, kind }] of session.mails.outbox.entries()) {
    const result = sent[i]
    if (result?.status !== 'fulfilled') continue
    const about = { at, n, kind }
    const outcome = await run(
      ports,
      session.id,
      'mail' in result.value
        ? { type: 'RecordMail', ...about, mail: result.value.mail }
        : { type: 'DropMail', ...about, because: result.value.dropped },
    )
    if ('session' in outcome && outcome.session.status === 'closed') after = outcome.session
  }
  const failed = sent.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
  return after
}

interface Occasion {
  readonly library: Library
  readonly session: Closed
  readonly events: readonly Event[]
  readonly at: number
}

type Sent = { readonly mail: string } | { readonly dropped: 'unwanted' | 'no-address' }

async function sendOne(ports: FollowUpPorts, occasion: Occasion, outgoing: Outgoing): Promise<Sent> {
  const { library, session } = occasion
  const { kind, n } = outgoing
  const party = partyOf(kind, session.followUp)
  if (session.mails.unwanted?.includes(party)) return { dropped: 'unwanted' }
  const to = await addressFor(ports.directory, library, session, party)
  if (!to) return { dropped: 'no-address' }
  const holder = holderOf(session)
  const replyTo = await replyTarget(ports, occasion, kind, holder)
  const links = await linksFor(ports.mailSeals, occasion, outgoing, holder)
  const answers = recipients[kind] === 'owing' || recipients[kind] === 'library'
  const letter = letterOf(kind, caseOf(occasion, outgoing, links, answers && replyTo !== undefined))
  const mail = mailOf(letter, { session: session.id, n, kind, to, from: library.name, ...(replyTo && { replyTo }) })
  return { mail: await ports.mailer.send(mail) }
}

function mailOf(
  letter: Letter,
  { n, ...about }: Pick<Mail, 'session' | 'kind' | 'to' | 'from' | 'replyTo'> & { readonly n: number },
): Mail {
  const { subject } = letter
  return { ...about, reference: `${about.session}.${n}`, subject, text: textOf(letter), html: pageOf(letter) }
}

/** Addresses come from the library's settings and the directory; the patron's is the one that was verified or left. */
async function addressFor(
  directory: Directory,
  library: Library,
  { followUp, patron }: Closed,
  party: Recipient,
): Promise<string | undefined> {
  switch (party) {
    case 'library':
      return library.mailbox
    case 'escalation':
      return library.followUps.escalation
    case 'patron':
      return followUp?.email ?? addressOf(patron)
    case 'owing':
      return (await directory.librarian(followUp?.owedBy ?? ''))?.email ?? library.mailbox
  }
}

function holderOf({ id, followUp }: Closed): Holder {
  return { session: id, owner: followUp?.owedBy === 'library' ? 'library' : 'librarian' }
}

/** A patron writes back to the library's own mailbox; whoever owes the answer replies to the desk, which passes it on. */
async function replyTarget(
  { mailSeals }: FollowUpPorts,
  { library, at }: Occasion,
  kind: MailKind,
  holder: Holder,
): Promise<string | undefined> {
  if (recipients[kind] === 'patron') return library.mailbox
  return recipients[kind] === 'escalation' ? undefined : mailSeals.replyAddress(holder, at)
}

/** What can be done with one press, for whom the mail is. */
async function linksFor(
  seals: MailSeals,
  { session, at }: Occasion,
  { kind, about }: Outgoing,
  holder: Holder,
): Promise<readonly Link[]> {
  const { followUp } = session
  if (!followUp || recipients[kind] === 'escalation' || recipients[kind] === 'patron') return []
  const link = async (label: string, press: Pick<Press, 'act' | 'n'>): Promise<Link> => ({
    label,
    url: await seals.link({ ...holder, ...press }, at),
  })
  if (kind === 'held')
    return Promise.all([
      link('Send this answer', { act: 'confirm', n: about }),
      link('Drop it', { act: 'reject', n: about }),
    ])
  return Promise.all([
    ...(followUp.status === 'new' ? [link('I take it', { act: 'take' })] : []),
    holder.owner === 'library'
      ? link('It is done', { act: 'done' })
      : link("Hand it over to the patron's library", { act: 'hand-over' }),
  ])
}

function caseOf(
  { library, session, events }: Occasion,
  { about }: Outgoing,
  links: readonly Link[],
  mayReply: boolean,
): Case {
  const { patron, librarian, askedAt, followUp: owed } = session
  const answer = answerIn(events)
  const held = events.find(event => event.type === 'AnswerHeld' && event.n === about)
  return {
    session: session.id,
    libraryName: library.name,
    timeZone: library.timeZone,
    askedAt,
    messages: messages(events, patron.name),
    notes: notes(events),
    links,
    mayReply,
    ...(owed && { owed, lastDay: lastDayOf(owed, calendarOf(library), library.followUps) }),
    ...(patron.name && { patron: patron.name }),
    ...(librarian && { servedBy: librarian.name }),
    ...(answer && { answer }),
    ...(held?.type === 'AnswerHeld' && { held }),
  }
}

/** The newest answer that was given, and by whom: one that came by e-mail and was confirmed stands where it was held. */
export function answerIn(events: readonly Event[]): { readonly text: string; readonly by: string } | undefined {
  const given = events.findLast(event => event.type === 'FollowUpAnswered')
  if (given?.type !== 'FollowUpAnswered') return undefined
  const held = events.find(event => event.type === 'AnswerHeld' && event.n === given.held)
  const text = given.text ?? (held?.type === 'AnswerHeld' ? held.text : undefined)
  return text === undefined ? undefined : { text, by: given.by.name }
}
