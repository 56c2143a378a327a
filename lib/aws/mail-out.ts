import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mail, Mailer } from '../ports.ts'

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
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          Source: sender,
          Destinations: [mail.to],
          RawMessage: { Data: await rawMessage(mail, sender) },
          ConfigurationSetName: configurationSet,
          // What the service says of this mail later comes with these.
          Tags: [
            { Name: 'session', Value: mail.session },
            { Name: 'mail', Value: mail.reference.slice(mail.session.length + 1) },
            { Name: 'kind', Value: mail.kind },
          ],
        }),
      )
      if (!MessageId) throw new Error('SES accepted a mail without giving it an id.')
      return MessageId
    },
  }
}

/** The mails of one session stand together in a mailbox: each refers to the same one, which never was. */
function rawMessage({ to, from, subject, text, html, replyTo, reference, session, kind }: Mail, sender: string) {
  const thread = `<${session}.session@${sender.slice(sender.lastIndexOf('@') + 1)}>`
  const composer = new MailComposer({
    from: { name: from, address: sender },
    to,
    subject,
    text,
    html,
    ...(replyTo && { replyTo }),
    references: [thread],
    headers: {
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
