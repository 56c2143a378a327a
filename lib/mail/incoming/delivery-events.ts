import * as v from 'valibot'
import type { Connections, Log, Mailboxes } from '../../desk/ports.ts'
import { mailKinds, recipients } from '../../follow-up/state.ts'
import type { Push } from '../../protocol/frames-out.ts'
import type { Session } from '../../session/state.ts'
import { type MailStartingPorts, runStartingMail } from '../outgoing/run-and-mail.ts'

const tags = v.object({
  session: v.tuple([v.string()]),
  /** The number of the mail, or of the code in it. */
  mail: v.tuple([
    v.pipe(
      v.string(),
      v.regex(/^(?:code-)?\d{1,6}$/),
      v.transform(mail => Number(mail.replace('code-', ''))),
    ),
  ]),
  kind: v.tuple([v.picklist(mailKinds)]),
  recipient: v.tuple([v.picklist(recipients)]),
})
/** The tags of a test mail, and of no other mail about a mailbox. */
const testTags = v.object({
  kind: v.tuple([v.literal('mailbox-test')]),
  library: v.tuple([v.string()]),
  mail: tags.entries.mail,
})
const anyTags = v.union([tags, testTags])
const recipient = v.object({ action: v.nullish(v.string()) })
const deliveryEvent = v.variant('eventType', [
  v.object({
    eventType: v.literal('Bounce'),
    bounce: v.object({
      bounceType: v.string(),
      bounceSubType: v.nullish(v.string()),
      bouncedRecipients: v.nullish(v.array(recipient)),
    }),
    mail: v.object({ tags: anyTags }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    complaint: v.optional(
      v.object({ complaintSubType: v.nullish(v.string()), complaintFeedbackType: v.nullish(v.string()) }),
    ),
    mail: v.object({ tags: anyTags }),
  }),
  v.object({ eventType: v.literal('Reject'), mail: v.object({ tags: anyTags }) }),
])

type DeliveryEvent = v.InferOutput<typeof deliveryEvent>
export type DeliveryEventPorts = MailStartingPorts & {
  readonly connections: Connections
  readonly mailboxes: Pick<Mailboxes, 'recordTest'>
  readonly log: Log
}

type ReturnCommand = 'RecordBounce' | 'RecordComplaint'

/**
 * What the mail service reports about a mail that it had accepted: it did not arrive, or somebody marked it as spam (R31).
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export async function recordDeliveryEvent(
  ports: DeliveryEventPorts,
  detail: unknown,
  at: number,
): Promise<'noted' | 'ignored'> {
  const read = v.safeParse(deliveryEvent, detail)
  if (!read.success) return 'ignored'
  const { tags } = read.output.mail
  if ('library' in tags) return recordReturnedTest(ports, read.output, tags, at)
  const { session, mail, kind, recipient } = tags
  if (kind[0] === 'code') return recordCodeReturned(ports, session[0], mail[0], at)
  let isNoted = false
  for (const type of meaningOf(read.output)) {
    const about = { at, n: mail[0], kind: kind[0], recipient: recipient[0] }
    const outcome = await runStartingMail(ports, session[0], { type, ...about })
    if ('refusal' in outcome || outcome.events.length === 0) continue
    isNoted = true
    if (type === 'RecordBounce' && about.kind === 'transcript')
      await tellPatron(ports, outcome.session, { type: 'transcript-returned', session: session[0], at })
  }
  return isNoted ? 'noted' : 'ignored'
}

/** A code that came back, or whose reader complained, counts no more. A patron who waits for it is told. */
async function recordCodeReturned(ports: DeliveryEventPorts, session: string, n: number, at: number) {
  const outcome = await runStartingMail(ports, session, { type: 'RecordCode', at, n, outcome: 'returned' })
  if ('refusal' in outcome || outcome.events.length === 0) return 'ignored'
  const email = outcome.session.emailCode?.email ?? ''
  await tellPatron(ports, outcome.session, { type: 'code-returned', session, email, at })
  return 'noted'
}

/** A complaint counts as a return, because SES then sends nothing more to that address. */
async function recordReturnedTest(
  { mailboxes }: DeliveryEventPorts,
  said: DeliveryEvent,
  { library, mail }: v.InferOutput<typeof testTags>,
  at: number,
): Promise<'noted' | 'ignored'> {
  if (meaningOf(said).length === 0) return 'ignored'
  return (await mailboxes.recordTest(library[0], mail[0], 'returnedAt', at)) ? 'noted' : 'ignored'
}

/** A patron who is still connected may give another address. It is not an error if the patron has left. */
async function tellPatron({ connections, log }: DeliveryEventPorts, { id, patron }: Session, push: Push) {
  if (!patron.connection) return
  try {
    await connections.post(patron.connection, push)
  } catch (error) {
    log.failed(`push ${push.type}`, id, error)
  }
}

/** The meaning of a notice. A mail to an address that complained before is both, because SES did not send it at all. */
function meaningOf(said: DeliveryEvent): readonly ReturnCommand[] {
  switch (said.eventType) {
    case 'Bounce':
      return isLost(said.bounce) ? ['RecordBounce'] : []
    case 'Complaint': {
      const { complaintSubType, complaintFeedbackType } = said.complaint ?? {}
      if (complaintFeedbackType === 'not-spam') return []
      return complaintSubType === 'OnAccountSuppressionList' ? ['RecordComplaint', 'RecordBounce'] : ['RecordComplaint']
    }
    case 'Reject':
      return ['RecordBounce']
  }
}

/** These count as lost although SES calls them transient, because it has stopped trying. */
const final: readonly string[] = ['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected']

/**
 * SES publishes a transient failure only after it has given up. It also publishes out-of-office notices as transient failures.
 * Those have no delivery status notification, so they have no recipient whose action is "failed".
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestination.html,
 * https://repost.aws/knowledge-center/ses-understand-soft-bounces
 */
function isLost({
  bounceType,
  bounceSubType,
  bouncedRecipients,
}: Extract<DeliveryEvent, { eventType: 'Bounce' }>['bounce']) {
  if (bounceType === 'Permanent' || bounceType === 'Undetermined' || final.includes(bounceSubType ?? '')) return true
  return bouncedRecipients?.some(({ action }) => action === 'failed') ?? false
}
