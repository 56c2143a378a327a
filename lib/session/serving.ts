import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import { fingerprintsOf } from '../practice/other-patrons.ts'
import type { AnswerTransfer, OfferTransfer, PickUp, RecordOtherPatrons, SessionDecision } from './commands.ts'
import { notServing, takingOver } from './joining.ts'
import { addressOf, librarianHere, type Session, serves, type TransferTarget } from './state.ts'

/** The librarian offers the session to a colleague or a pool. It stays theirs until somebody accepts (R35). */
export function offerTransfer(session: Session, { at, by, to, reachable, told, note }: OfferTransfer): SessionDecision {
  if (!serves(session, by)) return notServing(session, by)
  if (session.transfer) return refuse('transfer-pending')
  if (!reachable || ('librarian' in to && to.librarian === by)) return refuse('nobody-there')
  const { name } = session.librarian
  return { events: [{ type: 'TransferOffered', at, to, by, name, ...(note && { note }), ...(told && { told }) }] }
}

/**
 * A librarian who was asked accepts, and serves from this moment on, or declines (R35). The first member of a pool to accept
 * gets the session.
 */
export function answerTransfer(session: Session, command: AnswerTransfer): SessionDecision {
  const { at, accept, librarian, pools, connection } = command
  if (session.status === 'closed') return refuse('closed')
  if (session.status !== 'active') return refuse('no-transfer')
  if (session.librarian.id === librarian.id) return nothing
  if (!session.transfer || !isFor(session.transfer.to, librarian.id, pools)) return refuse('no-transfer')
  if (accept) return { events: takingOver(session, { type: 'TransferAccepted', at, librarian, connection }) }
  return 'librarian' in session.transfer.to ? { events: [{ type: 'TransferDeclined', at, by: librarian.id }] } : nothing
}

function isFor(to: TransferTarget, librarian: string, pools: readonly string[]): boolean {
  return 'librarian' in to ? to.librarian === librarian : pools.includes(to.pool)
}

/**
 * Records the librarian's other patrons, so that a message meant for another is noticed (R20). A name that this patron or the
 * librarian shares does not count: two patrons called Jane are both greeted as Jane.
 */
export function recordOtherPatrons(
  session: Session,
  { at, librarian, otherPatrons }: RecordOtherPatrons,
): SessionDecision {
  const me = librarianHere(session, librarian)
  if (!me) return nothing
  const { patron } = session
  const here = [...fingerprintsOf(patron.name, addressOf(patron)), ...fingerprintsOf(me.name)]
  const elsewhere = otherPatrons.filter(other => !here.includes(other))
  const known = me.otherPatrons ?? []
  const same = known.length === elsewhere.length && elsewhere.every(other => known.includes(other))
  if (same) return nothing
  const second = !serves(session, librarian) && { second: librarian }
  return { events: [{ type: 'OtherPatronsRecorded', at, otherPatrons: elsewhere, ...second }] }
}

/**
 * A librarian takes a waiting patron. A second librarian who tries is refused and takes the next patron (R2). A librarian who
 * asks twice at once also gets a different patron each time.
 */
export function pickUp(session: Session, { at, librarian, connection, outOfTurn }: PickUp): SessionDecision {
  if (session.status === 'closed') return refuse('closed')
  if (session.status === 'active')
    return refuse(session.librarian.id === librarian.id ? 'already-yours' : 'already-picked-up')
  return { events: [{ type: 'PickedUp', at, librarian, connection, ...(outOfTurn && { outOfTurn }) }] }
}
