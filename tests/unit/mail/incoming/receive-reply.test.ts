import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { readMail } from '../../../../lib/mail/incoming/read.ts'
import { receiveReply } from '../../../../lib/mail/incoming/receive-reply.ts'
import { testTokens } from '../../../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryTimers } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { directoryOf, librarian, library } from '../../members.ts'

const at = Date.UTC(2026, 10, 24, 15)
const id = 'JANE0000000000000000000000'
const tokens = testTokens()
const good = { spf: true, dmarc: 'pass', isSpam: false, hasVirus: false } as const
const amy = 'amy@wren.example.org'

/** A desk with one session that owes an answer, and its mailbox. */
async function desk(code: 'follow-up-by-patrons-library' | 'follow-up-by-me' = 'follow-up-by-patrons-library') {
  const tables = memoryTables()
  const rob = librarian('rob', 'Rob', 'wren')
  const ports = {
    ...tables,
    ...memoryLog(),
    ...memoryTimers(),
    connections: memoryConnections().connections,
    directory: directoryOf([library('wren', 'Wren Library'), library('hale', 'Hale Library')], [rob]),
    mailTokens: tokens,
  }
  const ladder = { rungs: [{ pool: 'p', after: 0 }], staffed: ['p'] }
  const duty = { librarian: 'rob', name: 'Rob', library: 'wren', pools: ['p'], limit: 3, connection: 'rob-1' }
  await tables.roster.arrive(duty)
  await run(ports, id, { type: 'Ask', at, session: id, library: 'wren', ladder, question: 'Why?' })
  await pickUpOldest(ports, duty, at)
  await run(ports, id, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { code, deadline: 'none', today: '2026-11-24', atHand: true }
  await runEnding(ports, id, { type: 'Close', at, by: 'rob', ...close })
  const owner = code === 'follow-up-by-me' ? ('librarian' as const) : ('library' as const)
  const address = (await tokens.replyAddress({ session: id, owner }, at)) ?? ''
  const arrives = (raw: string, more: { to?: string; from?: string; verdicts?: object; at?: number } = {}) =>
    receiveReply(
      ports,
      {
        recipients: [more.to ?? address],
        envelopeFrom: more.from ?? amy,
        verdicts: { ...good, ...more.verdicts },
        read: () => readMail(new TextEncoder().encode(raw.replaceAll('\n', '\r\n'))),
      },
      more.at ?? at,
    )
  const last = async () => (await tables.sessions.history(id)).at(-1)
  return { arrives, last, ports }
}

async function closed(ports: Awaited<ReturnType<typeof desk>>['ports']) {
  const session = (await ports.sessions.load(id))?.session
  if (!session) throw new Error('There is no session.')
  return session
}

const mail = (text: string, headers = '') =>
  `From: Amy <${amy}>\nSubject: Re: Follow-up\n${headers}Content-Type: text/plain; charset=utf-8\n\n${text}`
const reply = mail(
  'On the second floor, behind the atlases.\nhttps://maps.example.org/2\n\nAmy\n\nOn Tue, 24 Nov 2026 at 10:00, Wren Library <desk@example.org> wrote:\n> A patron needs an answer\n> from you.\n',
)

describe('R31 whoever just presses Reply answers', () => {
  it('what they wrote goes to the patron, without what they quoted', async () => {
    const { arrives, last } = await desk()
    expect(await arrives(reply)).toBe('answered')
    expect(await last()).toMatchObject({
      type: 'FollowUpAnswered',
      by: { name: 'Wren Library', library: 'wren', via: 'mail' },
      text: 'On the second floor, behind the atlases.\nhttps://maps.example.org/2\n\nAmy',
    })
  })

  it('a mail that is HTML alone is read as well, its quotation cut', async () => {
    const { arrives, last } = await desk()
    const html =
      '<div>On the <b>second</b> floor.<br>Amy</div><div>On Tue, 24 Nov 2026 at 10:00, Wren &lt;desk@example.org&gt; wrote:</div><blockquote>A patron needs</blockquote>'
    expect(await arrives(mail(html).replace('text/plain', 'text/html'))).toBe('answered')
    expect(await last()).toMatchObject({ text: 'On the second floor.\nAmy' })
  })

  it('the same mail, delivered again or taken in again, is one answer', async () => {
    const { arrives, ports } = await desk()
    expect([await arrives(reply), await arrives(reply)]).toEqual(['answered', 'repeated'])
    const events = await ports.sessions.history(id)
    expect(events.filter(({ type }) => type === 'FollowUpAnswered' || type === 'AnswerHeld')).toHaveLength(1)
  })

  it('R30 a librarian answers for themselves from their own address', async () => {
    const { arrives, last } = await desk('follow-up-by-me')
    const own = reply.replace(amy, 'rob@wren.example.org')
    expect(await arrives(own, { from: 'rob@wren.example.org' })).toBe('answered')
    expect(await last()).toMatchObject({ type: 'FollowUpAnswered', by: { librarian: 'rob', name: 'Rob' } })
  })
})

describe('what is no answer', () => {
  it.each(['Auto-Submitted: auto-replied\n', 'Precedence: list\n', 'List-Id: <x.example.org>\n'])(
    'an automatic mail changes nothing: %j',
    async headers => {
      const { arrives, ports } = await desk()
      const before = await ports.sessions.load(id)
      expect(await arrives(mail('I am out of office.', headers))).toBe('automatic')
      expect(await ports.sessions.load(id)).toEqual(before)
    },
  )

  it('nor is spam from a stranger, or in a name that nothing proves', async () => {
    const { arrives, ports } = await desk()
    const before = await ports.sessions.load(id)
    const stranger = reply.replace(amy, 'eve@elsewhere.example.org')
    expect(await arrives(stranger, { verdicts: { isSpam: true } })).toBe('harmful')
    expect(await arrives(reply, { verdicts: { isSpam: true, dmarc: 'fail' } })).toBe('harmful')
    expect(await ports.sessions.load(id)).toEqual(before)
  })

  it('nor is one with a virus, to nobody’s address, with a forged token, or too late', async () => {
    const { arrives, ports } = await desk()
    const before = await ports.sessions.load(id)
    expect(await arrives(reply, { verdicts: { hasVirus: true } })).toBe('harmful')
    for (const to of ['desk@replies.example.org', `${'a'.repeat(26)}-l-g3r-${'0'.repeat(20)}@replies.example.org`])
      expect(await arrives(reply, { to })).toBe('not-ours')
    expect(await arrives(reply, { at: at + 100 * 86_400_000 })).toBe('not-ours')
    expect(await ports.sessions.load(id)).toEqual(before)
  })
})

describe('what waits for confirmation', () => {
  it.each([
    ['from elsewhere than the library', reply.replace(amy, 'eve@elsewhere.example.org'), {}, 'stranger'],
    ['from a domain that only ends alike', reply.replace(amy, 'eve@evilwren.example.org.evil.test'), {}, 'stranger'],
    ['that nothing proves to be from there', reply, { dmarc: 'fail' }, 'unauthentic'],
    ['that the mail service takes for spam', reply, { isSpam: true }, 'spam'],
    ['whose envelope names another domain', reply, { dmarc: 'none', other: true }, 'unauthentic'],
    ['in which nothing stands above the quotation', mail('> quoted\n> only\n'), {}, 'unclear'],
  ] as const)('a mail %s', async (_what, raw, verdicts, because) => {
    const { arrives, last } = await desk()
    const from = 'other' in verdicts ? 'bounce@mass-mailer.example' : amy
    expect(await arrives(raw, { verdicts, from })).toBe('held')
    expect(await last()).toMatchObject({ type: 'AnswerHeld', because })
  })

  it('an answer to what is over, or handed over; and of many, five', async () => {
    const { arrives, last, ports } = await desk('follow-up-by-me')
    const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
    await runFollowUp(ports, id, { type: 'HandOverFollowUp', at, by })
    const handed = reply.replace(amy, 'rob@wren.example.org')
    // Rob is of the patron's library here, which owes it now: he may answer for it.
    expect(await arrives(handed)).toBe('answered')
    expect(await arrives(handed.replace('second', 'third'))).toBe('held')
    expect(await last()).toMatchObject({ type: 'AnswerHeld', because: 'over' })
    const became = []
    for (let n = 0; n < 6; n++) became.push(await arrives(handed.replace('second', `floor number ${n}`)))
    expect(became).toEqual(['held', 'held', 'held', 'held', 'refused', 'refused'])
  })

  it('one to which something is attached: the patron would get the words alone', async () => {
    const { arrives, last } = await desk()
    const body = (type: string, more = '') =>
      `From: Amy <${amy}>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe article is attached.\n--b\nContent-Type: ${type}\n${more}\n\nx\n--b--\n`
    expect(await arrives(body('application/pdf', 'Content-Disposition: attachment; filename=a.pdf\n'))).toBe('held')
    expect(await last()).toMatchObject({ because: 'attachment', text: 'The article is attached.' })
    expect(await arrives(body('application/pgp-signature'))).toBe('answered')
  })

  it('one that names several senders: who of them is proved nobody knows', async () => {
    const { arrives, last } = await desk()
    for (const header of [
      `From: <${amy}>, <eve@elsewhere.example.org>`,
      `From: <${amy}>\nFrom: <eve@wren.example.org>`,
      `From: <eve@elsewhere.example.org>, <${amy}>`,
      `From: <eve@elsewhere.example.org>\nFrom: <${amy}>`,
    ]) {
      expect(await arrives(`${header}\nContent-Type: text/plain\n\nThird floor. ${header.replaceAll('\n', ' ')}`)).toBe(
        'held',
      )
      expect(await last()).toMatchObject({ because: 'unauthentic' })
    }
  })

  it('R32 one in which a note for the staff was left, though nothing marks it as quoted', async () => {
    const { arrives, last, ports } = await desk()
    const note = 'Patron was rude; owes us three fines.'
    await ports.sessions.append(
      {
        step: ((await ports.sessions.load(id))?.step ?? 0) + 1,
        events: [{ type: 'Noted', at, from: { role: 'librarian', id: 'rob' }, n: 1, text: note }],
        session: await closed(ports),
      },
      [],
    )
    const inline = `Rob (librarian):\n    Patron was  rude; owes\nus three fines.\nNever mind that. It is on shelf 3.`
    expect(await arrives(mail(inline))).toBe('held')
    expect(await last()).toMatchObject({ because: 'unclear' })
    expect(await arrives(mail('See https://desk.example.org/follow-ups/eyJhbGciOiJIUzI1NiJ9.x.y'))).toBe('held')
  })

  it('one that is but marked as bulk, from the library itself; of anybody else it is an automatic mail', async () => {
    const { arrives, last } = await desk()
    const bulk = mail('On the second floor.', 'Precedence: bulk\n')
    expect(await arrives(bulk.replace(amy, 'news@elsewhere.example.org'))).toBe('automatic')
    expect(await arrives(bulk)).toBe('held')
    expect(await last()).toMatchObject({ because: 'unclear' })
  })

  it('one to a patron who wants no more mail', async () => {
    const { arrives, last, ports } = await desk()
    await runFollowUp(ports, id, { type: 'RecordComplaint', at, n: 1, kind: 'transcript', recipient: 'patron' })
    expect(await arrives(reply)).toBe('held')
    expect(await last()).toMatchObject({ because: 'no-mail-wanted' })
  })

  it('one to the mail of a librarian who has left since, from the library', async () => {
    const { arrives, last, ports } = await desk('follow-up-by-me')
    const directory = directoryOf([library('wren', 'Wren Library')])
    Object.assign(ports.directory, directory)
    expect(await arrives(reply)).toBe('held')
    expect(await last()).toMatchObject({ because: 'over', from: amy })
  })

  it('one that a librarian sends is theirs also when the patron’s library has left; one of that library itself waits', async () => {
    const gone = directoryOf([library('hale', 'Hale Library')], [librarian('rob', 'Rob', 'wren')])
    const [mine, theirs] = [await desk('follow-up-by-me'), await desk()]
    for (const { ports } of [mine, theirs]) Object.assign(ports.directory, gone)
    const own = reply.replace(amy, 'rob@wren.example.org')
    expect(await mine.arrives(own, { from: 'rob@wren.example.org' })).toBe('answered')
    expect(await theirs.arrives(reply)).toBe('held')
    expect(await theirs.last()).toMatchObject({ because: 'stranger', from: amy })
  })

  it('of a sender as much is kept as an address can be long, and no half of a character', async () => {
    const { arrives, last } = await desk()
    const long = `${'a'.repeat(253)}😀`
    expect(await arrives(reply.replace(amy, `${long}@elsewhere.example.org`))).toBe('held')
    expect(await last()).toMatchObject({ from: `${'a'.repeat(253)}\uFFFD`, because: 'stranger' })
  })

  it('R32 notes are looked up where nothing else keeps an answer back', async () => {
    const { arrives, ports } = await desk()
    let looks = 0
    const { sessions } = ports
    const history = (session: string) => {
      looks++
      return sessions.history(session)
    }
    Object.assign(ports, { sessions: { ...sessions, history } })
    expect(await arrives(reply.replace(amy, 'eve@elsewhere.example.org'))).toBe('held')
    expect(await arrives(reply, { verdicts: { isSpam: true } })).toBe('held')
    expect(await arrives(mail('> quoted\n> only\n'))).toBe('held')
    expect(looks).toBe(0)
    expect(await arrives(reply)).toBe('answered')
    expect(looks).toBe(1)
  })

  it('without a DMARC policy SPF is enough where the envelope names the same domain', async () => {
    const { arrives } = await desk()
    expect(await arrives(reply, { verdicts: { dmarc: 'none' } })).toBe('answered')
  })

  it('what is longer than an answer can be is cut and waits', async () => {
    const { arrives, last } = await desk()
    expect(await arrives(mail(`A${'x '.repeat(20_000)}`))).toBe('held')
    expect(await last()).toMatchObject({ because: 'unclear' })
    expect(JSON.stringify(await last()).length).toBeLessThan(21_000)
  })
})
