import { nothing } from '../decisions/decision.ts'
import { type Refusal, refuse } from '../decisions/refusals.ts'
import { alerted, nextRound } from './circle.ts'
import type { CallForHelp, Join, LeaveSession, SessionDecision, Tick, WithdrawCall } from './commands.ts'
import type { Event, LibrarianLeft, Rescued, TransferAccepted } from './events.ts'
import { notHere } from './messages.ts'
import { type ActiveSession, librarianHere, type ServingLibrarian, type Session, serves } from './state.ts'
import { helpEnds } from './timing.ts'

/**
 * Why a librarian who does not serve the session may not decide about it. Somebody who has joined writes, and leaves everything else
 * to the librarian who serves (R41).
 */
export function notServing(session: Session, librarian: string): { readonly refusal: Refusal } {
  return librarianHere(session, librarian) ? refuse('only-joined') : notHere(session)
}

/** The serving librarian calls for a colleague, or for one in particular (R41). */
export function callForHelp(session: Session, command: CallForHelp): SessionDecision {
  const { at, by, to, invited, note } = command
  if (!serves(session, by)) return notServing(session, by)
  if (session.second) return refuse('already-two')
  if (session.help) return refuse('help-pending')
  if (to.length === 0) return refuse(invited ? 'cannot-come' : 'nobody-to-help')
  const { name } = session.librarian
  return { events: [{ type: 'HelpCalled', at, name, to, ...(invited && { invited }), ...(note && { note }) }] }
}

export function withdrawCall(session: Session, { at, by }: WithdrawCall): SessionDecision {
  if (!serves(session, by)) return notServing(session, by)
  return session.help ? { events: [{ type: 'HelpWithdrawn', at }] } : nothing
}

/** A colleague who was asked joins: the first, and no other (R41). */
export function join(session: Session, { at, librarian, connection }: Join): SessionDecision {
  if (session.status === 'closed') return refuse('closed')
  if (session.status === 'waiting') return refuse('not-picked-up')
  if (session.librarian.id === librarian.id) return refuse('already-yours')
  if (session.second?.id === librarian.id) return nothing
  if (session.second) return refuse('already-two')
  if (!alerted(session.help).some(one => one.librarian === librarian.id)) return refuse('not-invited')
  return { events: [{ type: 'Joined', at, librarian, connection, beside: session.librarian.name }] }
}

/** One of two librarians leaves. The other one has to be there, so that the patron is not left alone (R41). */
export function leaveSession(session: Session, { at, by }: LeaveSession): SessionDecision {
  const goes = librarianHere(session, by)
  if (session.status !== 'active' || !goes) return notHere(session)
  const left = leaving(session, goes, at)
  return left ? { events: [left] } : refuse('nobody-stays')
}

/** One of two librarians leaves; undefined unless the other one is connected. */
export function leaving(
  session: ActiveSession,
  { id: librarian, name }: ServingLibrarian,
  at: number,
  because?: LibrarianLeft['because'],
): LibrarianLeft | undefined {
  const stays = [session.librarian, session.second].find(one => one && one.id !== librarian)
  if (stays?.connection === undefined) return undefined
  const wasServing = serves(session, librarian) && { wasServing: true as const }
  const left = { type: 'LibrarianLeft', at, librarian, name, stays: stays.name } as const
  return { ...left, ...wasServing, ...(because && { because }) }
}

/**
 * Somebody accepts a session that is offered to others. If they have joined it, they hold it already, so the one who served leaves it
 * to them, on the connection on which they accept.
 */
export function takingOver(session: ActiveSession, accepted: TransferAccepted | Rescued): readonly Event[] {
  const { at, librarian, connection } = accepted
  const { id, name } = session.librarian
  if (session.second?.id !== librarian.id) return [accepted]
  const isBack = session.second.connection !== connection
  return [
    ...(isBack ? [{ type: 'SecondCame', at, connection } as const] : []),
    { type: 'LibrarianLeft', at, librarian: id, name, stays: librarian.name, wasServing: true, because: 'taken-over' },
  ]
}

/** More colleagues are asked, and at last nobody (R41, R45). */
export function spreadCall({ help, librarian }: ActiveSession, command: Tick): readonly Event[] {
  const { at, helpers, timing } = command
  if (!help) return []
  if (at >= helpEnds(help)) return [{ type: 'HelpUnanswered', at }]
  const to = help.invited ? [] : nextRound(help, { line: helpers }, at, timing.alertEvery)
  return to.length > 0 ? [{ type: 'HelpSpread', at, name: librarian.name, to }] : []
}

/** A colleague who joined and does not come back: the patron stays with the librarian who serves (R41). */
export function secondVanished({ second, librarian }: ActiveSession, { at, timing }: Tick): readonly Event[] {
  if (second?.awaySince === undefined || at < second.awaySince + timing.vanishedAfter) return []
  const { id, name } = second
  return [{ type: 'LibrarianLeft', at, librarian: id, name, stays: librarian.name, because: 'vanished' }]
}
