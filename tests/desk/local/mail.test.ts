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

test('a mail lies in the mailbox of its own cloud, with the time of that cloud', async () => {
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

test('a sender whose domain is not verified, and a configuration set that is not there, are rejected', async () => {
  expect(await told(cloud, 'SendEmail', mail({ Source: 'desk@elsewhere.example' }))).toHaveProperty('error', {
    name: 'MessageRejected',
    message: expect.stringContaining('desk@elsewhere.example'),
  })
  const other = await told(cloud, 'SendEmail', mail({ ConfigurationSetName: 'other' }))
  expect(other).toHaveProperty('error.message', 'Configuration set <other> does not exist.')
})

test('other calls of SES are refused rather than left hanging', async () => {
  const answer = await told(cloud, 'VerifyEmailIdentity', { EmailAddress: 'desk@library.example' })
  expect(answer).toHaveProperty('error')
})
