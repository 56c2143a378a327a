import { domainToASCII } from 'node:url'
import { SESClient, SESServiceException, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mail, Mailer } from '../desk/ports.ts'

/**
 * E-mail through SES, from the consortium's one verified sender. SES gives every mail a Message-ID of its own; a mail that goes
 * out twice is known by its reference. https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export function mailOut(
  { sender, configurationSet }: { readonly sender: string; readonly configurationSet: string },
  client = new SESClient({ maxAttempts: 3 }),
): Mailer {
  return {
    async send(mail) {
      const address = mail.answersTo === 'from' && mail.replyTo ? mail.replyTo : sender
      const accepted = await accepting(client, {
        Source: address,
        Destinations: [inAscii(mail.to)],
        RawMessage: { Data: await rawMessage(mail, { sender, address, region: await client.config.region() }) },
        ConfigurationSetName: configurationSet,
        // What the service says of this mail later comes with these.
        Tags: [
          { Name: 'session', Value: mail.session },
          { Name: 'mail', Value: mail.reference.slice(mail.session.length + 1) },
          { Name: 'kind', Value: mail.kind },
          { Name: 'recipient', Value: mail.recipient },
        ],
      })
      if (accepted === 'refused') return 'refused'
      if (!accepted.MessageId) throw new Error('SES accepted a mail without giving it an id.')
      return { id: accepted.MessageId }
    },
  }
}

/**
 * An address that SES cannot read (InvalidParameterValue) it never will. MessageRejected also means that the sender is not
 * verified yet, or sending suspended: that may be mended, so the mail waits.
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 */
async function accepting(client: SESClient, input: SendRawEmailCommandInput) {
  try {
    return await client.send(new SendRawEmailCommand(input))
  } catch (error) {
    if (error instanceof SESServiceException && error.name === 'InvalidParameterValue') return 'refused'
    throw error
  }
}

interface Sending {
  readonly sender: string
  /** What stands in `From`. */
  readonly address: string
  /** The region of SES, which is part of each Message-ID. */
  readonly region: string
}

/**
 * The mails of one session stand together in a mailbox: each refers to the same one, which never was. A ticket system keeps the
 * Message-ID of the mail that it opened a ticket for, and knows by it what belongs to the same ticket.
 */
function rawMessage(mail: Mail, { sender, address, region }: Sending) {
  const { to, from, subject, text, html, replyTo, reference, session, kind, follows } = mail
  const thread = `<${session}.session@${sender.slice(sender.lastIndexOf('@') + 1)}>`
  const first = follows && messageId(follows, region)
  const composer = new MailComposer({
    from: { name: from, address },
    // As one address, not as a list to be taken apart at its commas.
    to: { name: '', address: inAscii(to) },
    subject: subject.includes('=?') ? '' : subject,
    text: inLines(text),
    html: inLines(html),
    ...(replyTo && { replyTo }),
    references: [thread, ...(first ? [first] : [])],
    ...(first && { inReplyTo: first }),
    headers: {
      ...(subject.includes('=?') && { Subject: { prepared: true, value: encodedWords(subject) } }),
      'X-Coopdesk-Reference': reference,
      ...markOf(kind),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  return composer.compile().build()
}

/**
 * The answer is a person's. What asks somebody to do something is work, though the desk wrote it: ticket systems such as Roundup
 * and Redmine drop what says `auto-generated`, and the patron would be forgotten. The rest is told, no more. None of it wants
 * an automatic answer (RFC 3834, 5.1; MS-OXCMAIL, 2.1.3.2.20).
 */
function markOf(kind: Mail['kind']): Readonly<Record<string, string>> {
  if (kind === 'answer') return {}
  return {
    ...(notices.includes(kind) && { 'Auto-Submitted': 'auto-generated' }),
    'X-Auto-Response-Suppress': 'All',
  }
}

const notices: readonly Mail['kind'][] = ['transcript', 'transcript-returned']

/** The Message-ID that SES gives to a mail. https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
function messageId(id: string, region: string): string {
  return `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`
}

/** SES takes a domain outside ASCII as Punycode; one that has no such form it refuses. https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html */
function inAscii(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const [local, domain] = [address.slice(0, at), address.slice(at)]
  return /^\p{ASCII}*$/u.test(domain) ? address : local + (domainToASCII(domain) || domain)
}

/** A carriage return on its own, which the composer leaves as it is, must not stand in a mail (RFC 5322, 2.3). */
function inLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

/** The composer leaves a subject in ASCII as it is, also where it looks encoded, and whoever reads it would decode it. */
function encodedWords(subject: string): string {
  const words = subject.toWellFormed().match(/[^\r\n]{1,11}/gu) ?? []
  // Eleven characters of four bytes make 60 in base64, and a word of 75 with what stands around it: as long as it may be.
  return words.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}
