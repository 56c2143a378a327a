import type { ClosedSession, Session } from '../session/state.ts'
import { dateIn } from '../session/timing.ts'
import {
  type AnswerHeld,
  type FollowUpAnswered,
  type FollowUpEvent,
  type FollowUpHandedOver,
  isFromElsewhere,
  type MailBounced,
  type MailComplained,
  type MailDropped,
} from './events.ts'
import { begun, withMail, withoutMail } from './outbox.ts'
import { type FollowUp, isOver, type MailKind, type Notice, type Recipient, recipientOf } from './state.ts'

/** The session after something that happened when it was over; what does not belong to its state changes nothing. */
export function evolveFollowUp(session: Session, event: FollowUpEvent): Session {
  if (event.type === 'TranscriptRequested') return transcriptRequested(session)
  if (session.status !== 'closed') return session
  switch (event.type) {
    case 'FollowUpTaken':
      return changed(session, { status: 'taken', takenBy: event.by })
    case 'FollowUpAnswered':
      return answered(session, event)
    case 'FollowUpDone':
      return changed(session, { status: 'done' })
    case 'FollowUpHandedOver':
      return handedOver(session, event)
    case 'FollowUpReminded':
      return noticed(session, 'reminded', 'reminder')
    case 'FollowUpOverdue':
      return noticed(session, 'overdue', 'overdue')
    case 'FollowUpEscalated':
      return noticed(session, 'escalated', 'escalation')
    case 'AnswerHeld':
      return held(session, event)
    case 'AnswerRejected':
      return changed(session, withoutHeld(session, event.n))
    case 'MailsBegun':
      return { ...session, mails: begun(session.mails, event.mails, event.at) }
    case 'MailSent':
      return { ...session, mails: withoutMail(session.mails, event.n) }
    case 'MailDropped':
      return dropped({ ...session, mails: withoutMail(session.mails, event.n) }, event)
    case 'MailBounced':
      return bounced(session, event)
    case 'MailComplained':
      return complained(session, event)
  }
}

function changed(session: ClosedSession, change: Partial<FollowUp>): ClosedSession {
  return session.followUp ? { ...session, followUp: { ...session.followUp, ...change } } : session
}

function mailed(session: ClosedSession, kind: MailKind, about?: number): ClosedSession {
  return { ...session, mails: withMail(session.mails, kind, about) }
}

function noticed(session: ClosedSession, notice: Notice, kind: MailKind): ClosedSession {
  return mailed(changed(session, { notices: [...(session.followUp?.notices ?? []), notice] }), kind)
}

function withoutHeld({ followUp }: ClosedSession, n: number): Pick<FollowUp, 'held' | 'heldFromElsewhere'> {
  const { held = [], heldFromElsewhere } = followUp ?? {}
  const isOther = (other: number) => other !== n
  return {
    held: held.filter(isOther),
    ...(heldFromElsewhere && { heldFromElsewhere: heldFromElsewhere.filter(isOther) }),
  }
}

function answered(session: ClosedSession, { n, held, fingerprint }: FollowUpAnswered): ClosedSession {
  const left = held === undefined ? {} : withoutHeld(session, held)
  const given = { status: 'answered' as const, answers: n, answerMail: session.mails.count + 1 }
  return mailed(changed(session, { ...given, ...left, ...knowing(session, fingerprint) }), 'answer', n)
}

function held(session: ClosedSession, { n, because, fingerprint }: AnswerHeld): ClosedSession {
  const { held = [], heldFromElsewhere = [], answersFromElsewhere = 0 } = session.followUp ?? {}
  const waiting = {
    held: [...held, n],
    answersHeld: n,
    ...(isFromElsewhere(because) && {
      heldFromElsewhere: [...heldFromElsewhere, n],
      answersFromElsewhere: answersFromElsewhere + 1,
    }),
  }
  return mailed(changed(session, { ...waiting, ...knowing(session, fingerprint) }), 'held', n)
}

function knowing({ followUp }: ClosedSession, fingerprint: string | undefined): Pick<FollowUp, 'known'> {
  return fingerprint === undefined ? {} : { known: [...(followUp?.known ?? []), fingerprint] }
}

