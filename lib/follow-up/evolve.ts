import type { Closed, Session } from '../session/state.ts'
import type {
  AfterEvent,
  AnswerHeld,
  FollowUpAnswered,
  FollowUpHandedOver,
  MailBounced,
  MailComplained,
  MailDropped,
} from './events.ts'
import { begun, withMail, withoutMail } from './outbox.ts'
import { type FollowUp, isOver, type MailKind, type Notice, partyOf, type Recipient } from './state.ts'

/** The session after something that happened when it was over; what does not belong to its state changes nothing. */
export function evolveAfter(session: Session, event: AfterEvent): Session {
  if (event.type === 'TranscriptWished') return wished(session)
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
      return changed(session, { held: without(session.followUp?.held, event.n) })
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

function changed(session: Closed, change: Partial<FollowUp>): Closed {
  return session.followUp ? { ...session, followUp: { ...session.followUp, ...change } } : session
}

function mailed(session: Closed, kind: MailKind, about?: number): Closed {
  return { ...session, mails: withMail(session.mails, kind, about) }
}

function noticed(session: Closed, notice: Notice, kind: MailKind): Closed {
  return mailed(changed(session, { notices: [...(session.followUp?.notices ?? []), notice] }), kind)
}

function without(held: readonly number[] = [], n: number): readonly number[] {
  return held.filter(other => other !== n)
}

function answered(session: Closed, { held, fingerprint }: FollowUpAnswered): Closed {
  const left = held === undefined ? {} : { held: without(session.followUp?.held, held) }
  return mailed(changed(session, { status: 'answered', ...left, ...knowing(session, fingerprint) }), 'answer')
}

function held(session: Closed, { n, fingerprint }: AnswerHeld): Closed {
  const waiting = { held: [...(session.followUp?.held ?? []), n], answersHeld: n }
  return mailed(changed(session, { ...waiting, ...knowing(session, fingerprint) }), 'held', n)
}

function knowing({ followUp }: Closed, fingerprint: string | undefined): Pick<FollowUp, 'known'> {
  return fingerprint === undefined ? {} : { known: [...(followUp?.known ?? []), fingerprint] }
}

/** The library begins anew, with opening days of its own to answer in: the deadline may have passed already (R30). */
function handedOver(session: Closed, { at, by }: FollowUpHandedOver): Closed {
  if (!session.followUp) return session
  const { takenBy: _former, notices: _given, deadline, ...kept } = session.followUp
  const followUp: FollowUp = { ...kept, owedBy: 'library', status: 'new', since: at, deadline: by ? deadline : 'none' }
  // What the librarian was told is told to the library from here on.
  const handed = mailed({ ...session, followUp }, 'handed-over')
  const warned = kept.undeliverable === 'patron' ? mailed(handed, 'unreachable') : handed
  return (kept.held ?? []).reduce((now, n) => mailed(now, 'held', n), warned)
}

/** What the mail service will not take has not arrived; nor has an answer, whatever keeps it from the patron. */
function dropped(session: Closed, { n, kind, because }: MailDropped): Closed {
  const isLost = because === 'refused' || because === 'not-accepted' || kind === 'answer'
  return isLost ? bounced(session, { n, kind, party: partyOf(kind, session.followUp) }) : session
}

/** An answer that did not arrive is none: it is owed again, and whoever owes it hears why. */
function bounced(session: Closed, { n, kind, party }: Pick<MailBounced, 'n' | 'kind' | 'party'>): Closed {
  const { bounced = [], ...mails } = session.mails
  const noted = { ...session, mails: { ...mails, bounced: [...bounced, n] } }
  if (kind === 'answer') return session.followUp?.status === 'answered' ? owedAgain(noted) : noted
  return bounced.length === 0 && owes(session, party) ? unheard(noted) : noted
}

function owedAgain(session: Closed): Closed {
  const status = session.followUp?.takenBy ? 'taken' : 'new'
  return mailed(changed(session, { status, undeliverable: 'patron' }), 'unreachable')
}

/** Whoever complained is mailed no more; whoever owes it will not hear of it any more, then. */
function complained(session: Closed, { party }: MailComplained): Closed {
  const { unwanted = [], ...mails } = session.mails
  const noted = { ...session, mails: { ...mails, unwanted: [...unwanted, party] } }
  return owes(session, party) ? unheard(noted) : noted
}

/** Whether it is for them to answer. */
function owes({ followUp }: Closed, party: Recipient): boolean {
  return followUp !== undefined && !isOver(followUp) && party === (followUp.owedBy === 'library' ? 'library' : 'owing')
}

/** Whoever owes it does not hear of it: the escalation address does (R29). */
function unheard(session: Closed): Closed {
  return mailed(changed(session, { undeliverable: 'library' }), 'undeliverable')
}

/** While the conversation goes on the wish is kept with the patron, and its mail is due at the end. */
function wished(session: Session): Session {
  const patron = { ...session.patron, transcript: true as const }
  return session.status === 'closed'
    ? { ...session, patron, mails: withMail(session.mails, 'transcript') }
    : { ...session, patron }
}
