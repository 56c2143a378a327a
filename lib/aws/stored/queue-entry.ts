import * as v from 'valibot'
import type { QueueEntry } from '../../desk/ports.ts'
import { queueEntryUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

/** An item of the Queue table. It is passed on to clients as it is, so unknown fields are removed. */
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
    language: v.exactOptional(v.string()),
  } satisfies Every<QueueEntry>),
}
