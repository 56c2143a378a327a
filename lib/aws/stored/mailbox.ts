import * as v from 'valibot'
import type { MailboxTest, MailboxTraits, MailboxWords } from '../../desk/ports.ts'
import { mailboxUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

const may = v.exactOptional
const count = v.number()

/** What the desk has learnt about a library's mailbox, in an entry of the Directory table. */
export const mailbox: Shape<MailboxTraits> = {
  kind: 'mailbox',
  upcasters: mailboxUpcasters,
  schema: v.looseObject({
    acknowledges: may(v.literal(true)),
    program: may(v.string()),
    answersTo: may(v.picklist(['from', 'reply-to'])),
    test: may(
      v.looseObject({
        n: count,
        to: v.string(),
        sentAt: count,
        pressedAt: may(count),
        returnedAt: may(count),
        toldAt: may(count),
      } satisfies Every<MailboxTest>),
    ),
    words: may(v.array(v.looseObject({ fingerprint: v.string(), session: v.string() } satisfies Every<MailboxWords>))),
  } satisfies Every<MailboxTraits>),
}
