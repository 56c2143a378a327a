import type { Decision } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { PickUp } from './commands.ts'
import type { Session } from './state.ts'

/**
 * A librarian takes a waiting patron. Whoever comes second hears so and takes the next one (R2); that holds too for one
 * librarian who asks twice at once: each asking gets a patron of its own.
 */
export function pickUp(session: Session, { at, librarian, connection, outOfTurn }: PickUp): Decision {
  if (session.status === 'closed') return refuse('closed')
  if (session.status === 'active')
    return refuse(session.librarian.id === librarian.id ? 'already-yours' : 'already-picked-up')
  return { events: [{ type: 'PickedUp', at, librarian, connection, ...(outOfTurn && { outOfTurn }) }] }
}
