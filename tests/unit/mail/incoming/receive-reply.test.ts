import { describe, expect, it } from 'vitest'
import { runFollowUp } from '../../../../lib/desk/run.ts'
import type { MailKind } from '../../../../lib/follow-up/state.ts'
import { saidElsewhere } from '../../../../lib/mail/incoming/learn.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { directoryOf, librarian, library } from '../../members.ts'
import { deskAddress, laterAt, marked, note, replyDesk, sentAt, session } from './reply-desk.ts'

const amy = 'amy@riverside-library.example.org'
const eve = 'eve@elsewhere.example.org'
const answer = 'On the second floor, behind the atlases.\nhttps://maps.example.org/2\n\nAmy'
const introduction = `On Tue, 24 Nov 2026 at 15:01, Riverside Public Library <${deskAddress}> wrote:`

const mail = (text: string, headers = '') =>
  `From: Amy <${amy}>\nSubject: Re: Follow-up\n${headers}Content-Type: text/plain; charset=utf-8\n\n${text}`

/** A desk and a reply to its mail, as most programs write it. */
async function replied(situation: Parameters<typeof replyDesk>[0] = {}) {
  const desk = await replyDesk(situation)
  const quoted = `\n\n${introduction}\n${marked(desk.followUp.text)}\n`
  return {
    ...desk,
    quoted,
    reply: mail(answer + quoted),
    with: (text: string, headers = '') => mail(text + quoted, headers),
  }
}

describe('R31 whoever just presses Reply answers', () => {
  it('what they wrote goes to the patron, without what they quoted', async () => {
    const { arrives, ports, reply } = await replied()
    expect(await arrives(reply)).toEqual({ outcome: 'answered', because: [] })
    expect((await ports.sessions.history(session)).at(-1)).toMatchObject({
      type: 'FollowUpAnswered',
      by: { name: 'Riverside Public Library', library: 'riverside', via: 'mail' },
      text: answer,
    })
  })

  it('whether their program names the library or the desk’s address above what it quotes', async () => {
    for (const line of [
      'On 11/24/26 3:01 PM, Riverside Public Library wrote:',
      `24 Nov 2026, 15:01 by ${deskAddress}:`,
    ]) {
      const desk = await replied()
      expect(await desk.arrives(desk.reply.replace(introduction, line))).toMatchObject({ outcome: 'answered' })
      expect(await desk.answer()).toBe(answer)
    }
  })

  it('a mail that is HTML alone is read as well', async () => {
    const desk = await replied()
    const page = `<div>On the <b>second</b> floor.<br>Amy</div><div>${introduction.replace('<', '&lt;').replace('>', '&gt;')}</div><blockquote>${desk.followUp.html}</blockquote>`
    expect(await desk.arrives(mail(page).replace('text/plain', 'text/html'))).toMatchObject({ outcome: 'answered' })
    expect(await desk.answer()).toBe('On the second floor.\nAmy')
  })

  it('the same mail, delivered again or taken in again, is one answer', async () => {
    const { arrives, ports, reply } = await replied()
    expect((await arrives(reply)).outcome).toBe('answered')
    expect((await arrives(reply)).outcome).toBe('repeated')
    const events = await ports.sessions.history(session)
    const answers = events.filter(one => one.type === 'FollowUpAnswered' || one.type === 'AnswerHeld')
    // It is stored with every answer, so it is short.
    expect(answers).toMatchObject([{ fingerprint: expect.stringMatching(/^[\w-]{16}$/) }])
  })

  it('R30 a librarian answers for themselves from their own address', async () => {
    const { arrives, ports, reply } = await replied({ code: 'follow-up-by-me' })
    const own = reply.replace(amy, 'rob@state-college.example.org')
    expect(await arrives(own, { envelope: 'rob@state-college.example.org' })).toMatchObject({ outcome: 'answered' })
    expect((await ports.sessions.history(session)).at(-1)).toMatchObject({ by: { librarian: 'rob', via: 'mail' } })
  })

  it('to a reminder as to the first mail', async () => {
    const desk = await replied()
    const sleep = await runFollowUpTimer(desk.ports, session, sentAt + 1_000)
    const at = sentAt + 1_000 + (sleep ?? 0)
    await runFollowUpTimer(desk.ports, session, at)
    const [, second] = desk.mails
    if (!second?.replyTo) throw new Error('Nothing more was sent.')
    const reply = mail(`Third floor.\n\n${introduction}\n${marked(second.text)}`)
    expect(await desk.arrives(reply, { at: at + 600_000, to: second.replyTo })).toMatchObject({ outcome: 'answered' })
    expect(await desk.answer()).toBe('Third floor.')
  })
})

