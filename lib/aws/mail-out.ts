import { domainToASCII } from 'node:url'
import { SESClient, SESServiceException, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mail, MailboxMail, MailboxMailer, Mailer } from '../desk/ports.ts'

/**
 * Email through SES, from the consortium's one verified sender. SES gives every mail a new Message-ID, so a mail that goes out
 * twice is recognised by its reference. https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export function mailOut(
  { sender, configurationSet }: { readonly sender: string; readonly configurationSet: string },
  client = new SESClient({ maxAttempts: 3 }),
): Mailer & MailboxMailer {
  // SES attaches these tags to everything that it reports about this mail later.
  const accepted = async (mail: Raw, tags: Readonly<Record<string, string>>) => {
    const address = mail.answersTo === 'from' && mail.replyTo ? mail.replyTo : sender
    const answer = await accepting(client, {
      Source: address,
      Destinations: [inAscii(mail.to)],
      RawMessage: { Data: await rawMessage(mail, { sender, address, region: await client.config.region() }) },
      ConfigurationSetName: configurationSet,
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    })
    if (typeof answer === 'string') return answer
    if (!answer.MessageId) throw new Error('SES accepted a mail without giving it an id.')
    return { id: answer.MessageId }
  }
  return {
    send: mail => {
      const { session, kind, recipient, reference } = mail
      const n = reference.slice(session.length + 1)
      return accepted({ ...mail, thread: `${session}.session` }, { session, mail: n, kind, recipient })
    },
    sendAbout: async mail => {
      const { library, kind, n } = mail
      const about = { reference: `${library}.mailbox.${n}`, thread: `${library}.mailbox` }
      const outcome = await accepted({ ...mail, ...about }, { library, mail: String(n), kind })
      // The mailbox is tested again at its next run.
      if (outcome === 'over-quota') throw new OverQuota()
      return outcome
    },
  }
}

/** The daily quota of SES is used up. An alarm counts this name in the logs. */
class OverQuota extends Error {
  override readonly name = 'OverQuota'
}

/** A mail about a session or about a mailbox. */
interface Raw
  extends Pick<Mail, 'to' | 'from' | 'subject' | 'text' | 'html' | 'reference' | 'replyTo' | 'answersTo' | 'follows'> {
  readonly kind: Mail['kind'] | MailboxMail['kind']
  /** The mails of one thread share this. */
  readonly thread: string
}

/**
 * SES will never accept an address that it cannot parse (InvalidParameterValue). MessageRejected can also mean that the sender
 * is not verified yet or that sending is suspended. That can be fixed, so the mail waits. One code says that too many mails were
 * sent in a second or in 24 hours; only the message tells which.
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
async function accepting(client: SESClient, input: SendRawEmailCommandInput) {
  try {
    return await client.send(new SendRawEmailCommand(input))
  } catch (error) {
    if (!(error instanceof SESServiceException)) throw error
    if (error.name === 'InvalidParameterValue') return 'refused'
    if (error.name.startsWith('Throttling') && error.message.startsWith('Daily')) return 'over-quota'
    throw error
  }
}

interface Sending {
  readonly sender: string
  /** The value of `From`. */
  readonly address: string
  /** The region of SES, which is part of each Message-ID. */
  readonly region: string
}

/**
 * Mailboxes show the mails of one session as a thread, because each refers to the same Message-ID, of a mail that never
 * existed. A ticket system remembers the Message-ID of the mail that opened a ticket, and recognises by it what belongs to the
 * same ticket.
 */
function rawMessage(mail: Raw, { sender, address, region }: Sending) {
  const { to, from, subject, text, html, replyTo, reference, kind, follows } = mail
  const thread = `<${mail.thread}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
  const first = follows && messageId(follows, region)
  const composer = new MailComposer({
    from: { name: from, address },
    // One address, so that it is not split at its commas as a list would be.
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
 * An answer comes from a person. A mail that asks somebody to act is work, even though the desk wrote it. Ticket systems such
 * as Roundup and Redmine drop mail marked `auto-generated`, and the patron would be forgotten. The other mails only inform.
 * None of them wants an automatic answer (RFC 3834, 5.1; MS-OXCMAIL, 2.1.3.2.20).
 */
function markOf(kind: Raw['kind']): Readonly<Record<string, string>> {
  if (kind === 'answer') return {}
  return {
    ...(notices.includes(kind) && { 'Auto-Submitted': 'auto-generated' }),
    'X-Auto-Response-Suppress': 'All',
  }
}

const notices: readonly Raw['kind'][] = ['receipt', 'transcript', 'transcript-returned']

/** The Message-ID that SES gives to a mail. https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
function messageId(id: string, region: string): string {
  return `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`
}

/**
 * SES wants domains outside ASCII as Punycode and refuses those that have no such form.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
function inAscii(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const [local, domain] = [address.slice(0, at), address.slice(at)]
  return /^\p{ASCII}*$/u.test(domain) ? address : local + (domainToASCII(domain) || domain)
}

/** The composer keeps a lone carriage return, which a mail must not contain (RFC 5322, 2.3). */
function inLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

/**
 * The composer does not encode an ASCII subject, even if it looks encoded already, and the reader's program would decode it.
 */
function encodedWords(subject: string): string {
  const words = subject.toWellFormed().match(/[^\r\n]{1,11}/gu) ?? []
  // Eleven characters of four bytes make 60 characters of base64 and, with what surrounds them, an encoded word of 75, the
  // longest allowed.
  return words.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}
