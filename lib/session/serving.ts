import { type Decision, nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { AnswerTransfer, OfferTransfer } from './commands.ts'
import { whyNotSay } from './messages.ts'
import type { Session, TransferTarget } from './state.ts'

/** The librarian offers the session to another one, or to a pool; it stays theirs until somebody accepts (R35). */
export function offerTransfer(session: Session, { at, by, to, reachable, told, note }: OfferTransfer): Decision {
  const no = whyNotSay(session, { role: 'librarian', id: by })
  if (no) return no
  if (session.status !== 'active') return refuse('not-picked-up')
  if (session.transfer) return refuse('transfer-pending')
  if (!reachable || ('librarian' in to && to.librarian === by)) return refuse('nobody-there')
  const { name } = session.librarian
  return { events: [{ type: 'TransferOffered', at, to, by, name, ...(note && { note }), ...(told && { told }) }] }
}

/** Whoever was asked accepts, and serves from this moment on, or declines (R35). The first of a pool to accept has it. */
export function answerTransfer(session: Session, command: AnswerTransfer): Decision {
  const { at, accept, librarian, pools, connection } = command
  if (session.status === 'closed') return refuse('closed')
  if (session.status !== 'active') return refuse('no-transfer')
  if (session.librarian.id === librarian.id) return nothing
  if (!session.transfer || !isFor(session.transfer.to, librarian.id, pools)) return refuse('no-transfer')
  if (accept) return { events: [{ type: 'TransferAccepted', at, librarian, connection }] }
  return 'librarian' in session.transfer.to ? { events: [{ type: 'TransferDeclined', at, by: librarian.id }] } : nothing
}

function isFor(to: TransferTarget, librarian: string, pools: readonly string[]): boolean {
  return 'librarian' in to ? to.librarian === librarian : pools.includes(to.pool)
}
