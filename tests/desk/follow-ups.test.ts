import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const mailbox = 'ask@valley-university.example.edu'
const fromLibrary = 'reference@valley-university.example.edu'
const day = 86_400_000

describe('after the session', () => {
  let desk: TestDesk
  let rob: Wire
  let nancy: Wire

  beforeAll(async () => {
    // These weeks are about the timers. The sweeps would take longer than everything else.
    desk = await startDesk({ schedulesApartMs: 100 * day })
    rob = await desk.librarian('rob@state-college.example.org')
    nancy = await desk.librarian('nancy@valley-university.example.edu')
    // Follow-ups can be handled off duty, and the librarian on duty here belongs to another library.
    await nancy.send({ action: 'off-duty' })
  })
  afterAll(() => desk.stop())

  /** A patron of Valley University asks, and Rob of another library sends the question on to theirs. */
  const passedOn = async (email: string, deadline = 'none') => {
    const { session } = await desk.patron('valley-university', 'Where are the almanacs?', { name: 'Jane', email })
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'say', session, n: 1, text: 'a* and "b"', kind: 'statement' })
    await rob.send({ action: 'attest-contact', session, email })
    const code = 'follow-up-by-patrons-library'
    const closed = await rob.send({ action: 'close', session, code, deadline, note: 'Wants 1905.' })
    expect(closed).toMatchObject({ type: 'closed', code })
    await desk.clock.advance(1_000)
    return session
  }
  const mails = async (session: string) =>
    (await desk.cloud.mail()).filter(({ raw }) => raw?.includes(`X-Coopdesk-Reference: ${session}`))
  /** The mails without the one that tells the patron who has their question. */
  const exceptReceipt = async (session: string) =>
    (await mails(session)).filter(({ subject }) => !subject.includes('has your question'))
  const mailTo = async (session: string, to: string) => {
    const [mail] = (await mails(session)).filter(one => one.to.includes(to)).slice(-1)
    return PostalMime.parse(mail?.raw ?? '')
  }
  /** Sends a mail with a mail program: what somebody writes above what they quote. */
  /** Sends a mail to the desk. It is received before the next one, which otherwise might overtake it. */
  const sends = async (from: string, to: string | undefined, text: string, headers: Record<string, string> = {}) => {
    const smtp = createTransport(`${desk.cloud.urls.smtp}`)
    await smtp.sendMail({ from, to, subject: 'Re: Follow-up', text, headers })
    await desk.cloud.quiet()
  }
  const replyAddress = async (session: string) => (await mailTo(session, mailbox)).replyTo?.[0]?.address
  /** The library's mail, quoted as by a mail program. Nobody answers it within seconds. */
  const quoted = async (session: string) => {
    await desk.clock.advance(60_000)
    const { text = '' } = await mailTo(session, mailbox)
    const wrote = 'On Tue, 24 Nov 2026 at 10:00, Valley University Libraries <desk@hudson-lakes.example.org> wrote:'
    return `\n\n${wrote}\n${text.trimEnd().replaceAll(/^/gm, '> ')}`
  }

  it('R29 the mail to the library contains everything, in text and HTML, and asks for no automatic answer', async () => {
    const session = await passedOn('whole@patrons.example.org', '2026-12-01')
    const mail = await mailTo(session, mailbox)
    expect(mail.subject).toBe(`[Valley University Libraries] Follow-up ${session.slice(-8)}, due 2026-12-01`)
    expect(mail.from).toMatchObject({ address: 'desk@hudson-lakes.example.org', name: 'Valley University Libraries' })
    expect(mail.to).toMatchObject([{ address: mailbox }])
    expect(mail.replyTo?.[0]?.address).toMatch(/@replies\.hudson-lakes\.example\.org$/)
    for (const words of [
      'Where are the almanacs?',
      '    a* and "b"',
      '1 note is not in this mail',
      'whole@patrons.example.org',
    ])
      expect(mail.text).toContain(words)
    expect(mail.html).toContain('Where are the almanacs?')
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value
    expect(header('x-auto-response-suppress')).toBe('All')
    // It is work for people, and ticket systems drop mail that is marked as automatic.
    expect(header('auto-submitted')).toBeUndefined()
    expect(header('x-coopdesk-reference')).toBe(`${session}.1`)
    expect(header('references')).toContain(session)
  })

  it('R31 a reply from a mail program is the answer: the patron gets it, and the follow-up is over', async () => {
    const session = await passedOn('reply@patrons.example.org')
    await sends(fromLibrary, await replyAddress(session), `On the second floor.\n\nMaria${await quoted(session)}`)
    await desk.clock.advance(20_000)
    const answer = await mailTo(session, 'reply@patrons.example.org')
    expect(answer.text).toContain('    On the second floor.\n    \n    Maria\n')
    expect(answer.text).not.toContain('A patron')
    expect(answer.text).not.toContain('Wants 1905.')
    expect(answer.replyTo).toMatchObject([{ address: mailbox }])
    expect(await nancy.send({ action: 'follow-up', session })).toMatchObject({
      followUpStatus: 'answered',
      answer: { by: 'Valley University Libraries' },
    })
  })

  it('R31 out-of-office notices answer nothing, and a stranger’s mail waits for the library to confirm it', async () => {
    const session = await passedOn('stranger@patrons.example.org')
    const [address, below] = [await replyAddress(session), await quoted(session)]
    await sends(fromLibrary, address, 'I am away.', { 'Auto-Submitted': 'auto-replied' })
    await sends('eve@elsewhere.example.org', address, `Send money.${below}`)
    await sends(fromLibrary, address, `Forged.${below}`, { 'X-Local-Verdict': 'FAIL' })
    await desk.clock.advance(20_000)
    const followUp = await nancy.send({ action: 'follow-up', session })
    expect(followUp).toMatchObject({
      followUpStatus: 'new',
      held: [
        { answer: 1, from: 'eve@elsewhere.example.org', because: ['stranger'], text: 'Send money.' },
        { answer: 2, from: fromLibrary, because: ['unauthentic'], text: 'Forged.' },
      ],
    })
    expect((await mailTo(session, mailbox)).subject).toContain('Confirm an answer')
    expect(await rob.send({ action: 'confirm-answer', session, answer: 1 })).toMatchObject({
      code: 'not-your-follow-up',
    })
    expect(await nancy.send({ action: 'reject-answer', session, answer: 1 })).toMatchObject({ followUpStatus: 'new' })
    expect(await nancy.send({ action: 'confirm-answer', session, answer: 2 })).toMatchObject({
      followUpStatus: 'answered',
    })
    await desk.clock.advance(20_000)
    const sent = (await exceptReceipt(session)).filter(({ to }) => to.includes('stranger@patrons.example.org'))
    expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining('Forged.')])
  })

  it('a mail of 30 MB waits for confirmation, since its attachment is not passed on, and one to an unknown address is refused at once', async () => {
    const session = await passedOn('large@patrons.example.org')
    const attachments = [{ filename: 'scan.bin', content: Buffer.alloc(22 * 1024 * 1024, 7) }]
    const to = await replyAddress(session)
    const smtp = createTransport(`${desk.cloud.urls.smtp}`)
    await smtp.sendMail({ from: fromLibrary, to, subject: 'Re', text: 'See page 12.\nIt is attached.', attachments })
    await desk.clock.advance(20_000)
    expect((await mailTo(session, mailbox)).subject).toContain('Confirm an answer')
    const confirm = { action: 'confirm-answer', session, answer: 1 }
    expect(await nancy.send({ ...confirm, text: 'See page 13.' })).toMatchObject({ code: 'not-its-lines' })
    expect(await nancy.send({ ...confirm, text: 'See page 12.' })).toMatchObject({ followUpStatus: 'answered' })
    await desk.clock.advance(20_000)
    const { text } = await mailTo(session, 'large@patrons.example.org')
    expect(text).toContain('See page 12.')
    expect(text).not.toContain('It is attached.')
    await expect(smtp.sendMail({ from: fromLibrary, to: 'x@elsewhere.example.org', text: 'x' })).rejects.toThrow()
  })

  it('one press takes it or marks it as done, and only opening the link changes nothing', async () => {
    const session = await passedOn('link@patrons.example.org')
    const text = (await mailTo(session, mailbox)).text ?? ''
    const [, take = ''] = /^I'll handle this:\n(\S+)$/m.exec(text) ?? []
    const [, done = ''] = /^Mark as done:\n(\S+)$/m.exec(text) ?? []
    const before = await nancy.send({ action: 'follow-up', session })
    for (const url of [take, done]) {
      const opened = await fetch(url)
      expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
      const page = await opened.text()
      expect(page).toContain('<button type="submit">')
      expect(page).not.toMatch(/Jane|almanacs|patrons\.example/)
    }
    expect(await nancy.send({ action: 'follow-up', session })).toMatchObject({
      changes: before.changes,
      followUpStatus: 'new',
    })
    expect((await fetch(take, { method: 'POST' })).status).toBe(200)
    expect(await nancy.send({ action: 'follow-up', session })).toMatchObject({
      followUpStatus: 'taken',
      takenBy: 'Valley University Libraries',
    })
    expect((await fetch(done, { method: 'POST' })).status).toBe(422)
    const said = { method: 'POST', body: new URLSearchParams({ name: 'Ann', note: 'She came by.' }) }
    for (const _time of [1, 2]) expect((await fetch(done, said)).status).toBe(200)
    expect((await fetch(take, { method: 'POST' })).status).toBe(409)
    expect((await fetch(`${done}x`, { method: 'POST' })).status).toBe(404)
    expect(await nancy.send({ action: 'follow-up', session })).toMatchObject({ followUpStatus: 'done' })
  })

  it('R29 open follow-ups are only in the library’s own list, oldest deadline first, with late ones marked', async () => {
    const [late, later] = [
      await passedOn('a@patrons.example.org', '2026-12-04'),
      await passedOn('b@patrons.example.org', '2026-12-03'),
    ]
    const listed = async (wire: Wire) => {
      const reply = await wire.send({ action: 'follow-ups' })
      return Array.isArray(reply.followUps) ? reply.followUps.map(one => [one.session, one.overdue]) : []
    }
    expect((await listed(nancy)).filter(([session]) => session === late || session === later)).toEqual([
      [later, false],
      [late, false],
    ])
    expect(await listed(rob)).toEqual([])
    expect(await rob.send({ action: 'follow-up', session: late })).toMatchObject({ code: 'not-your-follow-up' })
  })

  it('R31 the escalation address or the owner of the follow-up is told of undeliverable mail', async () => {
    const session = await passedOn('bounce+1@simulator.amazonses.com')
    expect(await nancy.send({ action: 'answer-follow-up', session, text: 'It is in room 3.' })).toMatchObject({
      followUpStatus: 'answered',
    })
    await desk.clock.advance(60_000)
    expect((await mailTo(session, mailbox)).subject).toContain('Answer not delivered')
    const followUp = await nancy.send({ action: 'follow-up', session })
    expect(followUp).toMatchObject({ followUpStatus: 'new', undeliverable: 'patron' })
    const told = [
      { what: 'sent', mail: 'receipt' },
      { what: 'bounced', mail: 'receipt' },
      { what: 'answered', by: 'Nancy, Valley University', via: 'desk' },
      { what: 'sent', mail: 'answer' },
      { what: 'bounced', mail: 'answer' },
      { what: 'sent', mail: 'unreachable' },
    ]
    expect(followUp).toMatchObject({ changes: expect.arrayContaining(told.map(one => expect.objectContaining(one))) })
  })

  it('a person who complained gets no more mail, and an answer that is sent again goes out once', async () => {
    const session = await passedOn('complaint+1@simulator.amazonses.com')
    const answer = { action: 'answer-follow-up', session, text: 'It is in room 3.' }
    expect(await nancy.send(answer)).toMatchObject({ code: 'no-mail-wanted' })
    expect((await mails(session)).filter(({ to }) => String(to).includes('complaint'))).toHaveLength(1)
    const twice = { ...answer, session: await passedOn('twice@patrons.example.org') }
    for (const _try of [1, 2]) expect(await nancy.send(twice)).toMatchObject({ followUpStatus: 'answered' })
    await desk.clock.advance(60_000)
    const sent = (await exceptReceipt(twice.session)).filter(({ to }) => to.includes('twice@patrons.example.org'))
    expect(sent).toHaveLength(1)
    expect(await nancy.send({ action: 'follow-up', session })).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ what: 'unwanted', mail: 'receipt' })]),
    })
  })

  it('R32 the patron gets the transcript on request, without staff notes', async () => {
    const patron = await desk.patron('great-lakes', 'Is there a map?', { email: 'map@patrons.example.org' })
    const { session } = patron
    expect(await patron.send({ action: 'request-transcript', session })).toMatchObject({ code: 'not-picked-up' })
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'note', session, n: 1, text: 'A regular.' })
    await rob.send({ action: 'say', session, n: 2, text: 'Yes, on the wall. Does that answer your question?' })
    expect(await patron.send({ action: 'request-transcript', session })).toMatchObject({ code: 'not-confirmed' })
    expect(await desk.confirms(patron)).toMatchObject({ type: 'address-confirmed' })
    expect(await patron.send({ action: 'request-transcript', session })).toMatchObject({ type: 'transcript-requested' })
    await rob.send({ action: 'close', session, code: 'answered' })
    await desk.clock.advance(60_000)
    const transcript = await mailTo(session, 'map@patrons.example.org')
    expect(transcript.text).toContain('Yes, on the wall.')
    expect(`${transcript.text}${transcript.html}`).not.toContain('A regular.')
  })

  it('R30 as time passes there is a reminder, an overdue notice, and a notice to the coordinator', async () => {
    const session = await passedOn('slow@patrons.example.org', '2026-12-02')
    await desk.clock.advance(15 * day)
    expect(
      (await exceptReceipt(session)).map(
        ({ to, subject }) => `${to} ${subject.replace(/^\[.*?\] /, '').split(' ')[0]}`,
      ),
    ).toEqual([
      `${mailbox} Follow-up`,
      `${mailbox} Reminder:`,
      `${mailbox} OVERDUE:`,
      'coordinator@hudson-lakes.example.org NOT',
    ])
  })
})
