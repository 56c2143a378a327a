import { type Decision, nothing } from '../session/decision.ts'
import { refuse, refuseSoftly } from '../session/refusals.ts'
import { addressOf, type Closed, type Session } from '../session/state.ts'
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
import type { AfterEvent } from './events.ts'
import { type Actor, type FollowUp, isOver, partyOf } from './state.ts'

/** What follows from a command to a session that is over. Pure and total, as the session's own decisions are. */
export function decideAfter(session: Session, command: AfterCommand): Decision {
  if (command.type === 'WishTranscript') return wishTranscript(session, command)
  if (session.status !== 'closed') return refuse('not-closed')
  switch (command.type) {
    case 'TakeFollowUp':
      return forThose(session, command.by, followUp => take(followUp, command))
    case 'AnswerFollowUp':
      return forThose(session, command.by, followUp => answer(followUp, command))
    case 'FinishFollowUp':
      return forThose(session, command.by, followUp => finish(followUp, command))
    case 'HandOverFollowUp':
      return forThose(session, command.by, followUp => handOver(followUp, command))
    case 'HoldAnswer':
      return holdAnswer(session, command)
    case 'ConfirmAnswer':
      return forThose(session, command.by, followUp => confirm(followUp, command))
    case 'RejectAnswer':
      return forThose(session, command.by, followUp => reject(followUp, command))
    case 'RecordMail':
    case 'DropMail':
      return settle(session, command)
    case 'RecordBounce':
    case 'RecordComplaint':
      return returned(session, command)
    case 'FollowUpTick':
      return { events: due(session, command) }
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
function answer(followUp: FollowUp, { at, by, text }: AnswerFollowUp): Decision {
  return isOver(followUp) ? refuse('follow-up-over') : { events: [{ type: 'FollowUpAnswered', at, by, text }] }
}

/** Who took it on themselves says how it was done (R30). */
function finish(followUp: FollowUp, { at, by, note }: FinishFollowUp): Decision {
  if (followUp.status === 'done') return nothing
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owedBy !== 'library' && !note) return refuse('not-said-how')
  return { events: [{ type: 'FollowUpDone', at, by, ...(note && { note }) }] }
}

function handOver(followUp: FollowUp, { at, by, note }: HandOverFollowUp): Decision {
  if (isOver(followUp)) return refuse('follow-up-over')
  if (followUp.owedBy === 'library') return refuse('library-owes')
  return { events: [{ type: 'FollowUpHandedOver', at, by, ...(note && { note }) }] }
}

/** More than this waits for nobody: whoever sends so many is no library. */
const mostHeld = 5

function holdAnswer({ followUp }: Closed, { at, from, text, because }: HoldAnswer): Decision {
  if (!followUp) return refuse('no-follow-up')
  const { answersHeld = 0 } = followUp
  if (answersHeld >= mostHeld) return refuse('too-many-held')
  return { events: [{ type: 'AnswerHeld', at, n: answersHeld + 1, from, text, because }] }
}

function confirm(followUp: FollowUp, { at, by, n }: ConfirmAnswer): Decision {
  if (!followUp.held?.includes(n)) return refuse('no-such-answer')
  return { events: [{ type: 'FollowUpAnswered', at, by, held: n }] }
}

function reject(followUp: FollowUp, { at, by, n }: RejectAnswer): Decision {
  return followUp.held?.includes(n) ? { events: [{ type: 'AnswerRejected', at, by, n }] } : refuse('no-such-answer')
}

/** Once, to the address that the session knows: nobody can have mail sent to strangers (R32). */
function wishTranscript(session: Session, { at }: WishTranscript): Decision {
  if (session.status === 'waiting' || (session.status === 'closed' && !session.librarian))
    return refuse('not-picked-up')
  if (!addressOf(session.patron)) return refuse('no-address')
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
  { type, at, n, kind }: Extract<AfterCommand, { type: 'RecordBounce' | 'RecordComplaint' }>,
): Decision {
  const { unwanted = [], bounced = [], count } = session.mails
  if (n > count) return nothing
  if (type === 'RecordBounce') return bounced.includes(n) ? nothing : { events: [{ type: 'MailBounced', at, n, kind }] }
  return unwanted.includes(partyOf(kind, session.followUp))
    ? nothing
    : { events: [{ type: 'MailComplained', at, n, kind }] }
}

/** Whatever is due: a reminder, the notice that it is too late, the hand-over (R30), the escalation; the newest is enough. */
function due({ followUp }: Closed, { at, times }: FollowUpTick): readonly AfterEvent[] {
  if (!followUp || isOver(followUp)) return []
  const { notices = [] } = followUp
  if (at >= times.dueAt && followUp.owedBy !== 'library') return [{ type: 'FollowUpHandedOver', at }]
  if (times.escalateAt !== undefined && at >= times.escalateAt)
    return notices.includes('escalated') ? [] : [{ type: 'FollowUpEscalated', at }]
  if (at >= times.dueAt) return notices.includes('overdue') ? [] : [{ type: 'FollowUpOverdue', at }]
  if (times.remindAt === undefined || at < times.remindAt || notices.includes('reminded')) return []
  return [{ type: 'FollowUpReminded', at }]
}
