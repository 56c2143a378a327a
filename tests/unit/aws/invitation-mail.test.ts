import { SESClient } from '@aws-sdk/client-ses'
import { expect, it } from 'vitest'
import { invitationMail } from '../../../lib/aws/invitation-mail.ts'

const letter = { subject: 'You are invited', text: 'Sign in.', html: '<p>Sign in.</p>' }

/** Sends an invitation to an SES that answers so. */
async function posted(statusCode: number, body: string) {
  const forms: URLSearchParams[] = []
  const handle = async ({ body: form }: { readonly body?: unknown }) => {
    forms.push(new URLSearchParams(String(form)))
    return { response: { statusCode, headers: {}, body: new TextEncoder().encode(body) } }
  }
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  const requestHandler = { handle, destroy: () => {} }
  const client = new SESClient({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 1 })
  return { forms, outcome: invitationMail('desk@two-rivers.example.org', client)('ann@x.example.org', letter) }
}

const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`

it('an invitation goes to one address, from the desk’s, as text and HTML', async () => {
  const sent = '<SendEmailResponse><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>'
  const { outcome, forms } = await posted(200, sent)
  expect(await outcome).toBe('sent')
  expect(Object.fromEntries(forms[0] ?? [])).toMatchObject({
    ...{ Action: 'SendEmail', Source: 'desk@two-rivers.example.org' },
    'Destination.ToAddresses.member.1': 'ann@x.example.org',
    'Message.Subject.Data': 'You are invited',
    'Message.Body.Text.Data': 'Sign in.',
    'Message.Body.Html.Data': '<p>Sign in.</p>',
  })
})

it('a quota that is used up makes it wait, and any other error is one', async () => {
  const { outcome: throttled } = await posted(400, error('Throttling', 'Daily message quota exceeded.'))
  expect(await throttled).toBe('over-quota')
  const { outcome: rejected } = await posted(400, error('MessageRejected', 'Email address is not verified.'))
  await expect(rejected).rejects.toThrow('not verified')
})
