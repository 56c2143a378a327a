import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import type { Mailer } from '../ports.ts'

/** E-mail through SES, from the consortium's one verified sender. */
export function mailOut(
  { sender, configurationSet }: { readonly sender: string; readonly configurationSet: string },
  client = new SESClient({ maxAttempts: 3 }),
): Mailer {
  return {
    async send({ to, subject, text, replyTo }) {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          Source: sender,
          Destination: { ToAddresses: [to] },
          ...(replyTo && { ReplyToAddresses: [replyTo] }),
          Message: { Subject: { Data: subject, Charset: 'UTF-8' }, Body: { Text: { Data: text, Charset: 'UTF-8' } } },
          ConfigurationSetName: configurationSet,
        }),
      )
      if (!MessageId) throw new Error('SES accepted a mail without giving it an id.')
      return MessageId
    },
  }
}
