import { type Decision, nothing } from '../decisions/decision.ts'
import { refuse, refuseSoftly } from '../decisions/refusals.ts'
import type { Closed, Session } from '../session/state.ts'
import type {
  AfterCommand,
  AnswerFollowUp,
  ConfirmAnswer,
  FinishFollowUp,
  FollowUpTick,
  HandOverFollowUp,
  HoldAnswer,
  RejectAnswer,
  TakeFollowUp,
  WishTranscript,
} from './commands.ts'
import { timesOf } from './due-dates.ts'
import type { AfterEvent, FollowUpAnswered, FollowUpDone, FollowUpHandedOver } from './events.ts'
import { evolveAfter } from './evolve.ts'
import { freeAt, isHopeless, type Mails, type Outgoing } from './outbox.ts'
import { type Actor, type FollowUp, isOver, type MailKind, recipients } from './state.ts'

/** What follows from a command to a session that is over. Pure and total, as the session's own decisions are. */
export function decideAfter(session: Session, command: AfterCommand): Decision {
  if (command.type === 'WishTranscript') return wishTranscript(session, command)
  if (session.status !== 'closed') return refuse('not-closed')
  switch (command.type) {
    case 'TakeFollowUp':
      return forThose(session, command.by, followUp => take(followUp, command))
    case 'AnswerFollowUp':
      return forThose(session, command.by, followUp => answer(session, followUp, command))
    case 'FinishFollowUp':
      return forThose(session, command.by, followUp => finish(session, followUp, command))
    case 'HandOverFollowUp':
      return forThose(session, command.by, followUp => handOver(session, followUp, command))
    case 'HoldAnswer':
      return holdAnswer(session, command)
    case 'ConfirmAnswer':
      return forThose(session, command.by, followUp => confirm(session, followUp, command))
    case 'RejectAnswer':
      return forThose(session, command.by, followUp => reject(session, followUp, command))
    case 'RecordMail':
    case 'DropMail':
      return settle(session, command)
    case 'RecordBounce':
    case 'RecordComplaint':
      return returned(session, command)
    case 'FollowUpTick':
      return { events: ticked(session, command) }
  }
}

/** Whether somebody may act for whoever owes the follow-up: its librarian (R30), or anyone of the patron's library (R29). */
export function mayAct(session: Closed, { owedBy }: FollowUp, by: Actor): boolean {
  return owedBy === 'library' ? by.library === session.library : by.librarian === owedBy
}

function forThose(session: Closed, by: Actor, then: (followUp: FollowUp) => Decision): Decision {
  const { followUp } = session
  if (!followUp) return refuse('no-follow-up')
  return mayAct(session, followUp, by) ? then(followUp) : refuse('not-your-follow-up')
}

function take(followUp: FollowUp, { at, by, despite }: TakeFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  const { takenBy } = followUp
  if (takenBy && takenBy.name === by.name && takenBy.librarian === by.librarian) return nothing
  if (takenBy && !despite?.includes('already-taken')) return refuseSoftly('already-taken')
  return { events: [{ type: 'FollowUpTaken', at, by, ...(despite?.length && { despite }) }] }
}

/** The answer goes to the patron, and ends what is owed (R30, R31). */
function answer(session: Closed, followUp: FollowUp, { at, by, text, fingerprint }: AnswerFollowUp): Decision {
  if (isKnown(followUp, fingerprint)) return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (isMailInVain(session)) return refuse('no-mail-wanted')
  const n = (followUp.answers ?? 0) + 1
  return { events: ending(session, { type: 'FollowUpAnswered', at, n, by, text, ...(fingerprint && { fingerprint }) }) }
}

/** So many answers are tried with an address that takes no mail: a full mailbox may be emptied. */
const mostInVain = 3

/** Nobody is mailed again after a complaint, nor on and on without arriving. */
function isMailInVain({ followUp, mails: { unwanted = [] } }: Closed): boolean {
  const { answers = 0, undeliverable } = followUp ?? {}
  return unwanted.includes('patron') || (undeliverable === 'patron' && answers >= mostInVain)
}

/** Delivered twice, or taken in twice: the same words are one answer. */
function isKnown({ known = [] }: FollowUp, fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && known.includes(fingerprint)
}

/** Who took it on themselves says how it was done (R30). */
function finish(session: Closed, followUp: FollowUp, { at, by, note }: FinishFollowUp): Decision {
  if (followUp.status === 'done') return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owedBy !== 'library' && !note) return refuse('not-said-how')
  return { events: ending(session, { type: 'FollowUpDone', at, by, ...(note && { note }) }) }
}

/** The first mail is none of these: the library is to know of its patron, whatever has become of the question (R29). */
const staffNotices: readonly MailKind[] = ['reminder', 'overdue', 'escalation', 'undeliverable', 'unreachable']

/** What is not true any more is told to nobody: notices to staff, and the question about the answer that was sent. */
function ending({ mails }: Closed, event: FollowUpAnswered | FollowUpDone): readonly AfterEvent[] {
  const confirmed = event.type === 'FollowUpAnswered' ? event.held : undefined
  return [
    ...withdrawn(mails, event.at, 'over', ({ kind, about }) =>
      kind === 'held' ? about === confirmed : staffNotices.includes(kind),
    ),
    event,
  ]
}

function withdrawn(
  { outbox }: Mails,
  at: number,
  because: 'over' | 'handed-over',
  which: (mail: Outgoing) => boolean,
): readonly AfterEvent[] {
  return outbox.filter(which).map(({ n, kind }) => ({ type: 'MailDropped', at, n, kind, because }))
}

