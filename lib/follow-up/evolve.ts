import type { Closed, Session } from '../session/state.ts'
import type { AfterEvent, FollowUpAnswered, FollowUpHandedOver, MailBounced } from './events.ts'
import { type FollowUp, type MailKind, type Notice, partyOf, recipients, withMail } from './state.ts'

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
      return mailed(
        changed(session, { held: [...(session.followUp?.held ?? []), event.n], answersHeld: event.n }),
        'held',
        event.n,
      )
    case 'AnswerRejected':
      return changed(session, { held: without(session.followUp?.held, event.n) })
    case 'MailSent':
    case 'MailDropped': {
      const { mails } = session
      return { ...session, mails: { ...mails, outbox: mails.outbox.filter(({ n }) => n !== event.n) } }
    }
    case 'MailBounced':
      return bounced(session, event)
    case 'MailComplained': {
      const { unwanted = [], ...mails } = session.mails
      const party = partyOf(event.kind, session.followUp)
      const noted = { ...session, mails: { ...mails, unwanted: [...unwanted, party] } }
      return party === 'library' ? unheard(noted) : noted
    }
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

function answered(session: Closed, { held }: FollowUpAnswered): Closed {
  const left = held === undefined ? {} : { held: without(session.followUp?.held, held) }
  return mailed(changed(session, { status: 'answered', ...left }), 'answer')
}

/** The library begins anew, with opening days of its own to answer in: the deadline may have passed already (R30). */
function handedOver(session: Closed, { at, by }: FollowUpHandedOver): Closed {
  if (!session.followUp) return session
  const { takenBy: _former, notices: _given, deadline, ...kept } = session.followUp
  const followUp: FollowUp = { ...kept, owedBy: 'library', status: 'new', since: at, deadline: by ? deadline : 'none' }
  return mailed({ ...session, followUp }, 'handed-over')
}

/** An answer that did not arrive is none: it is owed again, and whoever owes it hears why. */
function bounced(session: Closed, { n, kind }: MailBounced): Closed {
  const { bounced = [], ...mails } = session.mails
  const noted = { ...session, mails: { ...mails, bounced: [...bounced, n] } }
  if (kind === 'answer') {
    const status = session.followUp?.takenBy ? 'taken' : 'new'
    return mailed(changed(noted, { status, undeliverable: 'patron' }), 'unreachable')
  }
  const told = bounced.length > 0 || recipients[kind] === 'escalation' || recipients[kind] === 'patron'
  return told ? noted : unheard(noted)
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