describe('what is no answer', () => {
  it('a mail that says that no person wrote it changes nothing', async () => {
    const desk = await replied()
    const before = await desk.ports.sessions.load(session)
    expect(await desk.arrives(desk.with('I am away.', 'Auto-Submitted: auto-replied\n'))).toMatchObject({
      outcome: 'automatic',
    })
    expect(await desk.ports.sessions.load(session)).toEqual(before)
  })

  it('nor is spam from a stranger, or in a name that nothing proves', async () => {
    const { arrives, ports, reply } = await replied()
    const before = await ports.sessions.load(session)
    expect(await arrives(reply.replace(amy, eve), { verdicts: { isSpam: true } })).toMatchObject({ outcome: 'harmful' })
    expect(await arrives(reply, { verdicts: { isSpam: true, dmarc: 'fail' } })).toMatchObject({ outcome: 'harmful' })
    expect(await ports.sessions.load(session)).toEqual(before)
  })

  it('nor is one with a virus, to nobody’s address, with a forged token, or too late', async () => {
    const { arrives, ports, reply } = await replied()
    const before = await ports.sessions.load(session)
    expect(await arrives(reply, { verdicts: { hasVirus: true } })).toEqual({ outcome: 'harmful', because: [] })
    for (const to of ['desk@replies.example.org', `${'a'.repeat(26)}-l-g3r-${'0'.repeat(20)}@replies.example.org`])
      expect(await arrives(reply, { to })).toMatchObject({ outcome: 'not-ours' })
    expect(await arrives(reply, { at: laterAt + 100 * 86_400_000 })).toMatchObject({ outcome: 'not-ours' })
    expect(await ports.sessions.load(session)).toEqual(before)
  })
})

describe('R31 which follow-up a mail is about', () => {
  it('the reply address counts, wherever it stands among those that the mail came to', async () => {
    const { arrives, followUp, reply } = await replied()
    const to = ['desk@replies.example.org', followUp.replyTo, 'reference@riverside-library.example.org']
    expect(await arrives(reply, { to })).toMatchObject({ outcome: 'answered' })
  })

  it('a session that is gone, is not closed, or owes nothing has no answer', async () => {
    const { arrives, ports, reply } = await replied()
    const step = await ports.sessions.load(session)
    if (step?.session.status !== 'closed') throw new Error('The session is open.')
    const { followUp: _, ...owesNothing } = step.session
    const active = { ...step.session, status: 'active' as const }
    for (const known of [undefined, { ...step, session: owesNothing }, { ...step, session: active }]) {
      Object.assign(ports.sessions, { load: async () => known })
      expect(await arrives(reply)).toEqual({ outcome: 'not-ours', because: [] })
    }
  })
})

describe('what the desk learns from a mail, and from whom', () => {
  const ticket = async ({ ports }: Awaited<ReturnType<typeof replied>>) => {
    const now = (await ports.sessions.load(session))?.session
    return now?.status === 'closed' ? now.followUp?.ticket : undefined
  }
  const numbered = (raw: string) => raw.replace('Re: Follow-up', 'Re: [Reference #4711] Follow-up')
  const words = 'Thank you for asking us. The staff of the library looks at all that comes in.'

  it('the ticket number, the program and the words of the library’s mailbox', async () => {
    const desk = await replied()
    await desk.arrives(numbered(desk.with(words, 'X-RT-Ticket: Reference #4711\n')))
    expect(await ticket(desk)).toBe('[Reference #4711]')
    const learnt = await desk.ports.mailboxes.learnt('riverside')
    expect(learnt).toEqual({ program: 'RT', words: [{ fingerprint: expect.any(String), session }] })
  })

  it('nothing from a stranger, or from a mail that nothing proves', async () => {
    for (const [from, dmarc] of [
      [eve, 'pass'],
      [amy, 'fail'],
    ] as const) {
      const desk = await replied()
      const raw = numbered(desk.with(words, 'X-RT-Ticket: Reference #4711\n')).replace(amy, from)
      expect(await desk.arrives(raw, { verdicts: { dmarc } })).toMatchObject({ outcome: 'held' })
      expect(await ticket(desk)).toBeUndefined()
      expect(await desk.ports.mailboxes.learnt('riverside')).toEqual({})
    }
  })

  it('from a librarian’s own mailbox the ticket number alone: it is not the library’s', async () => {
    const desk = await replied({ code: 'follow-up-by-me' })
    const own = 'rob@state-college.example.org'
    const raw = numbered(desk.with(words, 'X-RT-Ticket: Reference #4711\n')).replace(amy, own)
    await desk.arrives(raw, { envelope: own })
    expect(await ticket(desk)).toBe('[Reference #4711]')
    expect(await desk.ports.mailboxes.learnt('riverside')).toEqual({})
  })
})

