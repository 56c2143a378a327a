import * as v from 'valibot'
import { mailKinds, parties } from './follow-up/state.ts'
import { runAndMail } from './mail-soon.ts'
import type { Clocks } from './ports.ts'
import type { RunPorts } from './run.ts'

const tags = v.object({
  session: v.tuple([v.string()]),
  mail: v.tuple([v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number))]),
  kind: v.tuple([v.picklist(mailKinds)]),
  party: v.tuple([v.picklist(parties)]),
})
const bounced = v.object({
  eventType: v.literal('Bounce'),
  bounce: v.object({ bounceType: v.string(), bounceSubType: v.optional(v.string()) }),
  mail: v.object({ tags }),
})
const complained = v.object({ eventType: v.literal('Complaint'), mail: v.object({ tags }) })

/** Not delivered for good, though the mail service calls it passing: it does not try again. */
const final = ['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected']

/**
 * What the mail service says of a mail after it accepted it: it came back, or somebody called it unwanted (R31). An
 * out-of-office notice is reported as a passing bounce, and is none.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export async function takeNotice(
  ports: RunPorts & { readonly clocks: Clocks },
  detail: unknown,
  at: number,
): Promise<'noted' | 'ignored'> {
  const bounce = v.safeParse(bounced, detail)
  const complaint = v.safeParse(complained, detail)
  if (bounce.success) {
    const { bounceType, bounceSubType = '' } = bounce.output.bounce
    if (bounceType !== 'Permanent' && !final.includes(bounceSubType)) return 'ignored'
    return note(ports, 'RecordBounce', bounce.output.mail.tags, at)
  }
  return complaint.success ? note(ports, 'RecordComplaint', complaint.output.mail.tags, at) : 'ignored'
}

async function note(
  ports: RunPorts & { readonly clocks: Clocks },
  type: 'RecordBounce' | 'RecordComplaint',
  { session: [session], mail: [n], kind: [kind], party: [party] }: v.InferOutput<typeof tags>,
  at: number,
): Promise<'noted' | 'ignored'> {
  const outcome = await runAndMail(ports, session, { type, at, n, kind, party })
  return 'session' in outcome && outcome.events.length > 0 ? 'noted' : 'ignored'
}
