import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailboxesMoved } from '../../lib/consortium/news.ts'
import { run } from '../../operating/consortium.ts'
import { localDesk } from '../../operating/desk.ts'
import { startDesk, type TestDesk } from './desk.ts'

let desk: TestDesk

beforeAll(async () => {
  // The daily rule runs every day, and the sweeps of every quarter of an hour do, too.
  desk = await startDesk({ schedulesApartMs: 86_400_000 })
})
afterAll(() => desk.stop())

const file = 'examples/consortium.yaml'
const testMails = async () => {
  const mails = await desk.cloud.mail()
  return mails.filter(({ subject }) => subject.includes('Please confirm that you read this mailbox'))
}

test('R29 the daily rule tests the mailbox of every library of a new desk; a press confirms, and what is silent is told', async () => {
  await desk.clock.advance(16 * 3_600_000)
  await desk.cloud.quiet()
  const first = await testMails()
  expect(first).toHaveLength(5)
  const mine = first.find(({ to }) => to.includes('info@riverside-library.example.org'))
  const [url = ''] = /https?:\/\/\S+\/mailboxes\/\S+/.exec(mine?.text ?? '') ?? []
  const link = url.replace(/^https?:\/\/[^/]+/, desk.cloud.urls.http)
  expect(await (await fetch(link)).text()).toContain('We read this mailbox')
  const pressed = await fetch(link, { method: 'POST' })
  expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('its mail reaches you')])

  await desk.clock.advance(7 * 86_400_000)
  await desk.cloud.quiet()
  expect(await testMails()).toHaveLength(5)
  const told = (await desk.cloud.mail()).filter(({ subject }) => subject.includes('NOT CONFIRMED'))
  expect(told.length).toBeGreaterThan(0)
  expect(told.every(({ subject }) => !subject.includes('Riverside'))).toBe(true)

  const librarian = await desk.librarian('erin@riverside-library.example.org')
  expect(await librarian.send({ action: 'mailbox', id: '1' })).toMatchObject({ test: { status: 'read' } })
})

test('R29 a mailbox whose address changes is tested by the next run', async () => {
  const local = await localDesk(desk.cloud.urls.http)
  await local.testMailboxes(['riverside'])
  const before = (await testMails()).length
  await desk.clock.advance(86_400_000)
  await desk.cloud.quiet()
  // Its address is the same, so there is nothing to test.
  expect(await testMails()).toHaveLength(before)
  const [old, anew] = ['old', 'new'].map(name => ({ library: { id: 'wren', mailbox: `${name}@wren.example.org` } }))
  const change = { entry: 'library:wren', subject: 'library:wren', fields: ['mailbox'] }
  const moved = (now: object | undefined, wanted: object | undefined) =>
    mailboxesMoved([
      {
        ...change,
        ...(now && { now: { entry: change.entry, content: { ...now } } }),
        ...(wanted && { wanted: { ...wanted } }),
      },
    ])
  expect([moved(old, anew), moved(undefined, anew), moved(old, old), moved(old, undefined)]).toEqual([
    ...[['wren'], ['wren'], [], []],
  ])
  expect(await run({ command: 'diff', file, http: desk.cloud.urls.http, overwrite: [] }, () => {})).toBeLessThan(2)
})