describe('R31 which of the desk’s mails a reply is compared with', () => {
  type Sent = { readonly kind: MailKind; readonly n: number }
  const compared = async (sent: readonly Sent[], outbox: readonly Sent[] = []) => {
    const { arrives, ports, reply } = await replied()
    const [events, step] = [await ports.sessions.history(session), await ports.sessions.load(session)]
    if (step?.session.status !== 'closed') throw new Error('The session is open.')
    const others = events.filter(({ type }) => type !== 'MailSent')
    const closed = { ...step.session, mails: { ...step.session.mails, outbox } }
    const asked: (readonly number[])[] = []
    Object.assign(ports.sessions, {
      load: async () => ({ ...step, session: closed }),
      history: async () => [...others, ...sent.map(one => ({ type: 'MailSent', at: sentAt, ...one }))],
    })
    Object.assign(ports.sentMails, {
      of: async (_session: string, numbers: readonly number[]) => {
        asked.push(numbers)
        return []
      },
    })
    await arrives(reply)
    return asked
  }

  it('those that ask staff for an answer, sent or about to be recorded as sent, each once', async () => {
    const asking = ['follow-up', 'reminder', 'overdue', 'handed-over', 'escalation', 'undeliverable'] as const
    const sent = asking.map((kind, i) => ({ kind, n: i + 1 }))
    expect(
      await compared(sent, [
        { kind: 'escalation', n: 5 },
        { kind: 'reminder', n: 9 },
      ]),
    ).toEqual([[1, 2, 3, 4, 5, 6, 9]])
  })

  it('none of a patron’s, and none that asks for no answer', async () => {
    const silent = ['answer', 'receipt', 'transcript', 'held', 'policy-report', 'policy-report-returned'] as const
    expect(await compared(silent.map((kind, i) => ({ kind, n: i + 1 })))).toEqual([[]])
  })

  it('the last twelve', async () => {
    const sent = Array.from({ length: 15 }, (_, i) => ({ kind: 'reminder' as const, n: i + 1 }))
    expect(await compared(sent)).toEqual([[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]])
  })
})

