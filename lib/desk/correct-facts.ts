import { followUpFacts, isCorrected } from '../facts/facts.ts'
import type { ClosedSession, Session } from '../session/state.ts'
import type { Facts, Log, Step } from './ports.ts'

export interface CorrectingPorts {
  readonly facts: Pick<Facts, 'correct'>
  readonly log: Log
}

/**
 * Corrects the facts of a session after a step that changed what became of its follow-up (R37). A correction that fails is not
 * lost: the follow-up's timer, or the sweep, makes it again.
 */
export async function correctAfter(ports: CorrectingPorts, before: Session | undefined, newest: Step): Promise<void> {
  const { session } = newest
  if (isCorrected(before, session)) await correct(ports, session, newest.step)
}

/** Makes the correction again that may have been lost. Nothing changes if it was not. */
export async function correctAgain(ports: CorrectingPorts, { session, step }: Step): Promise<void> {
  if (session.status !== 'closed' || !session.followUp) return
  const { ended, missed } = followUpFacts(session.followUp)
  if (ended || missed) await correct(ports, session, step)
}

async function correct({ facts, log }: CorrectingPorts, session: ClosedSession, step: number): Promise<void> {
  const { id, askedAt, followUp } = session
  if (!followUp) return
  try {
    await facts.correct({ session: id, askedAt, followUp: followUpFacts(followUp), step })
  } catch (error) {
    log.failed('correction of facts', id, error)
  }
}
