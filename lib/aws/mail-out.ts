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
      const accepted = await accepting(client, {
        Source: sender,
        Destinations: [inAscii(mail.to)],
        RawMessage: { Data: await rawMessage(mail, sender) },
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

/** The mails of one session stand together in a mailbox: each refers to the same one, which never was. */
function rawMessage({ to, from, subject, text, html, replyTo, reference, session, kind }: Mail, sender: string) {
  const thread = `<${session}.session@${sender.slice(sender.lastIndexOf('@') + 1)}>`
  const composer = new MailComposer({
    from: { name: from, address: sender },
    // As one address, not as a list to be taken apart at its commas.
    to: { name: '', address: inAscii(to) },
    subject: subject.includes('=?') ? '' : subject,
    text: inLines(text),
    html: inLines(html),
    ...(replyTo && { replyTo }),
    references: [thread],
    headers: {
      ...(subject.includes('=?') && { Subject: { prepared: true, value: encodedWords(subject) } }),
      'X-Coopdesk-Reference': reference,
      // The answer is a person's; everything else is ours, and wants no automatic answer (RFC 3834).
      ...(kind !== 'answer' && { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  return composer.compile().build()
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