function handOver(session: Closed, followUp: FollowUp, { at, by, note }: HandOverFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owedBy === 'library') return refuse('library-owes')
  return { events: handingOver(session, { type: 'FollowUpHandedOver', at, by, ...(note && { note }) }) }
}

/** Whoever owed it is told nothing more. */
function handingOver({ mails }: Closed, event: FollowUpHandedOver): readonly AfterEvent[] {
  return [...withdrawn(mails, event.at, 'handed-over', ({ kind }) => recipients[kind] === 'owing'), event]
}

/** More than this waits for nobody, and whoever sends so many is no library. */
const mostHeld = 5
const mostEverHeld = 50

function holdAnswer({ followUp }: Closed, { at, from, text, because, fingerprint }: HoldAnswer): Decision {
  if (!followUp) return refuse('no-follow-up')
  if (isKnown(followUp, fingerprint)) return nothing
  const { held = [], answersHeld = 0 } = followUp
  if (held.length >= mostHeld || answersHeld >= mostEverHeld) return refuse('too-many-held')
  const about = { n: answersHeld + 1, from, text, because, ...(fingerprint && { fingerprint }) }
  return { events: [{ type: 'AnswerHeld', at, ...about }] }
}

function confirm(session: Closed, followUp: FollowUp, { at, by, n }: ConfirmAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  if (isMailInVain(session)) return refuse('no-mail-wanted')
  const answer = (followUp.answers ?? 0) + 1
  return { events: ending(session, { type: 'FollowUpAnswered', at, n: answer, by, held: n }) }
}

function reject({ mails }: Closed, followUp: FollowUp, { at, by, n }: RejectAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  const asked = withdrawn(mails, at, 'over', ({ kind, about }) => kind === 'held' && about === n)
  return { events: [...asked, { type: 'AnswerRejected', at, by, n }] }
}

/** Once, to the address that the patron gave as theirs: one that they only mentioned may be somebody else's (R32). */
function wishTranscript(session: Session, { at }: WishTranscript): Decision {
  if (session.status === 'waiting' || (session.status === 'closed' && !session.librarian))
    return refuse('not-picked-up')
  if (!session.patron.email) return refuse('no-address')
  return session.patron.transcript ? nothing : { events: [{ type: 'TranscriptWished', at }] }
}

/** A mail is out, or never will be; said twice, it is so once. */
function settle(session: Closed, command: Extract<AfterCommand, { type: 'RecordMail' | 'DropMail' }>): Decision {
  const { at, n, kind } = command
  if (!session.mails.outbox.some(mail => mail.n === n)) return nothing
  if (command.type === 'RecordMail') return { events: [{ type: 'MailSent', at, n, kind, mail: command.mail }] }
  return { events: [{ type: 'MailDropped', at, n, kind, because: command.because }] }
}

/** What came back of a mail is noted once. */
function returned(
  session: Closed,
  command: Extract<AfterCommand, { type: 'RecordBounce' | 'RecordComplaint' }>,
): Decision {
  const { type, at, n, kind, party } = command
  const { unwanted = [], bounced = [], count } = session.mails
  if (n < 1 || n > count) return nothing
  const about = { at, n, kind, party }
  if (type === 'RecordBounce') return bounced.includes(n) ? nothing : { events: [{ type: 'MailBounced', ...about }] }
  return unwanted.includes(party) ? nothing : { events: [{ type: 'MailComplained', ...about }] }
}

/** What is due now, what has been tried too often, and that whoever asks sends the rest, if nobody else is just doing so. */
function ticked(session: Closed, command: FollowUpTick): readonly AfterEvent[] {
  const { at } = command
  const notices = due(session, command)
  const hopeless = session.mails.outbox.filter(mail => isHopeless(mail, at))
  const dropped = hopeless.map(
    ({ n, kind }): AfterEvent => ({ type: 'MailDropped', at, n, kind, because: 'not-accepted' }),
  )
  const after = [...notices, ...dropped].reduce<Session>(evolveAfter, session)
  const outbox = after.status === 'closed' ? after.mails.outbox : []
  const mails = outbox.filter(mail => at >= freeAt(mail)).map(({ n }) => n)
  return [...notices, ...dropped, ...(mails.length > 0 ? [{ type: 'MailsBegun', at, mails } as const] : [])]
}

/** Whatever is due: a reminder, the notice that it is too late, the hand-over (R30), the escalation; the newest is enough. */
function due(session: Closed, { at, calendar, ways, isDeserted }: FollowUpTick): readonly AfterEvent[] {
  const { followUp } = session
  if (!followUp || isOver(followUp)) return []
  const { notices = [], owedBy } = followUp
  const { remindAt, dueAt, escalateAt } = timesOf(followUp, calendar, ways)
  if (owedBy !== 'library' && (isDeserted || at >= dueAt))
    return handingOver(session, { type: 'FollowUpHandedOver', at })
  if (escalateAt !== undefined && at >= escalateAt)
    return notices.includes('escalated') ? [] : [{ type: 'FollowUpEscalated', at }]
  if (at >= dueAt) return notices.includes('overdue') ? [] : [{ type: 'FollowUpOverdue', at }]
  if (remindAt === undefined || at < remindAt || notices.includes('reminded')) return []
  return [{ type: 'FollowUpReminded', at }]
}
