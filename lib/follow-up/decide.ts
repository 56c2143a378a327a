import { type Decision as DecisionOn, nothing } from '../decisions/decision.ts'
import { refuse, refuseSoftly } from '../decisions/refusals.ts'
import type {
  AnswerFollowUp,
  ConfirmAnswer,
  FinishFollowUp,
  FollowUpCommand,
  FollowUpTick,
  HandOverFollowUp,
  HoldAnswer,
  RecordTicket,
  RejectAnswer,
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
import { type Afterwards, freeAt, isHopeless, type Mails, type Outgoing } from './outbox.ts'
import { type Actor, type FollowUp, isOver, type MailKind, recipientByKind } from './state.ts'

type Decision = DecisionOn<FollowUpEvent>

/** The follow-up of a session, with the library of its patron. */
export interface Owing extends Afterwards {
  readonly library: string
}

/** Decides a command on a session that is over. Pure and total, like the session's own decisions. */
export function decideFollowUp(now: Owing, command: FollowUpCommand): Decision {
  switch (command.type) {
    case 'TakeFollowUp':
      return forThose(now, command.by, followUp => take(followUp, command))
    case 'AnswerFollowUp':
      return forThose(now, command.by, followUp => answer(now, followUp, command))
    case 'FinishFollowUp':
      return forThose(now, command.by, followUp => finish(now, followUp, command))
    case 'HandOverFollowUp':
      return forThose(now, command.by, followUp => handOver(now, followUp, command))
    case 'HoldAnswer':
      return holdAnswer(now, command)
    case 'ConfirmAnswer':
      return forThose(now, command.by, followUp => confirm(now, followUp, command))
    case 'RejectAnswer':
      return forThose(now, command.by, followUp => reject(now, followUp, command))
    case 'RecordTicket':
      return recordTicket(now, command)
    case 'RecordMail':
    case 'DropMail':
    case 'PostponeMail':
      return settle(now, command)
    case 'RecordBounce':
    case 'RecordComplaint':
      return returned(now, command)
    case 'FollowUpTick':
      return { events: ticked(now, command) }
  }
}

/** Whether somebody may act for the owner of the follow-up: its librarian (R30), or anyone of the patron's library (R29). */
export function mayAct({ library }: Pick<Owing, 'library'>, { owner }: FollowUp, by: Actor): boolean {
  return owner === 'library' ? by.library === library : by.librarian === owner
}

function forThose(now: Owing, by: Actor, then: (followUp: FollowUp) => Decision): Decision {
  const { followUp } = now
  if (!followUp) return refuse('no-follow-up')
  return mayAct(now, followUp, by) ? then(followUp) : refuse('not-your-follow-up')
}

function take(followUp: FollowUp, { at, by, despite }: TakeFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  const { takenBy } = followUp
  if (takenBy && takenBy.name === by.name && takenBy.librarian === by.librarian) return nothing
  if (takenBy && !despite?.includes('already-taken')) return refuseSoftly('already-taken')
  return { events: [{ type: 'FollowUpTaken', at, by, ...(despite?.length && { despite }) }] }
}

/** The answer goes to the patron and ends the follow-up (R30, R31). */
function answer(now: Afterwards, followUp: FollowUp, { at, by, text, fingerprint }: AnswerFollowUp): Decision {
  if (isKnown(followUp, fingerprint)) return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (emailKeepsBouncing(now)) return refuse('no-mail-wanted')
  const n = (followUp.answers ?? 0) + 1
  return { events: ending(now, { type: 'FollowUpAnswered', at, n, by, text, ...(fingerprint && { fingerprint }) }) }
}

/** Answers that may bounce before the desk gives up on an address. A full mailbox may be emptied. */
const bouncedAnswersMax = 3

/** Mail to a patron stops after a complaint, or after too many bounces. */
function emailKeepsBouncing({ followUp, mails: { unwanted = [] } }: Afterwards): boolean {
  const { answers = 0, undeliverable } = followUp ?? {}
  return unwanted.includes('patron') || (undeliverable === 'patron' && answers >= bouncedAnswersMax)
}

/** The same words are one answer, even if they arrive or are processed twice. */
function isKnown({ known = [] }: FollowUp, fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && known.includes(fingerprint)
}

/** A librarian who promised the answer must say how it was done (R30). */
function finish(now: Afterwards, followUp: FollowUp, { at, by, note }: FinishFollowUp): Decision {
  if (followUp.status === 'done') return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owner !== 'library' && !note) return refuse('not-said-how')
  return { events: ending(now, { type: 'FollowUpDone', at, by, ...(note && { note }) }) }
}

/** The first mail is not one of these. The library should know about its patron, even if the question is settled (R29). */
const staffNotices: readonly MailKind[] = ['reminder', 'overdue', 'escalation', 'undeliverable', 'unreachable']

/** Mails that are no longer true are withdrawn: notices to staff, and the question about an answer that has been sent. */
function ending({ mails }: Afterwards, event: FollowUpAnswered | FollowUpDone): readonly FollowUpEvent[] {
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

function handOver(now: Afterwards, followUp: FollowUp, { at, by, note }: HandOverFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owner === 'library') return refuse('library-owes')
  return { events: handingOver(now, { type: 'FollowUpHandedOver', at, by, ...(note && { note }) }) }
}

/** The former owner gets no more mail about it. */
function handingOver({ mails }: Afterwards, event: FollowUpHandedOver): readonly FollowUpEvent[] {
  return [...withdrawn(mails, event.at, 'handed-over', ({ kind }) => recipientByKind[kind] === 'owner'), event]
}

/** Nobody wants to look through more answers from elsewhere at once, so a new one replaces the oldest. */
const heldFromElsewhereMax = 5
/** A sender of this many mails is neither a library nor a person who answers. */
const answersEverHeldMax = 50

