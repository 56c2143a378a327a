import * as v from 'valibot'
import type { QueueEntry } from '../../desk/ports.ts'
import { queueEntryUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

/** An item of the Queue table. Whoever reads it tells it on as it is, so it is cut to what it is known to be. */
export const queueEntry: Shape<QueueEntry> = {
  kind: 'queue-entry',
  upcasters: queueEntryUpcasters,
  schema: v.object({
    session: v.string(),
    library: v.string(),
    askedAt: v.number(),
    name: v.exactOptional(v.string()),
    question: v.string(),
    afterOthers: v.exactOptional(v.literal(true)),
  } satisfies Every<QueueEntry>),
}
