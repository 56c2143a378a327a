import { type Decision, nothing } from '../decisions/decision.ts'
import { refuse, refuseSoftly } from '../decisions/refusals.ts'
import type { ClosedSession, Session } from '../session/state.ts'
import type {
  AnswerFollowUp,
  ConfirmAnswer,
  FinishFollowUp,
  FollowUpCommand,
  FollowUpTick,
  HandOverFollowUp,
  HoldAnswer,
  RejectAnswer,
  RequestTranscript,
  TakeFollowUp,
} from './commands.ts'
import { timesOf } from './due-dates.ts'
import {
  type AnswerRejected,
  type FollowUpAnswered,
  type FollowUpDone,
  type FollowUpEvent,
  type FollowUpHandedOver,
  isFromElsewhere,
} from './events.ts'
import { evolveFollowUp } from './evolve.ts'
import { freeAt, isHopeless, type Mails, type Outgoing } from './outbox.ts'
import { type Actor, type FollowUp, isOver, type MailKind, recipientByKind } from './state.ts'

/** What follows from a command to a session that is over. Pure and total, as the session's own decisions are. */
export function decideFollowUp(session: Session, command: FollowUpCommand): Decision {
  if (command.type === 'RequestTranscript') return requestTranscript(session, command)
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
export function mayAct(session: ClosedSession, { owner }: FollowUp, by: Actor): boolean {
  return owner === 'library' ? by.library === session.library : by.librarian === owner
}

function forThose(session: ClosedSession, by: Actor, then: (followUp: FollowUp) => Decision): Decision {
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
function answer(session: ClosedSession, followUp: FollowUp, { at, by, text, fingerprint }: AnswerFollowUp): Decision {
  if (isKnown(followUp, fingerprint)) return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (emailKeepsBouncing(session)) return refuse('no-mail-wanted')
  const n = (followUp.answers ?? 0) + 1
  return { events: ending(session, { type: 'FollowUpAnswered', at, n, by, text, ...(fingerprint && { fingerprint }) }) }
}

/** So many answers are tried with an address that takes no mail: a full mailbox may be emptied. */
const bouncedAnswersMax = 3

/** Nobody is mailed again after a complaint, nor on and on without arriving. */
function emailKeepsBouncing({ followUp, mails: { unwanted = [] } }: ClosedSession): boolean {
  const { answers = 0, undeliverable } = followUp ?? {}
  return unwanted.includes('patron') || (undeliverable === 'patron' && answers >= bouncedAnswersMax)
}

/** Delivered twice, or taken in twice: the same words are one answer. */
function isKnown({ known = [] }: FollowUp, fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && known.includes(fingerprint)
}

/** Who took it on themselves says how it was done (R30). */
function finish(session: ClosedSession, followUp: FollowUp, { at, by, note }: FinishFollowUp): Decision {
  if (followUp.status === 'done') return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owner !== 'library' && !note) return refuse('not-said-how')
  return { events: ending(session, { type: 'FollowUpDone', at, by, ...(note && { note }) }) }
}

/** The first mail is none of these: the library is to know of its patron, whatever has become of the question (R29). */
const staffNotices: readonly MailKind[] = ['reminder', 'overdue', 'escalation', 'undeliverable', 'unreachable']

/** What is not true any more is told to nobody: notices to staff, and the question about the answer that was sent. */
function ending({ mails }: ClosedSession, event: FollowUpAnswered | FollowUpDone): readonly FollowUpEvent[] {
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
): readonly FollowUpEvent[] {
  return outbox.filter(which).map(({ n, kind }) => ({ type: 'MailDropped', at, n, kind, because }))
}

function handOver(session: ClosedSession, followUp: FollowUp, { at, by, note }: HandOverFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owner === 'library') return refuse('library-owes')
  return { events: handingOver(session, { type: 'FollowUpHandedOver', at, by, ...(note && { note }) }) }
}

/** Whoever owed it is told nothing more. */
function handingOver({ mails }: ClosedSession, event: FollowUpHandedOver): readonly FollowUpEvent[] {
  return [...withdrawn(mails, event.at, 'handed-over', ({ kind }) => recipientByKind[kind] === 'owner'), event]
}

/** Nobody looks through more answers from elsewhere at a time: the oldest gives its place to a new one. */
const heldFromElsewhereMax = 5
/** Whoever sends so many is no library, and nobody who answers. */
const answersEverHeldMax = 50

