import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askQuestion } from '../../client/desk-http.ts'
import { defaultLimits } from '../../lib/consortium/library.ts'
import { run } from '../../operating/consortium.ts'
import { startDesk, type TestDesk } from './desk.ts'

const origin = 'https://www.riverside-library.example.org'
const question = JSON.stringify({ question: 'Is the reading room open?' })

describe('R42 limits of questions', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.stop())

  const ask = (source: string | undefined, body = question) =>
    fetch(`${desk.cloud.urls.http}/libraries/riverside/sessions`, {
      method: 'POST',
      body,
      headers: { origin, ...(source && { 'x-local-source': source }) },
    })

  it('R42 a source that asks too much is told when to come again, where a page can read it', async () => {
    const statuses: number[] = []
    for (let n = 0; n < defaultLimits.taken; n++) statuses.push((await ask('192.0.2.7')).status)
    expect(new Set(statuses)).toEqual(new Set([201]))
    const refused = await ask('192.0.2.7')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(600)
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after')
    expect((await ask('192.0.2.8')).status).toBe(201)
    expect((await ask(undefined)).status).toBe(201)
  })

  it('a library that asks for a proof of work gets it from every client of the desk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coopdesk-proof-'))
    const file = join(folder, 'consortium.yaml')
    const example = readFileSync('examples/consortium.yaml', 'utf8')
    const asking = '  - id: great-lakes\n    question-limits: { proof-of-work: true }\n'
    writeFileSync(file, example.replace('  - id: great-lakes\n', asking))
    expect(await run({ command: 'apply', file, http: desk.cloud.urls.http, overwrite: [] }, () => {})).toBe(0)
    rmSync(folder, { recursive: true })
    expect(await desk.post('/libraries/great-lakes/sessions', question)).toMatchObject({
      status: 403,
      body: { code: 'proof-missing', challenge: { parameters: { data: { library: 'great-lakes' } } } },
    })
    expect(await askQuestion(desk.cloud.urls.http, 'great-lakes', { question: 'Maps?' })).toHaveProperty('session')
  })

  it('a session that comes back again and again keeps its newest sockets, and the oldest end', async () => {
    const { session, pass, ticket } = await desk.ask('riverside', 'Is anybody there?')
    const first = await desk.open(ticket)
    const later = []
    for (let n = 0; n < defaultLimits.sockets; n++) {
      const { body } = await desk.post(`/sessions/${session}/tickets`, {}, { authorization: `Bearer ${pass}` })
      later.push(await desk.open(String(body.ticket)))
    }
    const [oldest, ...newer] = later
    expect(await oldest?.closed).toBe(1000)
    for (const wire of [first, ...newer])
      expect(await wire.send({ action: 'resume', session, after: 0 })).toMatchObject({ type: 'resumed' })
  })

  it('R6 a question by email is a follow-up of its library at once', async () => {
    const body = { question: 'Where are the almanacs?', email: 'almanac@patrons.example.org', byMail: true }
    const taken = await ask('192.0.2.9', JSON.stringify(body))
    expect(taken.status).toBe(201)
    await desk.clock.advance(20_000)
    const mails = (await desk.cloud.mail()).filter(({ text }) => text?.includes('Where are the almanacs?'))
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('Follow-up')])
  })
})
