import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { SessionDecision, StepBack } from './commands.ts'
import type { Closed } from './events.ts'
import { notServing } from './joining.ts'
import { type ClosedSession, type Session, serves } from './state.ts'

/** What the patron reads last: one sentence, and no library's goodbye. */
export const steppedBackGoodbye = 'The librarian has ended this conversation.'

/**
 * A librarian ends an abusive session (R42). It is either one that they serve or one that waits in one of their pools. No mail
 * follows, even if one was requested or owed.
 */
export function stepBack(session: Session, command: StepBack): SessionDecision {
  const { at, by, note } = command
  if (session.status === 'closed' && session.steppedBackBy === by) return nothing
  const no = whyNotStepBack(session, command)
  if (no) return no
  const name = session.status === 'active' ? session.librarian.name : command.onDuty?.name
  return {
    events: [
      {
        type: 'Closed',
        at,
        code: 'answered',
        how: 'chosen',
        by,
        ...(name && { name }),
        because: 'stepped-back',
        goodbye: steppedBackGoodbye,
        ...(note && { note }),
      },
    ],
  }
}

function whyNotStepBack(session: Session, { by, onDuty }: StepBack) {
  if (session.status !== 'waiting') return serves(session, by) ? undefined : notServing(session, by)
  if (!onDuty) return refuse('not-on-duty')
  return session.pools.some(pool => onDuty.pools.includes(pool)) ? undefined : refuse('not-in-your-pools')
}

/**
 * A session that a librarian stepped back from, as it is filed for the patron's library. It contains nothing that the patron
 * wrote.
 */
export interface SteppedBackEntry {
  readonly session: string
  /** The patron's library. */
  readonly library: string
  readonly at: number
  /** The librarian's name, and their reason in their own words. */
  readonly by: string
  readonly note?: string
}

/** The entry of a session that a librarian stepped back from; undefined if the session ended in another way. */
export function steppedBackEntry({ id, library }: ClosedSession, ended: Closed): SteppedBackEntry | undefined {
  if (ended.because !== 'stepped-back') return undefined
  const { at, by = '', name = by, note } = ended
  return { session: id, library, at, by: name, ...(note && { note }) }
}