function holdAnswer(now: Afterwards, { at, from, text, because, fingerprint }: HoldAnswer): Decision {
  const { followUp } = now
  if (!followUp) return refuse('no-follow-up')
  if (isKnown(followUp, fingerprint)) return nothing
  const { answersHeld = 0, heldFromElsewhere = [], answersFromElsewhere = 0 } = followUp
  const isElsewhere = isFromElsewhere(because)
  const everHeld = isElsewhere ? answersFromElsewhere : answersHeld - answersFromElsewhere
  if (everHeld >= answersEverHeldMax) return refuse('too-many-held')
  const [oldest] = isElsewhere && heldFromElsewhere.length >= heldFromElsewhereMax ? heldFromElsewhere : []
  const displaced = oldest === undefined ? [] : rejecting(now, { type: 'AnswerRejected', at, n: oldest })
  const about = { n: answersHeld + 1, from, text, because, ...(fingerprint && { fingerprint }) }
  return { events: [...displaced, { type: 'AnswerHeld', at, ...about }] }
}

function confirm(now: Afterwards, followUp: FollowUp, { at, by, n, text }: ConfirmAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  if (emailKeepsBouncing(now)) return refuse('no-mail-wanted')
  const answer = (followUp.answers ?? 0) + 1
  return { events: ending(now, { type: 'FollowUpAnswered', at, n: answer, by, held: n, ...(text && { text }) }) }
}

function reject(now: Afterwards, followUp: FollowUp, { at, by, n }: RejectAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  return { events: rejecting(now, { type: 'AnswerRejected', at, by, n }) }
}

/** Withdraws the question about a held answer that needs no confirmation any more. */
function rejecting({ mails }: Afterwards, event: AnswerRejected): readonly FollowUpEvent[] {
  return [...withdrawn(mails, event.at, 'over', ({ kind, about }) => kind === 'held' && about === event.n), event]
}

/** The first number stays. A mail with that number opens no second ticket, so there is no second number. */
function recordTicket({ followUp }: Afterwards, { at, ticket }: RecordTicket): Decision {
  if (!followUp) return refuse('no-follow-up')
  return followUp.ticket === undefined ? { events: [{ type: 'TicketRecorded', at, ticket }] } : nothing
}

type Settling = Extract<FollowUpCommand, { type: 'RecordMail' | 'DropMail' | 'PostponeMail' }>

/** A mail was sent, never will be, or has to wait. A repeat changes nothing. */
function settle(now: Afterwards, command: Settling): Decision {
  const { at, n, kind } = command
  const outgoing = now.mails.outbox.find(mail => mail.n === n)
  if (!outgoing) return nothing
  if (command.type === 'PostponeMail')
    return outgoing.begunAt === undefined || outgoing.isPostponed
      ? nothing
      : { events: [{ type: 'MailPostponed', at, n, kind }] }
  if (command.type === 'RecordMail') return { events: [{ type: 'MailSent', at, n, kind, mail: command.mail }] }
  return { events: [{ type: 'MailDropped', at, n, kind, because: command.because }] }
}

/** A bounce or complaint is recorded once. */
function returned(
  now: Afterwards,
  command: Extract<FollowUpCommand, { type: 'RecordBounce' | 'RecordComplaint' }>,
): Decision {
  const { type, at, n, kind, recipient } = command
  const { unwanted = [], bounced = [], count } = now.mails
  if (n < 1 || n > count) return nothing
  const about = { at, n, kind, recipient }
  if (type === 'RecordBounce') return bounced.includes(n) ? nothing : { events: [{ type: 'MailBounced', ...about }] }
  return unwanted.includes(recipient) ? nothing : { events: [{ type: 'MailComplained', ...about }] }
}

/**
 * What is due now and which mails have been tried too often. The caller sends the rest, unless another is already sending them.
 */
function ticked(now: Afterwards, command: FollowUpTick): readonly FollowUpEvent[] {
  const { at } = command
  const notices = due(now, command)
  const hopeless = now.mails.outbox.filter(mail => isHopeless(mail, at))
  const dropped = hopeless.map(
    ({ n, kind }): FollowUpEvent => ({ type: 'MailDropped', at, n, kind, because: 'not-accepted' }),
  )
  const after = [...notices, ...dropped].reduce<Afterwards>(evolveFollowUp, now)
  const mails = after.mails.outbox.filter(mail => at >= freeAt(mail)).map(({ n }) => n)
  return [...notices, ...dropped, ...(mails.length > 0 ? [{ type: 'MailsBegun', at, mails } as const] : [])]
}

/** Everything that is due: a reminder, the overdue notice, the hand-over (R30), the escalation. Only the newest is needed. */
function due(now: Afterwards, { at, calendar, policy, isDeserted }: FollowUpTick): readonly FollowUpEvent[] {
  const { followUp } = now
  if (!followUp || isOver(followUp)) return []
  const { notices = [], owner } = followUp
  const { remindAt, dueAt, escalateAt } = timesOf(followUp, calendar, policy)
  const isLate = at >= dueAt
  if (owner !== 'library' && (isDeserted || isLate))
    return handingOver(now, { type: 'FollowUpHandedOver', at, ...(isLate && { missed: true }) })
  if (escalateAt !== undefined && at >= escalateAt)
    return notices.includes('escalated') ? [] : [{ type: 'FollowUpEscalated', at }]
  if (isLate) return notices.includes('overdue') ? [] : [{ type: 'FollowUpOverdue', at }]
  if (remindAt === undefined || at < remindAt || notices.includes('reminded')) return []
  return [{ type: 'FollowUpReminded', at }]
}
