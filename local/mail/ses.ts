import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AwsService, Need, Reply } from '../aws-endpoint.ts'
import type { Clock } from '../clock.ts'
import { dailyQuota, gate, type Limits } from '../limits.ts'
import { arn, region } from '../template/physical.ts'
import { fields, list, parseJson, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'
import type { EventBus } from './event-bus.ts'

// It is loaded with `require`, since its `default` export differs between Node and the test runner.
const mailbox: { default(config: { host: string; port: number }): Promise<Server> } = createRequire(import.meta.url)(
  'aws-ses-v2-local',
)

/** An email that the cloud has sent. */
export interface StoredMail {
  messageId: string
  from: string
  to: string[]
  subject: string
  text: string | undefined
  html: string | undefined
  /** The raw mail, if it was sent as one. */
  raw: string | undefined
  /** When it was sent, in ms since 1970 on the cloud's clock. */
  at: number
}

/** The mail service, and a mailbox in which everything that was sent can be read. */
export interface Mail {
  service: AwsService
  url: string
  sent(): Promise<StoredMail[]>
  /** Puts a mail into the mailbox that another service sends, e.g. Cognito. It is not among those that were sent through SES. */
  post(from: string, to: string, subject: string, html: string): Promise<void>
  /** A mail as SES would deliver it, with the Message-ID that SES adds. Mail programs can open it. */
  passedOn(messageId: string): string | undefined
  /** Forgets the mails that were sent. */
  clear(): void
  server: Server
}

const actions = new Set(['SendEmail', 'SendRawEmail'])

const xmlError = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body:
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>` +
    `<Code>${code}</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`,
})

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The address without a name: `Desk <desk@x.org>` is `desk@x.org`. */
const bare = (address: string): string => (/<([^>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase()

function senderOf(form: URLSearchParams): string {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString()
  return bare(form.get('Source') ?? /^from:\s*(.+)$/im.exec(raw)?.[1] ?? '')
}

/** The verified identity of a sender: the address itself, its domain or a parent domain. */
function identityOf(template: Template, sender: string): string | undefined {
  const made = template.ofType('AWS::SES::EmailIdentity').map(({ properties }) => String(properties.EmailIdentity))
  const verified = [...made, ...knownBefore(template)]
  const domain = sender.slice(sender.indexOf('@') + 1)
  return verified.find(name => name === sender) ?? verified.find(name => domain === name || domain.endsWith(`.${name}`))
}

/** The identities that the template does not create but that its policies name. On this machine they are verified, too. */
function knownBefore(template: Template): string[] {
  return template
    .ofType('AWS::IAM::Policy')
    .flatMap(({ properties }) =>
      list(fields(properties.PolicyDocument).Statement).flatMap(one => texts(fields(one).Resource)),
    )
    .flatMap(resource => /^arn:[^:]+:ses:[^:]*:[^:]*:identity\/(.+)$/.exec(resource)?.[1] ?? [])
}

function needsOf(template: Template, operation: string, form: URLSearchParams): Need[] {
  const sender = senderOf(form)
  const action = `ses:${operation}`
  const facts = { 'ses:FromAddress': sender }
  const identity = identityOf(template, sender) ?? sender.slice(sender.indexOf('@') + 1)
  const set = form.get('ConfigurationSetName')
  return [
    { action, resource: arn('ses', `identity/${identity}`), facts },
    ...(set ? [{ action, resource: arn('ses', `configuration-set/${set}`), facts }] : []),
  ]
}

/** The longest raw mail of SES v1, bytes. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const longestMail = 10 * 1024 * 1024

function tooLong(form: URLSearchParams): Reply | undefined {
  if (Buffer.byteLength(form.get('RawMessage.Data') ?? '', 'base64') <= longestMail) return undefined
  return xmlError(400, 'InvalidParameterValue', `Message length is more than ${longestMail} bytes long.`)
}

function rejection(template: Template, form: URLSearchParams): Reply | undefined {
  const set = form.get('ConfigurationSetName')
  const sets = template.ofType('AWS::SES::ConfigurationSet').map(({ ref }) => ref)
  if (set && !sets.includes(set)) {
    return xmlError(400, 'ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`)
  }
  const sender = senderOf(form)
  if (identityOf(template, sender) !== undefined) return undefined
  const where = `region ${region.toUpperCase()}: ${sender}`
  return xmlError(
    400,
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in ${where}`,
  )
}

/** The recipients of a mail, who count one by one. */
const recipientsIn = (form: URLSearchParams): string[] =>
  [...form].filter(([name]) => /^Destinations?\b/.test(name)).map(([, address]) => bare(address))

/** In the sandbox SES sends to verified identities, and to its own simulator, only. */
function unverified(template: Template, form: URLSearchParams): Reply | undefined {
  const to = recipientsIn(form)
  const strange = to.filter(
    address => !address.endsWith('@simulator.amazonses.com') && identityOf(template, address) === undefined,
  )
  if (strange.length === 0) return undefined
  const where = `region ${region.toUpperCase()}: ${strange.join(', ')}`
  return xmlError(
    400,
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in ${where}`,
  )
}

const storedMail = (email: unknown, at: number): Omit<StoredMail, 'raw'> => {
  const { messageId, from, destination, subject, body } = fields(email)
  return {
    messageId: String(messageId),
    from: String(from),
    to: texts(fields(destination).to),
    subject: String(subject),
    text: text(fields(body).text),
    html: text(fields(body).html),
    at,
  }
}

