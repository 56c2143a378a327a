import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settingsShown } from '../../lib/protocol/out/http.ts'
import { run } from '../../operating/consortium.ts'
import { type Frame, startDesk, type TestDesk } from './desk.ts'

const [rob, erin, mei] = [
  'rob@state-college.example.org',
  'erin@riverside-library.example.org',
  'mei@hudson-lakes.example.org',
] as const
const riverside = '/settings/libraries/riverside'

describe('settings over the protocol, where the template runs', () => {
  let desk: TestDesk
  const file = join(mkdtempSync(join(tmpdir(), 'coopdesk-settings-')), 'consortium.yaml')
  const lines: string[] = []

  beforeAll(async () => {
    desk = await startDesk({ onEvent: ({ line }) => lines.push(line) })
    writeFileSync(file, readFileSync('examples/consortium.yaml', 'utf8'))
  })
  afterAll(() => desk.stop())

  const bearer = async (who: string) => ({ authorization: `Bearer ${await desk.cloud.signIn(who)}` })
  const get = async (who: string, path: string) => {
    const response = await fetch(`${desk.cloud.urls.http}${path}`, { headers: await bearer(who) })
    return { status: response.status, body: (await response.json()) as Frame }
  }
  const post = async (who: string, path: string, body: object) => desk.post(path, body, await bearer(who))
  const shown = async (path = riverside) => v.parse(settingsShown, (await get(mei, path)).body)
  const tool = async (command: string, overwrite: readonly string[] = []) => {
    const said: string[] = []
    const code = await run({ command, file, http: desk.cloud.urls.http, overwrite }, line => said.push(line))
    return { code, said: said.join('\n') }
  }

  it('an administrator reads their library, changes it, and patrons see the change within a minute', async () => {
    expect((await get(erin, '/settings')).body).toMatchObject({ librarian: 'erin', libraries: [{ id: 'riverside' }] })
    const { status, body } = await get(erin, riverside)
    expect(status).toBe(200)
    const change = { 'closed-days': ['2026-12-24'], page: { accent: '#123456' } }
    const changed = await post(erin, riverside, { version: body.version, change })
    expect([changed.status, changed.body.settings]).toMatchObject([200, change])
    await desk.clock.advance(61_000)
    const page = await (await fetch(`${desk.cloud.urls.http}/libraries/riverside`)).json()
    expect(page).toMatchObject({ closedDays: ['2026-12-24'], colours: { accent: '#123456' } })
  })

  it('the file’s command names what was changed, by whom, and overwrites it only by name', async () => {
    const { code, said } = await tool('diff')
    expect(code).toBe(1)
    expect(said).toContain('library:riverside')
    expect(said).toContain('Erin at Riverside (erin)')
    await tool('apply')
    expect((await shown()).settings['closed-days']).toEqual(['2026-12-24'])
    await tool('apply', ['library:riverside'])
    const after = await shown()
    expect(after.settings).not.toHaveProperty('closed-days')
    expect(after.changes.map(({ through, what }) => `${what} ${through}`)).toEqual(['changed file', 'changed browser'])
  })

  it('a stale version is refused with what changed since, by whom', async () => {
    const { version } = await shown()
    await desk.clock.advance(1_000)
    const change = { greeting: 'Welcome.' }
    expect((await post(mei, riverside, { version, change })).status).toBe(200)
    const { status, body } = await post(erin, riverside, { version, change: { greeting: 'Hello.' } })
    expect([status, body.code]).toEqual([409, 'settings-changed'])
    expect(body.changes).toMatchObject([{ by: 'Mei (night desk) (mei)', fields: ['greeting'] }])
    expect((await shown()).settings.greeting).toBe('Welcome.')
  })

  it('of two changes at the same moment one is written', async () => {
    const { version } = await shown()
    const both = await Promise.all(
      ['One.', 'Two.'].map(goodbye => post(erin, riverside, { version, change: { goodbye } })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await shown()).changes.filter(({ fields }) => fields.includes('goodbye'))).toHaveLength(1)
  })

  it('somebody is invited by mail, answers, and is shut out within a minute after they are removed', async () => {
    // The web mailbox is one for all desks of this process, so the address is nobody else's.
    const zoe = { id: 'zoe', name: 'Zoe', email: 'zoe.of-settings@riverside-library.example.org' }
    const invited = await post(erin, `${riverside}/people`, { person: zoe })
    expect(invited.status).toBe(201)
    await desk.clock.advance(16 * 60_000)
    await desk.cloud.quiet()
    const { emails } = v.parse(
      v.object({ emails: v.array(v.object({ destination: v.object({ to: v.array(v.string()) }) })) }),
      await (await fetch(`${desk.cloud.urls.mailbox}/store`)).json(),
    )
    expect(emails.filter(({ destination }) => destination.to.includes(zoe.email))).toHaveLength(1)
    const wire = await desk.librarian(zoe.email)
    expect(await wire.send({ action: 'queue' })).toMatchObject({ type: 'queue' })
    const { people } = await shown()
    const { version } = people.find(({ person }) => person.id === 'zoe') ?? {}
    expect((await post(erin, '/settings/people/zoe/removal', { version })).status).toBe(200)
    expect(await wire.send({ action: 'queue' })).toMatchObject({ code: 'not-on-duty' })
    await desk.clock.advance(61_000)
    expect(await wire.send({ action: 'queue' })).toMatchObject({ code: 'left-consortium' })
    expect((await get(zoe.email, '/settings')).body).toMatchObject({ code: 'unknown-librarian' })
    expect((await tool('diff')).said).not.toContain('zoe')
  })

  it('a new mailbox gets its test mail by the next run', async () => {
    const { version } = await shown()
    const mailbox = 'desk@riverside-library.example.org'
    expect((await post(erin, riverside, { version, change: { mailbox } })).status).toBe(200)
    await desk.clock.advance(86_400_000)
    await desk.cloud.quiet()
    expect((await desk.cloud.mail()).filter(({ to }) => to.includes(mailbox))).toHaveLength(1)
    expect((await shown()).mailbox).toMatchObject({ mailbox, test: { status: 'waiting' } })
  })

  it('who may not is refused, and no log has a name, an address or a setting', async () => {
    const { version } = await shown()
    for (const who of [rob, 'john@state-college.example.org']) {
      const { status } = await post(who, riverside, { version, change: { greeting: 'Mine.' } })
      expect(status).toBe(403)
    }
    expect((await shown()).settings.greeting).toBe('Welcome.')
    expect(lines.join('\n')).not.toMatch(/Zoe|zoe@|Welcome|desk@riverside/)
  })
})
