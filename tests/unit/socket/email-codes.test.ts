import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import type { Mailer } from '../../../lib/desk/ports.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { sweep } from '../../../lib/desk/sweep.ts'
import { recordDeliveryEvent } from '../../../lib/mail/incoming/delivery-events.ts'
import { runFollowUpTimer } from '../../../lib/mail/outgoing/follow-up-timer.ts'
import { closingActions } from '../../../lib/socket/closing.ts'
import { followUpActions } from '../../../lib/socket/follow-ups.ts'
import { answered } from '../../../lib/socket/route.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../memory/outside.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const email = 'jane@example.org'
const typed = ['about my illness', 'Jane Doe']

async function desk() {
  const rob = librarian('rob', 'Rob from Wren', 'wren')
  const { ports: small, to, started, failures } = await deskOf([library('wren', 'Wren Library')], [rob])
  const { mailer, mails } = memoryMailer()
  const ports = { ...small, mailer, mailTokens: testTokens(), sentMails: memorySentMails() }
  const ladder = { rungs: [{ pool: 'library:wren', after: 0 }], staffed: [] }
  const asked = { session, library: 'wren', ladder, question: 'It is about my illness', name: 'Jane Doe', email }
  await run(ports, session, { type: 'Ask', at, ...asked })
  await run(ports, session, { type: 'Come', at, who: { role: 'patron' }, connection: `patron-${session}` })
  await pickUpOldest(ports, onDuty(rob), at)
  const routes = [...closingActions(ports), ...followUpActions(ports)]
  const ask = (action: string, frame: object = {}, now = at) =>
    answered(
      routes,
      JSON.stringify({ action, session, ...frame }),
      { identity: { role: 'patron', library: 'wren', session }, connection: `patron-${session}`, at: now },
      ports.log,
    )
  const digits = () => /Your code is (\d{6})\./.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
  const close = () =>
    runEnding(ports, session, { type: 'Close', at, by: 'rob', today: '2026-09-21', despite: ['not-asked'] })
  const send = (now = at) => runFollowUpTimer(ports, session, now)
  const state = async () => (await ports.sessions.load(session))?.session
  return { ports, ask, mails, digits, close, send, state, to, started, failures }
}

