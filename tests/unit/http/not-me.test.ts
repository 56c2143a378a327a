import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { type RunPorts, run, runEnding } from '../../../lib/desk/run.ts'
import { notMe } from '../../../lib/http/not-me.ts'
import { runFollowUpTimer } from '../../../lib/mail/outgoing/follow-up-timer.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../memory/outside.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const email = 'victim@example.org'
const tokens = testTokens()

async function desk({
  isPickedUp = true,
  more = {},
}: {
  isPickedUp?: boolean
  more?: Partial<Pick<RunPorts, 'connections'>>
} = {}) {
  const rob = librarian('rob', 'Rob from Wren', 'wren')
  const { ports, to, sent, started, failures } = await deskOf([library('wren', 'Wren Library')], [rob])
  const { mailer, mails, receipts } = memoryMailer()
  await asks(ports, session, at, { name: 'Buy pills', email })
  if (isPickedUp) await pickUpOldest(ports, onDuty(rob), at)
  const link = await tokens.notMeLink(session, email, at)
  const all = { ...ports, mailer, mailTokens: tokens, sentMails: memorySentMails(), ...more }
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
  return { ports: all, open, close, state, to, sent, started, failures, mails, receipts, link }
}

describe('the link "This was not me"', () => {
  it('shows a page and changes nothing when it is opened, as mail scanners do', async () => {
    const { open, state } = await desk()
    const before = await state()
    const { status, html } = await open('GET')
    expect([status, read(html)]).toEqual([
      200,
      [
        'This was not me',
        'Somebody gave your address in the chat of a library. Do you want no more mail about their question? The library is told that the address is not theirs.',
        'Stop the mail',
      ],
    ])
    expect(await state()).toEqual(before)
  })

  it('shows nobody’s words, name or address, and neither does the link', async () => {
    const { open, link } = await desk()
    for (const shown of [(await open('GET')).html, (await open('POST')).html, decoded(link)])
      for (const secret of [email, 'victim', 'pills']) expect(shown).not.toContain(secret)
  })

  it('says with the press that no more mail will come', async () => {
    const { open } = await desk()
    const stopped = [
      'This was not me',
      'You will get no more mail about this question. The library has been told.',
      undefined,
    ]
    // The second time, there is nothing left to stop.
    for (const _time of [1, 2]) expect(read((await open('POST')).html)).toEqual(stopped)
  })

  it('tells a patron who is still waiting', async () => {
    const { open, to, failures } = await desk({ isPickedUp: false })
    await open('POST')
    expect(to(`patron-${session}`)).toContainEqual({ type: 'address-disowned', session, email, at })
    expect([to('rob-1').filter(({ type }) => type === 'address-disowned'), failures]).toEqual([[], []])
  })

  it('tells nobody twice, though a code is on its way to the address', async () => {
    const { ports, open, to } = await desk()
    await run(ports, session, { type: 'RequestCode', at, id: 'code', digest: 'digest', email })
    for (const _time of [1, 2]) await open('POST')
    expect(to('rob-1').filter(({ type }) => type === 'address-disowned')).toHaveLength(1)
  })

  it('after the conversation tells nobody in the chat, since nobody is there', async () => {
    const { ports, open, close, to } = await desk()
    await run(ports, session, { type: 'AttestContact', at, by: 'rob', email })
    await close()
    await open('POST')
    for (const connection of [`patron-${session}`, 'rob-1'])
      expect(to(connection).filter(({ type }) => type === 'address-disowned')).toEqual([])
  })

  it('tells one side though the other is away or cannot be reached, and who is away is no failure', async () => {
    const away = await desk()
    await run(away.ports, session, { type: 'GoAway', at, connection: `patron-${session}` })
    await away.open('POST')
    const posts = away.sent.filter(({ frame }) => frame.type === 'address-disowned').map(({ connection }) => connection)
    expect([posts, away.failures]).toEqual([['rob-1'], []])
    const told: string[] = []
    const post = async (connection: string) => {
      if (connection !== 'rob-1') throw new Error('unreachable')
      told.push(connection)
      return 'sent' as const
    }
    const cut = await desk({ more: { connections: { post } } })
    expect((await cut.open('POST')).status).toBe(200)
    expect([told, cut.failures]).toEqual([['rob-1'], ['push address-disowned']])
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
    const made = await open('GET', 'made.up.token')
    expect([made.status, read(made.html)]).toEqual([
      404,
      ['This link is not valid', 'It was changed on the way, or it has expired.', undefined],
    ])
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

/** What a person reads of a page: the heading, the sentence, the button. */
function read(html: string): readonly (string | undefined)[] {
  const part = (pattern: RegExp) => pattern.exec(html)?.[1]
  return [part(/<h1>(.*)<\/h1>/), part(/<p>(.*)<\/p>/), part(/<button type="submit">(.*)<\/button>/)]
}

function decoded(link: string): string {
  return link
    .slice(link.lastIndexOf('/') + 1)
    .split('.')
    .map(part => Buffer.from(part, 'base64url').toString())
    .join(' ')
}