function holdAnswer(session: ClosedSession, { at, from, text, because, fingerprint }: HoldAnswer): Decision {
  const { followUp } = session
  if (!followUp) return refuse('no-follow-up')
  if (isKnown(followUp, fingerprint)) return nothing
  const { answersHeld = 0, heldFromElsewhere = [], answersFromElsewhere = 0 } = followUp
  const isElsewhere = isFromElsewhere(because)
  const everHeld = isElsewhere ? answersFromElsewhere : answersHeld - answersFromElsewhere
  if (everHeld >= answersEverHeldMax) return refuse('too-many-held')
  const [oldest] = isElsewhere && heldFromElsewhere.length >= heldFromElsewhereMax ? heldFromElsewhere : []
  const displaced = oldest === undefined ? [] : rejecting(session, { type: 'AnswerRejected', at, n: oldest })
  const about = { n: answersHeld + 1, from, text, because, ...(fingerprint && { fingerprint }) }
  return { events: [...displaced, { type: 'AnswerHeld', at, ...about }] }
}

function confirm(session: ClosedSession, followUp: FollowUp, { at, by, n, text }: ConfirmAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  if (emailKeepsBouncing(session)) return refuse('no-mail-wanted')
  const answer = (followUp.answers ?? 0) + 1
  return { events: ending(session, { type: 'FollowUpAnswered', at, n: answer, by, held: n, ...(text && { text }) }) }
}

function reject(session: ClosedSession, followUp: FollowUp, { at, by, n }: RejectAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  return { events: rejecting(session, { type: 'AnswerRejected', at, by, n }) }
}

/** Nobody is asked about it any more. */
function rejecting({ mails }: ClosedSession, event: AnswerRejected): readonly FollowUpEvent[] {
  return [...withdrawn(mails, event.at, 'over', ({ kind, about }) => kind === 'held' && about === event.n), event]
}

/** Once, to the address that the patron gave as theirs: one that they only mentioned may be somebody else's (R32). */
function requestTranscript(session: Session, { at }: RequestTranscript): Decision {
  if (session.status === 'waiting' || (session.status === 'closed' && !session.librarian))
    return refuse('not-picked-up')
  if (!session.patron.email) return refuse('no-address')
  return session.patron.transcript ? nothing : { events: [{ type: 'TranscriptRequested', at }] }
}

/** A mail is out, or never will be; said twice, it is so once. */
function settle(
  session: ClosedSession,
  command: Extract<FollowUpCommand, { type: 'RecordMail' | 'DropMail' }>,
): Decision {
  const { at, n, kind } = command
  if (!session.mails.outbox.some(mail => mail.n === n)) return nothing
  if (command.type === 'RecordMail') return { events: [{ type: 'MailSent', at, n, kind, mail: command.mail }] }
  return { events: [{ type: 'MailDropped', at, n, kind, because: command.because }] }
}

/** What came back of a mail is noted once. */
function returned(
  session: ClosedSession,
  command: Extract<FollowUpCommand, { type: 'RecordBounce' | 'RecordComplaint' }>,
): Decision {
  const { type, at, n, kind, recipient } = command
  const { unwanted = [], bounced = [], count } = session.mails
  if (n < 1 || n > count) return nothing
  const about = { at, n, kind, recipient }
  if (type === 'RecordBounce') return bounced.includes(n) ? nothing : { events: [{ type: 'MailBounced', ...about }] }
  return unwanted.includes(recipient) ? nothing : { events: [{ type: 'MailComplained', ...about }] }
}

/** What is due now, what has been tried too often, and that whoever asks sends the rest, if nobody else is just doing so. */
function ticked(session: ClosedSession, command: FollowUpTick): readonly FollowUpEvent[] {
  const { at } = command
  const notices = due(session, command)
  const hopeless = session.mails.outbox.filter(mail => isHopeless(mail, at))
  const dropped = hopeless.map(
    ({ n, kind }): FollowUpEvent => ({ type: 'MailDropped', at, n, kind, because: 'not-accepted' }),
  )
  const after = [...notices, ...dropped].reduce<Session>(evolveFollowUp, session)
  const outbox = after.status === 'closed' ? after.mails.outbox : []
  const mails = outbox.filter(mail => at >= freeAt(mail)).map(({ n }) => n)
  return [...notices, ...dropped, ...(mails.length > 0 ? [{ type: 'MailsBegun', at, mails } as const] : [])]
}

/** Whatever is due: a reminder, the notice that it is too late, the hand-over (R30), the escalation; the newest is enough. */
function due(session: ClosedSession, { at, calendar, policy, isDeserted }: FollowUpTick): readonly FollowUpEvent[] {
  const { followUp } = session
  if (!followUp || isOver(followUp)) return []
  const { notices = [], owner } = followUp
  const { remindAt, dueAt, escalateAt } = timesOf(followUp, calendar, policy)
  if (owner !== 'library' && (isDeserted || at >= dueAt))
    return handingOver(session, { type: 'FollowUpHandedOver', at })
  if (escalateAt !== undefined && at >= escalateAt)
    return notices.includes('escalated') ? [] : [{ type: 'FollowUpEscalated', at }]
  if (at >= dueAt) return notices.includes('overdue') ? [] : [{ type: 'FollowUpOverdue', at }]
  if (remindAt === undefined || at < remindAt || notices.includes('reminded')) return []
  return [{ type: 'FollowUpReminded', at }]
}