describe('R22 an address is confirmed in the chat', () => {
  it('a code is mailed, typed, and the librarian is told what was verified', async () => {
    const { ask, send, mails, digits, to, started } = await desk()
    expect(await ask('request-code')).toMatchObject({ type: 'code-requested', email, until: at + 1_800_000 })
    expect([started.mails, started.mailsNow]).toEqual([[session], [session]])
    await send()
    expect(mails).toMatchObject([{ kind: 'code', to: email, reference: `${session}.code-1` }])
    expect(await ask('enter-code', { digits: ` ${digits().slice(0, 3)} ${digits().slice(3)}` })).toMatchObject({
      ...{ type: 'address-confirmed', email },
    })
    expect(to('rob-1')).toContainEqual({ type: 'address-verified', session, email, at, verified: 'confirmed' })
  })

  it('the mail holds nothing that the asker typed, is sent once, and its words are kept nowhere', async () => {
    const { ask, send, mails, ports } = await desk()
    await ask('request-code')
    await send()
    await send(at + 60_000)
    expect(mails).toHaveLength(1)
    const [mail] = mails
    for (const words of typed)
      for (const part of [mail?.subject, mail?.text, mail?.html]) expect(part).not.toContain(words)
    expect(mail?.text).toContain('https://desk.example.org/not-me/')
    expect(await ports.sentMails.of(session, [1])).toEqual([])
  })

  it('a wrong code is refused with a reason', async () => {
    const { ask, send, digits } = await desk()
    await ask('request-code')
    await send()
    const wrong = String((Number(digits()) + 1) % 1_000_000).padStart(6, '0')
    expect(await ask('enter-code', { digits: wrong })).toMatchObject({ type: 'refused', code: 'wrong-code' })
    expect(await ask('enter-code', { digits: '12345' })).toMatchObject({ type: 'refused', code: 'bad-frame' })
    expect(await ask('enter-code', { digits: digits() })).toMatchObject({ type: 'address-confirmed' })
  })

  it('a mail that is not accepted is tried again in a minute with the same code, until the code has expired', async () => {
    const { ask, ports, mails, failures } = await desk()
    await ask('request-code')
    const broken: Mailer = { send: async () => Promise.reject(new Error('throttled')) }
    expect(await runFollowUpTimer({ ...ports, mailer: broken }, session, at)).toBe(60_000)
    expect(failures).toEqual(['mail code'])
    expect(await runFollowUpTimer({ ...ports, mailer: broken }, session, at + 1_800_000)).toBeUndefined()
    await runFollowUpTimer(ports, session, at + 60_000)
    expect(mails).toHaveLength(1)
  })

  it('one mail goes out for a request, however many timers wake for it at once', async () => {
    const { ask, ports, mails } = await desk()
    await ask('request-code')
    const wakes = await Promise.all([1, 2, 3].map(() => runFollowUpTimer(ports, session, at)))
    expect(mails).toHaveLength(1)
    expect(wakes).toContain(undefined)
    expect(await runFollowUpTimer(ports, session, at + 60_000)).toBeUndefined()
    expect(mails).toHaveLength(1)
  })

  it('a mail beyond the quota of the day is not taken for sent', async () => {
    const { ask, ports, mails, failures } = await desk()
    await ask('request-code')
    const full: Mailer = { send: async () => 'over-quota' }
    expect(await runFollowUpTimer({ ...ports, mailer: full }, session, at)).toBe(60_000)
    expect(failures).toEqual(['mail code'])
    await runFollowUpTimer(ports, session, at + 60_000)
    expect(mails).toHaveLength(1)
  })

  it('a code whose timers are lost is mailed by the sweep, within its half hour', async () => {
    const { ask, ports, started, mails } = await desk()
    await ask('request-code')
    started.mails.splice(0)
    const sweeping = { ...ports, living: { isAlive: async () => true }, librarianFactsDays: 396 }
    await sweep(sweeping, at + 1_200_000)
    expect(started.mails).toEqual([session])
    await runFollowUpTimer(ports, session, at + 1_200_000)
    expect(mails).toHaveLength(1)
    await sweep(sweeping, at + 2_200_000)
    expect(started.mails).toEqual([session])
  })

  it('a code that came back is told to the patron, and counts no more', async () => {
    const { ask, send, ports, to, digits } = await desk()
    await ask('request-code')
    await send()
    const tags = { session: [session], mail: ['code-1'], kind: ['code'], recipient: ['patron'] }
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General' }
    const returned = { eventType: 'Bounce', bounce, mail: { tags } }
    expect(await recordDeliveryEvent(ports, returned, at + 5)).toBe('noted')
    expect(await recordDeliveryEvent(ports, returned, at + 5)).toBe('ignored')
    expect(to(`patron-${session}`)).toContainEqual({ type: 'code-returned', session, email, at: at + 5 })
    expect(await ask('enter-code', { digits: digits() })).toMatchObject({ code: 'mail-came-back' })
  })

  it('whoever asks for a code to an address that is confirmed already is told so, whatever else is on its way', async () => {
    const { ask, send, digits, state } = await desk()
    await ask('request-code')
    await send()
    const confirmed = { type: 'address-confirmed', session, email, now: at }
    expect(await ask('enter-code', { digits: digits() })).toStrictEqual(confirmed)
    expect(await ask('request-code')).toStrictEqual(confirmed)
    const other = { type: 'code-requested', session, email: 'doe@example.org', until: at + 1_800_000, now: at }
    expect(await ask('request-code', { email: 'doe@example.org' })).toStrictEqual(other)
    const before = await state()
    expect(await ask('request-code', { email: 'JANE@example.org' })).toMatchObject({ type: 'address-confirmed' })
    expect(await ask('request-code')).toStrictEqual(confirmed)
    expect(await state()).toEqual(before)
    expect(await ask('request-code', { email: 'doe@example.org' })).toStrictEqual(other)
  })

  it('an address that looks mistyped is asked back before a code goes there, and one that is none is refused', async () => {
    const { ask } = await desk()
    const frame = { email: 'jane@gmial.com' }
    expect(await ask('request-code', frame)).toMatchObject({ code: 'likely-slip', soft: true })
    expect(await ask('request-code', { ...frame, despite: ['likely-slip'] })).toMatchObject({
      ...{ type: 'code-requested', email: 'jane@gmial.com' },
    })
    expect(await ask('request-code', { email: 'jane' })).toMatchObject({ code: 'bad-frame' })
  })

  it('digits without a code are refused', async () => {
    const { ask } = await desk()
    expect(await ask('enter-code', { digits: '123456' })).toMatchObject({ type: 'refused', code: 'no-code' })
  })

  it('a code for one of the desk’s own addresses is refused', async () => {
    const desk = { sender: 'desk@desk.example.org' }
    const { ports } = await deskOf([library('wren', 'Wren Library', { desk })], [])
    await asks(ports, session, at)
    const identity = { role: 'patron', library: 'wren', session } as const
    const frame = JSON.stringify({ action: 'request-code', session, email: desk.sender })
    const caller = { identity, connection: `patron-${session}`, at }
    expect(await answered(closingActions(ports), frame, caller, ports.log)).toMatchObject({ code: 'own-address' })
  })
})

describe('R32 the transcript', () => {
  it('goes to a confirmed address only', async () => {
    const { ask, send, digits, close, mails } = await desk()
    expect(await ask('request-transcript')).toMatchObject({ type: 'refused', code: 'not-confirmed' })
    await ask('request-code')
    await send()
    await ask('enter-code', { digits: digits() })
    expect(await ask('request-transcript')).toMatchObject({ type: 'transcript-requested' })
    await close()
    await send(at + 1)
    expect(mails.at(-1)).toMatchObject({ kind: 'transcript', to: email })
    expect(mails.at(-1)?.text).toContain('It is about my illness')
  })

  it('can be had after the end, by a code that is typed then', async () => {
    const { ask, send, digits, close, mails, started } = await desk()
    await close()
    expect(await ask('request-code')).toMatchObject({ type: 'code-requested' })
    await send()
    await ask('enter-code', { digits: digits() })
    await ask('request-transcript', {}, at + 5)
    expect(started.mailsNow).toHaveLength(2)
    await send(at + 5)
    expect(mails.map(({ kind }) => kind)).toEqual(['code', 'transcript'])
  })
})
