import * as v from 'valibot'
import type { QueueEntry } from '../../desk/ports.ts'
import type { Rung } from '../../session/ladder.ts'
import { queueEntryUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

/** An entry, and the pools that may see it, now or after some more waiting. */
export interface StoredQueueEntry extends QueueEntry {
  readonly pools: readonly string[]
  readonly ahead?: readonly Rung[]
  readonly nth?: number
}

/** An item of the Queue table. It is passed on to clients, so unknown fields are removed. */
export const queueEntry: Shape<StoredQueueEntry> = {
  kind: 'queue-entry',
  upcasters: queueEntryUpcasters,
  schema: v.object({
    session: v.string(),
    library: v.string(),
    askedAt: v.number(),
    name: v.exactOptional(v.string()),
    question: v.string(),
    afterOthers: v.exactOptional(v.literal(true)),
    language: v.exactOptional(v.string()),
    pools: v.array(v.string()),
    ahead: v.exactOptional(v.array(v.object({ pool: v.string(), after: v.number() } satisfies Every<Rung>))),
    nth: v.exactOptional(v.number()),
  } satisfies Every<StoredQueueEntry>),
}