describe('what waits for confirmation, and every reason for it', () => {
  type Desk = Awaited<ReturnType<typeof replied>>
  it.each<readonly [string, (desk: Desk) => string, Parameters<Desk['arrives']>[1], readonly string[]]>([
    ['from elsewhere than the library', desk => desk.reply.replace(amy, eve), {}, ['stranger']],
    ['from a domain that only ends alike', desk => desk.reply.replace(amy, `x@evil${amy.slice(4)}`), {}, ['stranger']],
    ['that nothing proves to be from there', desk => desk.reply, { verdicts: { dmarc: 'fail' } }, ['unauthentic']],
    ['that the mail service takes for spam', desk => desk.reply, { verdicts: { isSpam: true } }, ['spam']],
    [
      'whose envelope names another domain',
      desk => desk.reply,
      { verdicts: { dmarc: 'none' }, envelope: 'bounce@mass-mailer.example' },
      ['unauthentic'],
    ],
    ['in which nothing stands beside the quotation', desk => desk.with(''), {}, ['no-words']],
    ['that quotes nothing', () => mail(answer), {}, ['quotes-nothing']],
    ['that comes at once', desk => desk.reply, { at: sentAt + 8_000 }, ['at-once']],
    ['that a ticket system sent', desk => desk.with(answer, 'X-OTRS-Loop: yes\n'), {}, ['ticket-system']],
    [
      'that has a ticket’s number in its subject',
      desk => desk.reply.replace('Re: Follow-up', `[#4711] ${desk.followUp.subject}`),
      {},
      ['ticket-number'],
    ],
    [
      'that was passed on',
      desk => desk.reply.replace('Re: Follow-up', `Fwd: ${desk.followUp.subject}`),
      {},
      ['forwarded'],
    ],
    ['that comes in the very moment', desk => desk.reply, { at: sentAt }, ['at-once']],
    ['that comes within half a minute', desk => desk.reply, { at: sentAt + 29_999 }, ['at-once']],
    ['from a domain that only begins alike', desk => desk.reply.replace(amy, `${amy}.x.example`), {}, ['stranger']],
    ['that is but marked as bulk', desk => desk.with(answer, 'Precedence: bulk\n'), {}, ['bulk']],
    ['that goes to others as well', desk => desk.with(answer, 'Cc: tom@elsewhere.example.org\n'), {}, ['colleagues']],
    [
      'that names several senders',
      desk => desk.reply.replace(/^From: .*$/m, `From: <${amy}>, <${eve}>`),
      {},
      ['several-senders'],
    ],
    ['that names them in several lines', desk => desk.reply.replace(/^/, `From: <${eve}>\n`), {}, ['several-senders']],
    [
      'for several reasons',
      desk => desk.reply.replace(amy, eve).replace('Re: Follow-up', 'Automatic reply: Follow-up'),
      { at: sentAt + 5_000 },
      ['stranger', 'machine-subject', 'at-once'],
    ],
  ])('a mail %s', async (_what, raw, more, because) => {
    const desk = await replied()
    expect(await desk.arrives(raw(desk), more)).toEqual({ outcome: 'held', because })
    expect(await desk.held()).toMatchObject({ because })
  })

  it('after half a minute a person may have answered, also from a library of the library', async () => {
    const desk = await replied()
    expect(await desk.arrives(desk.reply, { at: sentAt + 30_000 })).toMatchObject({ outcome: 'answered' })
    const branch = await replied()
    const raw = branch.reply.replace(amy, 'amy@main.riverside-library.example.org')
    expect(await branch.arrives(raw)).toMatchObject({ outcome: 'answered' })
  })

  it('that says what the same mailbox has said about another question', async () => {
    const desk = await replied()
    const again = 'Thank you for asking us. The staff of the library looks at all that comes in.'
    const words = { fingerprint: '', session: 'another' }
    await saidElsewhere(desk.ports, 'riverside', 'another', again)
    expect(await desk.arrives(desk.with(again))).toEqual({ outcome: 'held', because: ['same-words'] })
    expect((await desk.ports.mailboxes.learnt('riverside')).words).toHaveLength(2)
    expect((await desk.ports.mailboxes.learnt('riverside')).words?.[0]).toEqual({
      ...words,
      fingerprint: expect.any(String),
    })
  })

  it('to the library itself a copy may go, and from a group it may come', async () => {
    const desk = await replied()
    const headers =
      'To: info@riverside-library.example.org\nList-Id: <info.riverside-library.example.org>\nPrecedence: list\n'
    expect(await desk.arrives(desk.with(answer, headers))).toMatchObject({ outcome: 'answered' })
  })

  it('it shows exactly what would go out: without staff notes and links of the desk, and with every line that was typed', async () => {
    const desk = await replied()
    const link = /https:\/\/\S+\/follow-ups\/\S+/.exec(desk.followUp.text)?.[0] ?? ''
    const text = `First line.\n\nRob noted: ${note.replace(' by ', '\n  by ')}\nSee ${link} or https://maps.example.org/2\n\nLast line.`
    expect(await desk.arrives(desk.with(text))).toEqual({ outcome: 'held', because: ['staff-notes', 'desk-links'] })
    const held = await desk.held()
    expect(held?.text).toBe('First line.\n\nRob noted: \nSee  or https://maps.example.org/2\n\nLast line.')
    const by = { name: 'Amy', library: 'riverside', via: 'link' } as const
    await runFollowUp(desk.ports, session, { type: 'ConfirmAnswer', at: laterAt, by, n: held?.n ?? 0 })
    await runFollowUpTimer(desk.ports, session, laterAt + 1_000)
    const sent = desk.mails.findLast(({ kind }) => kind === 'answer')
    expect(sent?.text).toContain('Last line.')
    expect(`${sent?.text} ${sent?.html}`).not.toMatch(/hearing|\/follow-ups\//)
  })

  it('an answer to what is over, or was handed over', async () => {
    const { arrives, held, ports, reply } = await replied({ code: 'follow-up-by-me' })
    const by = { librarian: 'rob', name: 'Rob', library: 'state-college', via: 'desk' } as const
    await runFollowUp(ports, session, { type: 'HandOverFollowUp', at: laterAt, by })
    const handed = reply.replace(amy, 'rob@state-college.example.org')
    expect(await arrives(handed)).toMatchObject({ outcome: 'held' })
    expect(await held()).toMatchObject({ because: ['over'] })
  })

  it('to a patron who wants no more mail', async () => {
    const { arrives, held, ports, reply } = await replied()
    await runFollowUp(ports, session, {
      type: 'RecordComplaint',
      at: laterAt,
      n: 1,
      kind: 'transcript',
      recipient: 'patron',
    })
    expect(await arrives(reply)).toMatchObject({ outcome: 'held' })
    expect(await held()).toMatchObject({ because: ['no-mail-wanted'] })
  })

  it('one to the mail of a librarian who has left since', async () => {
    const { arrives, held, ports, reply } = await replied({ code: 'follow-up-by-me' })
    const left = directoryOf([library('riverside', 'Riverside Public Library')])
    Object.assign(ports.directory, left)
    expect(await arrives(reply)).toMatchObject({ outcome: 'held' })
    expect((await held())?.because).toContain('over')
  })

  it('any, where the patron’s library has left: nobody may answer for it', async () => {
    const { arrives, ports, reply } = await replied()
    Object.assign(ports.directory, directoryOf([]))
    const { outcome, because } = await arrives(reply)
    expect(outcome).toBe('held')
    expect(because).toContain('stranger')
  })

  it('one that a librarian sends is theirs also when the patron’s library has left', async () => {
    const rob = librarian('rob', 'Rob from State College', 'state-college')
    const { arrives, ports, reply } = await replied({ code: 'follow-up-by-me' })
    Object.assign(ports.directory, directoryOf([], [rob]))
    const outcome = await arrives(reply.replace(amy, rob.email), { envelope: rob.email })
    // Nobody knows any more by what name the mail was sent.
    expect(outcome.because).not.toContain('stranger')
  })

  it('of a sender as much is kept as an address can be long, and no half of a character', async () => {
    const { arrives, held, reply } = await replied()
    const long = `${'a'.repeat(253)}😀@elsewhere.example.org`
    expect(await arrives(reply.replace(amy, long))).toMatchObject({ outcome: 'held' })
    expect(await held()).toMatchObject({ from: `${'a'.repeat(253)}\uFFFD`, because: ['stranger'] })
  })

  it('without a DMARC policy SPF is enough where the envelope names the same domain', async () => {
    const { arrives, reply } = await replied()
    expect(await arrives(reply, { verdicts: { dmarc: 'none' } })).toMatchObject({ outcome: 'answered' })
  })

  it('what is longer than an answer can be is cut, and says so', async () => {
    const desk = await replied()
    expect(await desk.arrives(desk.with(`A${'x '.repeat(20_000)}`))).toEqual({ outcome: 'held', because: ['too-long'] })
    expect(JSON.stringify(await desk.held()).length).toBeLessThan(21_000)
  })

  it('a reply whose mail is not kept any more', async () => {
    const desk = await replied()
    Object.assign(desk.ports, { sentMails: { keep: async () => undefined, of: async () => [] } })
    const { outcome, because } = await desk.arrives(desk.reply)
    expect([outcome, because]).toEqual(['held', ['quotes-nothing', 'other-mail', 'desk-words', 'desk-links']])
    expect((await desk.held())?.text).toContain('behind the atlases')
  })
})

describe('the places of held answers', () => {
  it('strangers take none of the library’s own, and the oldest of theirs gives way', async () => {
    const desk = await replied()
    const strangers = (n: number) => desk.arrives(mail(`Words ${n}`).replace(amy, eve))
    for (let n = 1; n <= 12; n++) expect((await strangers(n)).outcome).toBe('held')
    for (let n = 1; n <= 12; n++) expect((await desk.arrives(mail(`Own words ${n}`))).outcome).toBe('held')
    expect((await strangers(13)).outcome).toBe('held')
    const now = (await desk.ports.sessions.load(session))?.session
    const waiting = now?.status === 'closed' ? now.followUp?.held : []
    // Five of the strangers' thirteen, and all twelve of the library's own.
    expect(waiting).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
  })

  it('and nobody fills them without end', async () => {
    const desk = await replied()
    const outcomes = []
    for (let n = 1; n <= 52; n++) outcomes.push((await desk.arrives(mail(`Words ${n}`).replace(amy, eve))).outcome)
    expect(outcomes.slice(-3)).toEqual(['held', 'refused', 'refused'])
    expect((await desk.arrives(mail('Own words'))).outcome).toBe('held')
  })
})
