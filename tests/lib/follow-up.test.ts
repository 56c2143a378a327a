import { expect, it } from 'vitest'
import type { Library } from '../../lib/directory.ts'
import { lookAfter } from '../../lib/follow-up.ts'
import { pickUpOldest } from '../../lib/pick-up.ts'
import { run } from '../../lib/run.ts'
import { defaultTiming } from '../../lib/session/timing.ts'
import { memoryClocks, memoryConnections, memoryLog, memoryMailer } from '../memory/outside.ts'
import { memoryTables } from '../memory/tables.ts'

const at = 1_790_000_000_000
const wren: Library = {
  id: 'wren',
  name: 'Wren Library',
  timeZone: 'America/New_York',
  mailbox: 'desk@wren.example',
  origins: [],
  groups: [],
  ladder: [],
  hours: [],
  timing: defaultTiming,
  namesInstitution: true,
  greeting: '',
  goodbye: '',
  scripts: [],
}
const routing = { ladder: [{ pool: 'p', after: 0 }], staffed: ['p'] }
const directory = {
  library: async () => wren,
  librarian: async () => undefined,
  librarianBySignIn: async () => undefined,
}

/** A desk with one session that was closed with this code. */
async function closedWith(code: 'answered' | 'follow-up-by-patrons-library') {
  const tables = memoryTables()
  const { mailer, mails } = memoryMailer()
  const ports = {
    ...tables,
    ...memoryLog(),
    ...memoryClocks(),
    connections: memoryConnections().connections,
    directory,
    mailer,
  }
  const duty = { librarian: 'rob', name: 'Rob', library: 'wren', pools: ['p'], limit: 3, connection: 'rob-1' }
  await tables.desk.arrive(duty)
  await run(ports, 'A', { type: 'Ask', at, session: 'A', library: 'wren', routing, question: 'Why?' })
  await pickUpOldest(ports, duty, at)
  await run(ports, 'A', { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  await run(ports, 'A', { type: 'Close', at, by: 'rob', code, deadline: 'none', today: '2026-11-24' })
  return { ports, tables, mails }
}

it('R29 the mail goes to the library’s mailbox, once, and is recorded', async () => {
  const { ports, tables, mails } = await closedWith('follow-up-by-patrons-library')
  expect(await lookAfter(ports, 'A', at + 5)).toBeUndefined()
  expect(await lookAfter(ports, 'A', at + 9)).toBeUndefined()
  expect(mails).toMatchObject([{ to: 'desk@wren.example' }])
  expect(await tables.owed()).toMatchObject([{ session: 'A', mailedAt: at + 5 }])
})

it('R29 a mail that was not accepted is not recorded: the clock’s retry sends it', async () => {
  const { ports, tables, mails } = await closedWith('follow-up-by-patrons-library')
  const broken = { send: async () => Promise.reject(new Error('throttled')) }
  await expect(lookAfter({ ...ports, mailer: broken }, 'A', at)).rejects.toThrow('throttled')
  expect((await tables.owed())[0]?.mailedAt).toBeUndefined()
  await lookAfter(ports, 'A', at + 1)
  expect(mails).toHaveLength(1)
})

it('R29 a session that owes nothing sends nothing', async () => {
  const { ports, mails } = await closedWith('answered')
  expect(await lookAfter(ports, 'A', at)).toBeUndefined()
  expect(mails).toEqual([])
})
