import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { Come, GoAway, Leave, LeaveAddress, RequestTranscript, SessionDecision } from './commands.ts'
import { isConfirmed } from './confirming.ts'
import { whyNotTake } from './contact.ts'
import type { Closed, ContactVerified } from './events.ts'
import { withReceipt } from './resolution.ts'
import { addressOf, isDisowned, librariansIn, type Patron, patronIsGone, type Session } from './state.ts'

/** A client has connected. From now on messages go to this connection (R33). */
export function come(session: Session, { at, who, connection }: Come): SessionDecision {
  if (who.role === 'patron') {
    if (session.patron.connection === connection || session.status === 'closed') return nothing
    return { events: [{ type: 'PatronCame', at, connection }] }
  }
  if (session.status === 'closed') return librariansIn(session).includes(who.id) ? nothing : refuse('not-yours')
  if (session.status === 'waiting') return refuse('not-picked-up')
  if (session.second?.id === who.id)
    return session.second.connection === connection ? nothing : { events: [{ type: 'SecondCame', at, connection }] }
  if (session.librarian.id !== who.id) return refuse('not-yours')
  if (session.librarian.connection === connection) return nothing
  return { events: [{ type: 'LibrarianCame', at, connection }] }
}

/** A connection ended. If the person is already back on another connection, this changes nothing (R33). */
export function goAway(session: Session, { at, connection }: GoAway): SessionDecision {
  if (session.status === 'closed') return nothing
  if (session.patron.connection === connection) return { events: [{ type: 'PatronWentAway', at }] }
  if (session.status === 'waiting') return nothing
  if (session.librarian.connection === connection) return { events: [{ type: 'LibrarianWentAway', at }] }
  if (session.second?.connection === connection) return { events: [{ type: 'SecondWentAway', at }] }
  return nothing
}

/**
 * The patron ends the conversation. If they were waiting, the session ends. Otherwise the serving librarian gives the code.
 */
export function leave(session: Session, { at }: Leave): SessionDecision {
  if (session.status === 'closed' || session.patron.left) return nothing
  const left = { type: 'PatronLeft', at } as const
  return { events: session.status === 'waiting' ? [left, unattended(session, at, true)] : [left] }
}

/**
 * The patron leaves an address instead of waiting, and their library answers (R6). They typed it into the desk's form (R22).
 */
export function leaveAddress(session: Session, { at, email, name, despite }: LeaveAddress): SessionDecision {
  if (session.status === 'closed') return refuse('closed')
  if (session.status === 'active') return refuse('already-picked-up')
  const slip = whyNotTake(email, despite)
  if (slip) return slip
  if (isDisowned(session, email)) return refuse('disowned')
  const left = { at, email, ...(name && { name }), ...(despite?.length && { despite }) }
  return { events: addressLeft(left, session.patron) }
}

/** The patron's library answers at the address that they typed into a form of the desk (R6, R22). */
export function addressLeft(
  left: Pick<ContactVerified, 'at' | 'email' | 'name' | 'despite'>,
  patron: Patron = {},
): readonly [ContactVerified, Closed] {
  const { at, email } = left
  const verified = isConfirmed(patron, email) ? 'confirmed' : 'typed-twice'
  const followUp = { owner: 'library', email, verified, deadline: 'none' } as const
  return [
    { type: 'ContactVerified', by: 'patron', ...left },
    { type: 'Closed', at, code: 'follow-up-by-patrons-library', how: 'by-patron', followUp, receipt: true },
  ]
}

/**
 * The end of a session that nobody picked up. If the patron left an address, their library follows up, so that no patron is
 * dropped in silence (R6).
 */
export function unattended(session: Session, at: number, hasLeft = false): Closed {
  const owed = followedUp(session)
  if (owed) return { type: 'Closed', at, how: 'by-default', ...owed }
  const nobodyChose = hasLeft || patronIsGone(session) ? 'patron-gone' : 'waited-out'
  return { type: 'Closed', at, code: 'answered', how: 'by-default', because: 'no-contact', nobodyChose }
}

/** The patron's library answers if the patron left an address anywhere (R6). */
export function followedUp({ patron }: Session): Pick<Closed, 'code' | 'followUp' | 'receipt'> | undefined {
  const email = addressOf(patron)
  if (!email) return undefined
  const verified = patron.verified ?? 'unverified'
  const followUp = { owner: 'library', email, verified, deadline: 'none' } as const
  return { code: 'follow-up-by-patrons-library', ...withReceipt(followUp, patron) }
}

/**
 * The transcript is sent once, and only to an address that a code has confirmed. Anybody can type somebody else's address, and a
 * conversation is nothing to mail to strangers (R32).
 */
export function requestTranscript(session: Session, { at }: RequestTranscript): SessionDecision {
  if (session.status === 'waiting' || (session.status === 'closed' && !session.librarian))
    return refuse('not-picked-up')
  if (session.status === 'closed' && session.steppedBackBy) return refuse('stepped-back')
  if (!session.patron.email) return refuse('no-address')
  if (session.patron.verified !== 'confirmed') return refuse('not-confirmed')
  if (session.status === 'closed' && session.mails.isPatronUnreached) return refuse('mail-came-back')
  return session.patron.transcript ? nothing : { events: [{ type: 'TranscriptRequested', at }] }
}
