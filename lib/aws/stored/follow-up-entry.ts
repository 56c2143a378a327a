import * as v from 'valibot'
import type { FollowUpEntry, SentOnEntry } from '../../follow-up/list.ts'
import type { SteppedBackEntry } from '../../session/step-back.ts'
import { followUpEntryUpcasters, sentOnEntryUpcasters, steppedBackEntryUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

const may = v.exactOptional
const text = v.string()

/** An item of the FollowUps table. It is passed on to clients as it is, so unknown fields are removed. */
export const followUpEntry: Shape<{ readonly entry: FollowUpEntry }> = {
  kind: 'follow-up-entry',
  upcasters: followUpEntryUpcasters,
  schema: v.object({
    entry: v.object({
      session: text,
      library: text,
      owner: text,
      status: v.picklist(['new', 'taken']),
      deadline: text,
      since: v.number(),
      name: may(text),
      takenBy: may(text),
      undeliverable: may(v.picklist(['owner', 'patron'])),
      held: may(v.number()),
    } satisfies Every<FollowUpEntry>),
  }),
}

/** An item of the same table, in the list of follow-ups that a librarian has sent on. */
export const sentOnEntry: Shape<{ readonly entry: SentOnEntry }> = {
  kind: 'sent-on-entry',
  upcasters: sentOnEntryUpcasters,
  schema: v.object({
    entry: v.object({
      session: text,
      library: text,
      status: v.picklist(['new', 'taken', 'answered', 'done']),
      deadline: text,
      since: v.number(),
      endedAt: may(v.number()),
    } satisfies Every<SentOnEntry>),
  }),
}

/** An item of the same table, in a library's list of sessions that librarians stepped back from. */
export const steppedBackEntry: Shape<{ readonly entry: SteppedBackEntry }> = {
  kind: 'stepped-back-entry',
  upcasters: steppedBackEntryUpcasters,
  schema: v.object({
    entry: v.object({
      session: text,
      library: text,
      at: v.number(),
      by: text,
      note: may(text),
    } satisfies Every<SteppedBackEntry>),
  }),
}
