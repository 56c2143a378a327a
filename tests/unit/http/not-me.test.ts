import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { notMe } from '../../../lib/http/not-me.ts'
import { runFollowUpTimer } from '../../../lib/mail/outgoing/follow-up-timer.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../memory/outside.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const email = 'victim@example.org'
const tokens = testTokens()

async function desk() {
  const rob = librarian('rob', 'Rob from Wren', 'wren')
  const { ports, to, started } = await deskOf([library('wren', 'Wren Library')], [rob])
  const { mailer, mails, receipts } = memoryMailer()
  await asks(ports, session, at, { name: 'Buy pills', email })
  await pickUpOldest(ports, onDuty(rob), at)
  const link = await tokens.notMeLink(session, email, at)
  const all = { ...ports, mailer, mailTokens: tokens, sentMails: memorySentMails() }
  const open = async (method: 'GET' | 'POST', token = link.slice(link.lastIndexOf('/') + 1)) => {
    const response = await notMe(all)[`${method} /not-me/{token}`]?.({ path: { token }, body: '', at })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    return response
  }
  const close = () =>
    runEnding(ports, session, {
      ...{ type: 'Close', at, by: 'rob', code: 'follow-up-by-patrons-library', deadline: '2026-10-01' },
      today: '2026-09-21',
    })
  const state = async () => (await ports.sessions.load(session))?.session
  return { ports: all, open, close, state, to, started, mails, receipts, link }
}

describe('the link "This was not me"', () => {
  it('shows a page and changes nothing when it is opened, as mail scanners do', async () => {
    const { open, state } = await desk()
    const before = await state()
    expect(await open('GET')).toMatchObject({ status: 200, html: expect.stringContaining('Stop the mail') })
    expect(await state()).toEqual(before)
  })

  it('shows nobody’s words, name or address, and neither does the link', async () => {
    const { open, link } = await desk()
    for (const shown of [(await open('GET')).html, (await open('POST')).html, decoded(link)])
      for (const secret of [email, 'victim', 'pills']) expect(shown).not.toContain(secret)
  })

  it('in an open conversation tells both sides, and the address is forgotten', async () => {
    const { open, state, to } = await desk()
    await open('POST')
    expect((await state())?.patron.email).toBeUndefined()
    for (const connection of [`patron-${session}`, 'rob-1'])
      expect(to(connection)).toContainEqual({ type: 'address-disowned', session, email, at })
    await open('POST')
    expect(to('rob-1').filter(({ type }) => type === 'address-disowned')).toHaveLength(1)
  })

  it('stops every further mail to the patron of that session, and the owner of the follow-up is told at once', async () => {
    const { ports, open, close, mails, receipts, started } = await desk()
    await run(ports, session, { type: 'AttestContact', at, by: 'rob', email })
    await close()
    await runFollowUpTimer(ports, session, at)
    expect([...mails, ...receipts].map(({ kind }) => kind)).toEqual(['follow-up', 'receipt'])
    await open('POST')
    expect(started.mailsNow).toEqual([session])
    await runFollowUpTimer(ports, session, at + 1)
    const [told] = mails.slice(1)
    expect(told).toMatchObject({ kind: 'unreachable', to: 'questions@wren.example.org' })
    expect(told?.subject).toContain("Not the patron's address")
    for (const later of [1, 5, 9, 14, 30]) await runFollowUpTimer(ports, session, at + later * 86_400_000)
    expect([...mails.slice(1), ...receipts.slice(1)].filter(({ recipient }) => recipient === 'patron')).toEqual([])
  })

  it('of another session, or one that was changed, is not valid', async () => {
    const { open } = await desk()
    expect((await open('GET', 'made.up.token')).status).toBe(404)
    const status = await tokens.statusLink(session, at)
    expect((await open('POST', status.slice(status.lastIndexOf('/') + 1))).status).toBe(404)
    const other = await tokens.notMeLink('01K5ZQ8M3T9V7W2X4Y6Z8A1B3D', email, at)
    expect((await open('POST', other.slice(other.lastIndexOf('/') + 1))).status).toBe(404)
  })

  it('about an address that the session does not write to any more says the same and changes nothing', async () => {
    const { open, state } = await desk()
    const before = await state()
    const other = await tokens.notMeLink(session, 'other@example.org', at)
    expect((await open('POST', other.slice(other.lastIndexOf('/') + 1))).status).toBe(200)
    expect(await state()).toEqual(before)
  })
})

function decoded(link: string): string {
  return link
    .slice(link.lastIndexOf('/') + 1)
    .split('.')
    .map(part => Buffer.from(part, 'base64url').toString())
    .join(' ')
}
