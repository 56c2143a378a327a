import * as v from 'valibot'
import { mailKinds, recipients } from '../../follow-up/state.ts'
import { type MailStartingPorts, runStartingMail } from '../outgoing/run-and-mail.ts'

const tags = v.object({
  session: v.tuple([v.string()]),
  mail: v.tuple([v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number))]),
  kind: v.tuple([v.picklist(mailKinds)]),
  recipient: v.tuple([v.picklist(recipients)]),
})
const recipient = v.object({ action: v.nullish(v.string()) })
const deliveryEvent = v.variant('eventType', [
  v.object({
    eventType: v.literal('Bounce'),
    bounce: v.object({
      bounceType: v.string(),
      bounceSubType: v.nullish(v.string()),
      bouncedRecipients: v.nullish(v.array(recipient)),
    }),
    mail: v.object({ tags }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    complaint: v.optional(
      v.object({ complaintSubType: v.nullish(v.string()), complaintFeedbackType: v.nullish(v.string()) }),
    ),
    mail: v.object({ tags }),
  }),
  v.object({ eventType: v.literal('Reject'), mail: v.object({ tags }) }),
])

type DeliveryEvent = v.InferOutput<typeof deliveryEvent>
type ReturnCommand = 'RecordBounce' | 'RecordComplaint'

/**
 * What the mail service says of a mail after it accepted it: it did not arrive, or somebody called it unwanted (R31).
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export async function recordDeliveryEvent(
  ports: MailStartingPorts,
  detail: unknown,
  at: number,
): Promise<'noted' | 'ignored'> {
  const read = v.safeParse(deliveryEvent, detail)
  if (!read.success) return 'ignored'
  const { session, mail, kind, recipient } = read.output.mail.tags
  let isNoted = false
  for (const type of meaningOf(read.output)) {
    const about = { at, n: mail[0], kind: kind[0], recipient: recipient[0] }
    const outcome = await runStartingMail(ports, session[0], { type, ...about })
    isNoted ||= 'session' in outcome && outcome.events.length > 0
  }
  return isNoted ? 'noted' : 'ignored'
}

/** What a notice means. Of a mail to an address that had complained before, both: it was not sent at all. */
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

/** Not delivered, though the mail service calls it passing: it has stopped trying. */
const final: readonly string[] = ['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected']

/**
 * Of passing failures only those are published at which the mail service has given up. Out-of-office notices, however, are
 * published as such, too: there is no delivery status notification with them, and so nobody of whom it says "failed".
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
