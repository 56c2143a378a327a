import { createTransport } from 'nodemailer'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Intercept } from '../../local/cloud.ts'
import { fields, list } from '../../local/template/shape.ts'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const mailbox = 'info@riverside-library.example.org'
const patron = 'jane@patrons.example.org'

describe('asynchronous work while something is broken', () => {
  let desk: TestDesk
  let fault: Intercept | undefined
  let rob: Wire
  let erin: Wire
  let session: string
  let toLibrary: Email
  beforeAll(async () => {
    desk = await startDesk({ intercept: (call, next) => (fault ? fault(call, next) : next()) })
  })
  afterAll(() => desk.stop())
  beforeEach(async () => {
    rob = await desk.librarian('rob@state-college.example.org')
    session = (await desk.patron('riverside', 'Is the reading room open?')).session
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'attest-contact', session, email: patron })
    await rob.send({ action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' })
    erin = await desk.librarian('erin@riverside-library.example.org')
    await desk.clock.advance(20_000)
    const mail = (await desk.cloud.mail()).find(({ to }) => to.includes(mailbox))
    toLibrary = await PostalMime.parse(mail?.raw ?? '')
  })
  afterEach(() => {
    fault = undefined
    return desk.clear()
  })

  const away = (operation: string, functionId: string): Intercept => {
    const reply = { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' }
    return (call, next) =>
      call.operation === operation && call.caller.functionId === functionId ? Promise.resolve(reply) : next()
  }
  const followUpStatus = async () => (await erin.send({ action: 'follow-up', session })).followUpStatus

  it('R31 a librarian’s answer is not lost: the event is kept, and processed once when it is given to the function again', async () => {
    fault = away('GetObject', 'IncomingMail')
    const to = toLibrary.replyTo?.[0]?.address
    await desk.clock.advance(60_000)
    const wrote = `Riverside Public Library wrote:\n${(toLibrary.text ?? '').trimEnd().replaceAll(/^/gm, '> ')}`
    await createTransport(`${desk.cloud.urls.smtp}`).sendMail({ from: mailbox, to, text: `Until eight.\n\n${wrote}` })
    await desk.clock.advance(240_000)
    const kept = desk.cloud.queued('LostEventsQueue')
    expect(kept).toMatchObject([{ requestContext: { functionArn: expect.stringContaining('IncomingMail') } }])
    expect(await followUpStatus()).toBe('new')

    fault = undefined
    const [record] = list(kept)
    for (const _time of [1, 2]) {
      const invoked = await desk.cloud.invoke('IncomingMail', fields(record).requestPayload)
      expect(invoked.ok).toBe(true)
    }
    await desk.clock.advance(20_000)
    expect(await followUpStatus()).toBe('answered')
    const read = (await desk.cloud.mail()).filter(mail => mail.to.includes(patron)).map(({ text }) => text)
    expect(read.filter(text => text?.includes('Until eight.'))).toHaveLength(1)
  })

  it('after pressing a button in a mail one reads a page that says to try again', async () => {
    const url = /^I'll handle this:\n(\S+)$/m.exec(toLibrary.text ?? '')?.[1] ?? ''
    fault = away('Query', 'Links')
    const pressed = await fetch(url, { method: 'POST' })
    expect([pressed.status, pressed.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
    expect(await pressed.text()).toContain('The desk is busy')
    fault = undefined
    expect((await fetch(url, { method: 'POST' })).status).toBe(200)
    expect(await followUpStatus()).toBe('taken')
  })
})