/** The library begins anew, with opening days of its own to answer in: the deadline may have passed already (R30). */
function handedOver(session: ClosedSession, { at, by }: FollowUpHandedOver): ClosedSession {
  if (!session.followUp) return session
  const { takenBy: _former, notices: _given, undeliverable, deadline, ...kept } = session.followUp
  const left = by && isAhead(deadline, at) ? deadline : 'none'
  const begun = { owner: 'library', status: 'new', since: at, deadline: left } as const
  const isUnreachable = undeliverable === 'patron'
  const followUp: FollowUp = { ...kept, ...begun, ...(isUnreachable && { undeliverable }) }
  // What the librarian was told is told to the library from here on.
  const handed = mailed({ ...session, followUp }, 'handed-over')
  const warned = isUnreachable ? mailed(handed, 'unreachable') : handed
  return (kept.held ?? []).reduce((now, n) => mailed(now, 'held', n), warned)
}

/** What the mail service will not take has not arrived; nor has an answer, whatever keeps it from the patron. */
function dropped(session: ClosedSession, { at, n, kind, because }: MailDropped): ClosedSession {
  const recipient = recipientOf(kind, session.followUp)
  const isLost = because === 'refused' || because === 'not-accepted' || kind === 'answer'
  if (isLost) return bounced(session, { at, n, kind, recipient })
  return because === 'unwanted' ? unheard(session, recipient) : session
}

function bounced(session: ClosedSession, { at, n, kind, recipient }: Omit<MailBounced, 'type'>): ClosedSession {
  const { bounced = [], ...mails } = session.mails
  const noted = { ...session, mails: { ...mails, bounced: [...bounced, n] } }
  // Of an older one that comes back, what was answered since is answered.
  const isNewest = kind === 'answer' && n === session.followUp?.answerMail && session.followUp.status === 'answered'
  return isNewest ? owedAgain(noted, at) : unheard(noted, recipient)
}

/** An answer that did not arrive is none: it is owed again, with days to answer in, and whoever owes it hears why. */
function owedAgain(session: ClosedSession, at: number): ClosedSession {
  if (!session.followUp) return session
  const { notices = [], takenBy, deadline, since, ...kept } = session.followUp
  const followUp: FollowUp = {
    ...kept,
    ...(takenBy && { takenBy }),
    status: takenBy ? 'taken' : 'new',
    undeliverable: 'patron',
    ...(isAhead(deadline, at) ? { deadline, since, notices } : { deadline: 'none', since: at }),
  }
  return mailed({ ...session, followUp }, 'unreachable')
}

/** Whether a date is still to come, wherever the library is: no zone is a day ahead of UTC. */
function isAhead(deadline: string, at: number): boolean {
  return deadline !== 'none' && deadline > dateIn('UTC', at)
}

/** Whoever complained is mailed no more. */
function complained(session: ClosedSession, { recipient }: MailComplained): ClosedSession {
  const { unwanted = [], ...mails } = session.mails
  return unheard({ ...session, mails: { ...mails, unwanted: [...unwanted, recipient] } }, recipient)
}

/**
 * Mail does not get to somebody while an answer is owed. Is it whoever owes it, the escalation address hears so (R29); is it the
 * patron, whoever owes it does (R31). Each is told once.
 */
function unheard(session: ClosedSession, recipient: Recipient): ClosedSession {
  const { followUp } = session
  if (!followUp || isOver(followUp)) return session
  const { owner, notices = [], undeliverable } = followUp
  if (recipient === 'patron')
    return undeliverable === 'patron' ? session : mailed(changed(session, { undeliverable: 'patron' }), 'unreachable')
  if (recipient !== (owner === 'library' ? 'library' : 'owner') || notices.includes('unheard')) return session
  return mailed(changed(session, { undeliverable: 'owner', notices: [...notices, 'unheard'] }), 'undeliverable')
}

/** While the conversation goes on the wish is kept with the patron, and its mail is due at the end. */
function transcriptRequested(session: Session): Session {
  const patron = { ...session.patron, transcript: true as const }
  return session.status === 'closed'
    ? { ...session, patron, mails: withMail(session.mails, 'transcript') }
    : { ...session, patron }
}
