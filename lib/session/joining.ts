import { nothing } from '../decisions/decision.ts'
import { type Refusal, refuse } from '../decisions/refusals.ts'
import { alerted, nextRound } from './circle.ts'
import type { CallForHelp, Join, LeaveSession, SessionDecision, Tick, WithdrawCall } from './commands.ts'
import type { Event, LibrarianLeft } from './events.ts'
import { whyNotSay } from './messages.ts'
import { type ActiveSession, librarianHere, type Session, serves } from './state.ts'
import { helpEnds } from './timing.ts'

/**
 * The reason why this librarian may not decide about the session, if there is one. Somebody who has joined writes, and leaves
 * everything else to the librarian who serves (R41).
 */
export function whyNotLead(session: Session, librarian: string): { readonly refusal: Refusal } | undefined {
  return (
    whyNotSay(session, { role: 'librarian', id: librarian }) ??
    (serves(session, librarian) ? undefined : refuse('only-joined'))
  )
}

/** The serving librarian calls for a colleague, or for one in particular (R41). */
export function callForHelp(session: Session, command: CallForHelp): SessionDecision {
  const { at, by, to, invited, note } = command
  const no = whyNotLead(session, by)
  if (no) return no
  if (session.status !== 'active') return refuse('not-picked-up')
  if (session.second) return refuse('already-two')
  if (session.help) return refuse('help-pending')
  if (to.length === 0) return refuse('nobody-there')
  const { name } = session.librarian
  return { events: [{ type: 'HelpCalled', at, name, to, ...(invited && { invited }), ...(note && { note }) }] }
}

export function withdrawCall(session: Session, { at, by }: WithdrawCall): SessionDecision {
  const no = whyNotLead(session, by)
  if (no) return no
  return session.status === 'active' && session.help ? { events: [{ type: 'HelpWithdrawn', at }] } : nothing
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
  const no = whyNotSay(session, { role: 'librarian', id: by })
  if (no) return no
  const left = session.status === 'active' ? leaving(session, by, at) : undefined
  return left ? { events: [left] } : refuse('nobody-stays')
}

/** One of two librarians leaves; undefined unless the other one is connected. */
export function leaving(
  session: ActiveSession,
  librarian: string,
  at: number,
  because?: LibrarianLeft['because'],
): LibrarianLeft | undefined {
  const stays = [session.librarian, session.second].find(one => one && one.id !== librarian)
  const goes = librarianHere(session, librarian)
  if (!goes || stays?.connection === undefined) return undefined
  const wasServing = serves(session, librarian) && { wasServing: true as const }
  const left = { type: 'LibrarianLeft', at, librarian, name: goes.name, stays: stays.name } as const
  return { ...left, ...wasServing, ...(because && { because }) }
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
