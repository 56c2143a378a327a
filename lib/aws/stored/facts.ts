import * as v from 'valibot'
import type { RatedFacts } from '../../desk/ports.ts'
import type { FollowUpFacts, ServedBy } from '../../facts/facts.ts'
import { ratings } from '../../session/ratings.ts'
import { factsUpcasters } from '../upcasters/versions.ts'
import { code, count, counts, how, text, texts, yes } from './session.ts'
import type { Every, Shape } from './shape.ts'

const may = v.exactOptional
const served = v.object({ library: text, librarian: may(text) } satisfies Every<ServedBy>)

/** An item of the Facts table. It is read by reports alone, so unknown fields are removed. */
export const facts: Shape<RatedFacts> = {
  kind: 'facts',
  upcasters: factsUpcasters,
  schema: v.object({
    session: text,
    library: text,
    askedAt: count,
    endedAt: count,
    answeredBy: may(served),
    earlier: may(v.array(served)),
    waits: counts,
    firstReply: may(count),
    messages: count,
    silence: count,
    breaches: count,
    code,
    how,
    because: may(v.picklist(['no-contact', 'stepped-back'])),
    nobodyChose: may(v.picklist(['librarian-spoke-last', 'patron-gone', 'waited-out'])),
    language: may(text),
    classes: may(texts),
    overrides: may(texts),
    outOfTurn: may(yes),
    followUp: may(
      v.object({
        owner: v.picklist(['library', 'librarian']),
        ended: may(v.picklist(['answered', 'done'])),
        endedAt: may(count),
        missed: may(yes),
      } satisfies Every<FollowUpFacts>),
    ),
    rating: may(v.picklist(ratings)),
  } satisfies Every<RatedFacts>),
}
