import * as v from 'valibot'
import type { Event } from '../../session/events.ts'
import { stepUpcasters } from '../upcasters/versions.ts'
import { storedEvent } from './events.ts'
import { type StoredSession, session } from './session.ts'
import type { Shape } from './shape.ts'

interface StoredStep {
  readonly step: number
  readonly events: readonly Event[]
  readonly state: StoredSession
}

/** An item of the Sessions table. */
export const step: Shape<StoredStep> = {
  kind: 'step',
  upcasters: stepUpcasters,
  schema: v.looseObject({ step: v.number(), events: v.array(storedEvent), state: session }),
}
