import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDesk, type TestDesk } from './desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'coopdesk-names-'))
const settings = `settings:
  region: eu-central-1
  sender-identity: existing
  domains:
    certificate: arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d
    http: chat.hudson-lakes.example.org
    socket: socket.hudson-lakes.example.org
    links: ask.hudson-lakes.example.org`
let desk: TestDesk

beforeAll(async () => {
  const file = join(folder, 'consortium.yaml')
  writeFileSync(file, readFileSync('examples/consortium.yaml', 'utf8').replace('settings:', settings))
  execFileSync(process.execPath, ['infra/app.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      CDK_VALIDATION: 'false',
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ region: '' }),
      COOPDESK_CONSORTIUM: file,
      COOPDESK_DIST: join(folder, 'dist'),
    },
  })
  desk = await startDesk({ template: join(folder, 'Coopdesk.template.json') })
})
afterAll(async () => {
  await desk?.stop()
  rmSync(folder, { recursive: true })
})

test('a desk with names, a region and a sender of its own runs on one machine: its names lead there', async () => {
  const email = 'jane@patrons.example.org'
  const patron = await desk.patron('valley-university', 'Is there a piano?', { name: 'Jane', email })
  const { session } = patron
  expect(patron.socket).toMatch(/^ws:\/\/127\.0\.0\.1:/)
  const rob = await desk.librarian('rob@state-college.example.org')
  expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
  await rob.send({ action: 'say', session, n: 1, text: 'Let me pass that on.' })
  await rob.send({ action: 'attest-contact', session, email })
  const code = 'follow-up-by-patrons-library'
  expect(await rob.send({ action: 'close', session, code, deadline: 'none' })).toMatchObject({ type: 'closed', code })
  await desk.clock.advance(60_000)
  const mail = (await desk.cloud.mail()).find(({ to }) => !to.includes(email))
  expect(mail?.from).toContain('desk@hudson-lakes.example.org')
  const [link = ''] = /http\S+\/follow-ups\/\S+/.exec(mail?.text ?? '') ?? []
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:/)
  expect((await fetch(link)).status).toBe(200)
})