/** https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
const withMessageId = (raw: string, messageId: string): string => {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, end).replace(/^message-id:.*(\r\n[ \t].*)*\r\n/im, '')
  return `Message-ID: <${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>\r\n${head}${raw.slice(end)}`
}

const rawIn = (form: URLSearchParams): string | undefined => {
  const data = form.get('RawMessage.Data')
  return data === null ? undefined : Buffer.from(data, 'base64').toString()
}

/** The addresses of the mailbox simulator, with any label, and what SES reports about a mail to them. */
const simulated = [
  {
    type: 'bounce',
    detailType: 'Email Bounced',
    detail: {
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
    },
  },
  {
    type: 'complaint',
    detailType: 'Email Complaint Received',
    detail: { eventType: 'Complaint', complaint: { complainedRecipients: [] } },
  },
]

/**
 * Reports the outcome of a mail to the mailbox simulator, if the configuration set sends such events to the bus.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
function publish(template: Template, bus: EventBus, form: URLSearchParams, messageId: string, at: number): void {
  const set = form.get('ConfigurationSetName')
  const heard = template
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .filter(({ properties }) => properties.ConfigurationSetName === set)
    .flatMap(({ properties }) => texts(fields(properties.EventDestination).MatchingEventTypes))
  const to = recipientsIn(form)
  for (const { type, detailType, detail } of simulated) {
    if (
      !heard.includes(type) ||
      !to.some(address => new RegExp(`^${type}([+].*)?@simulator\\.amazonses\\.com$`).test(address))
    )
      continue
    const tags = { 'ses:configuration-set': [set], ...tagsIn(form) }
    const mail = { messageId, timestamp: new Date(at).toISOString(), destination: to, tags }
    bus.put('aws.ses', detailType, { ...detail, mail })
  }
}

function tagsIn(form: URLSearchParams): Record<string, string[]> {
  const tags: Record<string, string[]> = {}
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n++)
    tags[form.get(`Tags.member.${n}.Name`) ?? ''] = [form.get(`Tags.member.${n}.Value`) ?? '']
  return tags
}

/** Starts the mailbox on a free port. It is shared by the whole process, so each cloud remembers its own mails. */
export async function startMail(
  template: Template,
  { clock, bus, limits, port }: { clock: Clock; bus: EventBus; limits?: Limits | undefined; port: number },
): Promise<Mail> {
  const server = await mailbox.default({ host: '127.0.0.1', port })
  if (!server.listening) throw new Error(`Port ${port} is taken: stop what uses it, or choose another one.`)
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`
  const own = new Map<string, { at: number; raw: string | undefined }>()
  const mayMail = gate(limits?.mails, clock)
  const hasQuota = dailyQuota(limits?.mailsADay, clock)

  const answer: AwsService['answer'] = async ({ operation, body, headers, caller }) => {
    if (!actions.has(operation)) return xmlError(400, 'InvalidAction', `${operation} does not run locally.`)
    const form = new URLSearchParams(body.toString())
    const rejected =
      tooLong(form) ?? rejection(template, form) ?? (limits?.sandbox ? unverified(template, form) : undefined)
    if (rejected) return rejected
    if (!mayMail()) return xmlError(400, 'Throttling', 'Maximum sending rate exceeded.')
    if (!hasQuota(recipientsIn(form).length)) return xmlError(400, 'Throttling', 'Daily message quota exceeded.')
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: headers.authorization ?? 'AWS' },
      body: body.toString(),
    })
    const reply = await response.text()
    if (!response.ok) return xmlError(400, 'ValidationError', text(fields(parseJson(reply)).detail) ?? 'Bad request')
    const messageId = /<MessageId>([^<]+)</.exec(reply)?.[1] ?? ''
    own.set(messageId, { at: clock.now(), raw: rawIn(form) })
    publish(template, bus, form, messageId, clock.now())
    caller.count({ emails: 1 })
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: reply }
  }
  return {
    url,
    server,
    post: async (from, to, subject, html) => {
      const form = new URLSearchParams({
        ...{ Action: 'SendEmail', Source: from, 'Destination.ToAddresses.member.1': to },
        ...{ 'Message.Subject.Data': subject, 'Message.Body.Html.Data': html },
      })
      const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'AWS' }
      const response = await fetch(url, { method: 'POST', headers, body: form.toString() })
      if (!response.ok) throw new Error(`The mailbox answered ${response.status}.`)
    },
    clear: () => own.clear(),
    passedOn: messageId => {
      const raw = own.get(messageId)?.raw
      return raw && withMessageId(raw, messageId)
    },
    sent: async () => {
      const store = fields(await (await fetch(`${url}/store`)).json())
      return list(store.emails).flatMap(email => {
        const mine = own.get(String(fields(email).messageId))
        return mine === undefined ? [] : [{ ...storedMail(email, mine.at), raw: mine.raw }]
      })
    },
    service: {
      operation: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? '',
      needs: ({ operation, body }) => needsOf(template, operation, new URLSearchParams(body.toString())),
      refuse: ({ action, resource }, user) =>
        xmlError(
          403,
          'AccessDenied',
          `User \`${user}' is not authorized to perform \`${action}' on resource \`${resource}'`,
        ),
      answer,
    },
  }
}
