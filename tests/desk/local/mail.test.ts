import { afterAll, beforeAll, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const clock = virtualClock(Date.UTC(2026, 2, 4, 20, 15))
let made: Fixture
let cloud: Cloud
let neighbour: Cloud
beforeAll(async () => {
  made = await fixture()
  cloud = await made.start({ clock })
  neighbour = await made.start()
})
afterAll(async () => {
  await Promise.all([cloud.stop(), neighbour.stop()])
  await made.remove()
})

const mail = (more: object = {}) => ({
  Source: 'Desk <desk@library.example>',
  Destination: { ToAddresses: ['ann@home.example'] },
  Message: { Subject: { Data: 'Your question' }, Body: { Text: { Data: 'An answer' } } },
  ...more,
})

test('a mail is in the mailbox of its own cloud, with the time of that cloud', async () => {
  expect(
    await told(cloud, 'SendEmail', mail({ ConfigurationSetName: 'desk-mail' }), 'Puppet', 'mailing'),
  ).toHaveProperty('result.MessageId')
  expect(await cloud.mail()).toMatchObject([
    { to: ['ann@home.example'], subject: 'Your question', text: 'An answer', at: clock.now() },
  ])
  expect(await neighbour.mail()).toEqual([])
  expect(cloud.ledger.session('mailing').emails).toBe(1)
  expect((await fetch(cloud.urls.mailbox)).status).toBe(200)
})

test('an unverified sender domain and an unknown configuration set are rejected', async () => {
  expect(await told(cloud, 'SendEmail', mail({ Source: 'desk@elsewhere.example' }))).toHaveProperty('error', {
    name: 'MessageRejected',
    message: expect.stringContaining('desk@elsewhere.example'),
  })
  const other = await told(cloud, 'SendEmail', mail({ ConfigurationSetName: 'other' }))
  expect(other).toHaveProperty('error.message', 'Configuration set <other> does not exist.')
})

test('a raw mail of more than 10 MB is refused', async () => {
  const head = 'From: desk@library.example\r\nSubject: Long\r\n\r\n'
  const sending = (bytes: number) => {
    const Data = head + 'x'.repeat(bytes - head.length)
    const input = { Source: 'desk@library.example', Destinations: ['ann@home.example'], RawMessage: { Data } }
    return told(cloud, 'SendRawEmail', input)
  }
  const most = 10 * 1024 * 1024
  expect(await sending(most + 1)).toHaveProperty('error', {
    name: 'InvalidParameterValue',
    message: `Message length is more than ${most} bytes long.`,
  })
  expect(await sending(1024)).toHaveProperty('result.MessageId')
})

test('other calls of SES are refused rather than left hanging', async () => {
  const answer = await told(cloud, 'VerifyEmailIdentity', { EmailAddress: 'desk@library.example' })
  expect(answer).toHaveProperty('error')
})

test('a raw mail can be fetched as SES would deliver it, for a mail program', async () => {
  const head = 'From: desk@library.example\r\nMessage-ID: <made-up@library.example>\r\nSubject: Whole\r\n\r\n'
  const Data = `${head}The words.\r\n`
  const sent = { Source: 'desk@library.example', Destinations: ['ann@home.example'], RawMessage: { Data } }
  await told(cloud, 'SendRawEmail', sent, 'Puppet', 'mailing')
  const id = (await cloud.mail()).at(-1)?.messageId
  const answer = await fetch(`${cloud.urls.http}/_local/mails/${id}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'message/rfc822'])
  expect(await answer.text()).toBe(
    `Message-ID: <${id}@email.amazonses.com>\r\nFrom: desk@library.example\r\nSubject: Whole\r\n\r\nThe words.\r\n`,
  )
  expect((await fetch(`${cloud.urls.http}/_local/mails/other`)).status).toBe(404)
})
