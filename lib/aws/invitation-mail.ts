import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses'
import type { InvitingPorts } from '../mail/outgoing/invite-people.ts'

const inUtf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

/**
 * Sends an invitation through SES. It belongs to no session, so nothing is reported about it later.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
export function invitationMail(sender: string, client = new SESClient({ maxAttempts: 3 })): InvitingPorts['post'] {
  return async (to, { subject, text, html }) => {
    const mail = new SendEmailCommand({
      Source: sender,
      Destination: { ToAddresses: [to] },
      Message: { Subject: inUtf8(subject), Body: { Text: inUtf8(text), Html: inUtf8(html) } },
    })
    try {
      await client.send(mail)
      return 'sent'
    } catch (error) {
      if (error instanceof SESServiceException && error.name.startsWith('Throttling')) return 'over-quota'
      throw error
    }
  }
}
