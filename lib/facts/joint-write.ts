import type { Event } from '../session/events.ts'
import type { JointWrite } from '../session/joint-writes.ts'
import type { Session } from '../session/state.ts'
import { factsAtEnd, type SessionFacts } from './facts.ts'

/** Files the facts of a session in the transaction of the step that ends it, so that each session has them exactly once. */
export interface RecordFacts {
  readonly type: 'RecordFacts'
  readonly facts: SessionFacts
}

/** Everything that is written in one transaction with a step. */
export type StepWrite = JointWrite | RecordFacts

/** The facts that an event leaves, given the session before and after it. */
export function factsLeft(before: Session | undefined, event: Event, after: Session): readonly RecordFacts[] {
  if (event.type !== 'Closed' || after.status !== 'closed' || before?.status === 'closed') return []
  return [{ type: 'RecordFacts', facts: factsAtEnd(before, event, after) }]
}
