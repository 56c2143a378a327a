import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import type { Mailer } from '../../../../lib/desk/ports.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { runStartingMail } from '../../../../lib/mail/outgoing/run-and-mail.ts'
import { testTokens } from '../../../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryMailer, memorySentMails, memoryTimers } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { confirms, directoryOf, librarian, library } from '../../members.ts'

/** A Tuesday. */
const at = Date.UTC(2026, 10, 24, 15)
const day = 86_400_000
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
const hours = weekdays.map(on => ({ day: on, from: '09:00', to: '17:00' }))
const wren = library('wren', 'Wren Library', { hours, closedDays: ['2026-11-26'] })
const rob = librarian('rob', 'Rob', 'wren')
const ladder = { rungs: [{ pool: 'p', after: 0 }], staffed: ['p'] }
const id = 'JANE0000000000000000000000'
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const

/** A desk with one session that was closed with this code. */
async function closedWith(
  code: 'answered' | 'follow-up-by-patrons-library' | 'follow-up-by-me',
  deadline = 'none',
  isConfirmed = false,
) {
  const tables = memoryTables()
  const { mailer, mails, receipts } = memoryMailer()
  const { log, failures } = memoryLog()
  const { timers, started } = memoryTimers()
  const ports = {
    ...tables,
    ...{ log, timers, mailer, mailTokens: testTokens(), sentMails: memorySentMails() },
    connections: memoryConnections().connections,
    directory: directoryOf([wren], [rob]),
  }
  const duty = {
    librarian: 'rob',
    name: 'Rob',
    library: 'wren',
    pools: ['p'],
    limit: 3,
    connection: 'rob-1',
    dutyLimit: 1,
  }
  await tables.roster.arrive(duty, at)
  await run(ports, id, { type: 'Ask', at, session: id, library: 'wren', ladder, question: 'Why?' })
  await pickUpOldest(ports, duty, at)
  await run(ports, id, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  if (isConfirmed) await confirms(ports, id, at)
  const close = { code, deadline, today: '2026-11-24', atHand: true, despite: ['not-asked'] }
  await runEnding(ports, id, { type: 'Close', at, by: 'rob', ...close })
  /** Lets its timer run, as the state machine does, until a moment or its end. */
  const until = async (end: number) => {
    for (let now = at; now <= end; ) {
      const sleep = await runFollowUpTimer(ports, id, now)
      if (sleep === undefined) return 'over'
      now += Math.max(sleep, 1_000)
    }
    return 'on'
  }
  const kinds = () => mails.map(({ kind, to }) => `${kind} to ${to}`)
  return { ports, tables, mails, receipts, until, kinds, started, failures }
}

describe('the mail of a follow-up', () => {
  it('R29 goes to the library’s mailbox, once, and is recorded', async () => {
    const { ports, tables, mails } = await closedWith('follow-up-by-patrons-library')
    // Tuesday at ten in the morning; Thursday is a holiday, so that the fifth opening day is Wednesday of next week.
    expect(await runFollowUpTimer(ports, id, at + 5)).toBe(Date.UTC(2026, 11, 1, 5) - at - 5)
    await runFollowUpTimer(ports, id, at + 9)
    expect(mails).toMatchObject([{ to: 'questions@wren.example.org', kind: 'follow-up', reference: `${id}.1` }])
    expect(await tables.sessions.history(id)).toContainEqual({
      ...{ type: 'MailSent', at: at + 5, n: 1, kind: 'follow-up', mail: 'mail-1' },
    })
  })

  it('R29 one that was not accepted is not recorded, and is tried again in a minute', async () => {
    const { ports, mails, tables, failures } = await closedWith('follow-up-by-patrons-library')
    const broken = { send: async () => Promise.reject(new Error('throttled')) }
    expect(await runFollowUpTimer({ ...ports, mailer: broken }, id, at)).toBe(60_000)
    expect(failures).toEqual(['mail follow-up', 'mail receipt'])
    expect((await tables.sessions.load(id))?.session).toMatchObject({ mails: { outbox: [{ n: 1 }, { n: 2 }] } })
    expect(await runFollowUpTimer(ports, id, at + 1)).toBe(59_999)
    expect(mails).toEqual([])
    await runFollowUpTimer(ports, id, at + 60_000)
    expect(mails).toHaveLength(1)
  })

  it('R29 timers that wake at once send each mail once', async () => {
    const { ports, kinds } = await closedWith('follow-up-by-patrons-library', '2026-11-30')
    for (const now of [at, at + 4 * day, at + 8 * day, at + 12 * day])
      await Promise.all([1, 2, 3].map(() => runFollowUpTimer(ports, id, now)))
    expect(kinds()).toEqual([
      'follow-up to questions@wren.example.org',
      'reminder to questions@wren.example.org',
      'overdue to questions@wren.example.org',
      'escalation to head@wren.example.org',
    ])
  })

  it('R29 one that was accepted and could not be recorded goes out again, the same', async () => {
    const { ports, mails, failures } = await closedWith('follow-up-by-patrons-library')
    const append: typeof ports.sessions.append = (step, wanted) =>
      step.events.some(({ type }) => type === 'MailSent')
        ? Promise.reject(new Error('throttled'))
        : ports.sessions.append(step, wanted)
    expect(await runFollowUpTimer({ ...ports, sessions: { ...ports.sessions, append } }, id, at)).toBe(60_000)
    expect(failures).toEqual(['record of mail follow-up', 'record of mail receipt'])
    await runFollowUpTimer(ports, id, at + 60_000)
    expect(mails).toHaveLength(2)
    expect(mails[1]).toMatchObject({ reference: mails[0]?.reference, subject: mails[0]?.subject, to: mails[0]?.to })
  })

  it('R29 a session without a follow-up sends nothing', async () => {
    const { ports, mails } = await closedWith('answered')
    expect(await runFollowUpTimer(ports, id, at)).toBeUndefined()
    expect(mails).toEqual([])
  })

  it('a failing mail does not stop the others', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    const picky = {
      send: async (mail: Parameters<typeof ports.mailer.send>[0]) =>
        mail.kind === 'answer' ? ports.mailer.send(mail) : Promise.reject(new Error('refused')),
    }
    await runFollowUpTimer({ ...ports, mailer: picky }, id, at)
    expect(mails).toMatchObject([{ kind: 'answer', to: 'jane@example.org', replyTo: 'questions@wren.example.org' }])
  })

  it('R29 each mail carries new links, which act for 30 days where no deadline was given', async () => {
    const { mails, until } = await closedWith('follow-up-by-patrons-library')
    await until(at + 10 * day)
    const links = mails.map(({ kind, text }) => ({ kind, token: /\/follow-ups\/(\S+)/.exec(text)?.[1] ?? '' }))
    const works = async (when: number) => {
      const read = await Promise.all(links.map(async one => (await testTokens().readLink(one.token, when)) && one.kind))
      return read.filter(Boolean)
    }
    expect(await works(at + 30 * day - 1_000)).toEqual(['follow-up', 'reminder', 'overdue'])
    expect(await works(at + 30 * day)).toEqual(['reminder', 'overdue'])
    expect(await works(at + 42 * day)).toEqual([])
  })

  it('R29 with a deadline, a link acts for a week after it', async () => {
    const { mails, until } = await closedWith('follow-up-by-patrons-library', '2026-12-01')
    await until(at)
    const token = /\/follow-ups\/(\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? ''
    expect(await testTokens().readLink(token, Date.UTC(2026, 11, 8))).toMatchObject({ session: id })
    expect(await testTokens().readLink(token, Date.UTC(2026, 11, 10))).toBeUndefined()
  })

  it('R29 that goes out after somebody has answered says so, has no links, and a reply to it answers nothing', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    await runFollowUpTimer(ports, id, at)
    const mail = mails.find(({ kind }) => kind === 'follow-up')
    expect(mail?.text).toContain('It has been dealt with since.')
    expect(mail?.text).not.toContain('/follow-ups/')
    expect(mail).not.toHaveProperty('replyTo')
  })

  it('R31 an answer whose words have been deleted does not go out, and is owed again', async () => {
    const { ports, tables, mails } = await closedWith('follow-up-by-patrons-library')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    const history = async (session: string) =>
      (await tables.sessions.history(session)).filter(({ type }) => type !== 'FollowUpAnswered')
    await runFollowUpTimer({ ...ports, sessions: { ...ports.sessions, history } }, id, at)
    expect(mails.map(({ kind }) => kind)).toEqual(['follow-up'])
    expect(await tables.followUps.owed(['library:wren'])).toMatchObject([{ status: 'new', undeliverable: 'patron' }])
  })

  it('takes its recipient, sender and reply address from the settings, and none from what the patron typed', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    await runFollowUpTimer(ports, id, at)
    const [mail] = mails
    expect(mail?.replyTo).toMatch(/^jane0{22}-l1-[0-9a-z]{3}-[0-9a-z]{20}@replies\.example\.org$/)
    expect(JSON.stringify([mail?.to, mail?.from, mail?.replyTo, mail?.subject])).not.toContain('jane@example.org')
  })
})

describe('R29 when the daily quota of the mail service is used up', () => {
  const fullUntil = (until: number, mailer: Mailer, clock: () => number, tried: number[] = []): Mailer => ({
    send: async mail => {
      if (mail.kind !== 'receipt') tried.push(clock())
      return clock() < until ? 'over-quota' : mailer.send(mail)
    },
  })

  it('mails wait, are tried once an hour however many days it takes, and then go out', async () => {
    const { ports, kinds, tables } = await closedWith('follow-up-by-patrons-library')
    const names: unknown[] = []
    const log: typeof ports.log = {
      failed: (_what, _session, error) => names.push(error instanceof Error && error.name),
    }
    let now = at
    const tried: number[] = []
    const mailer = fullUntil(at + 10 * day, ports.mailer, () => now, tried)
    const end = at + 11 * day
    for (let wakes = 0; now < end && kinds().length === 0; wakes++) {
      const sleep = await runFollowUpTimer({ ...ports, mailer, log }, id, now)
      now += Math.max(sleep ?? end, 1_000)
      expect(wakes).toBeLessThan(1_000)
    }
    expect(kinds()[0]).toBe('follow-up to questions@wren.example.org')
    const dropped = (await ports.sessions.history(id)).filter(({ type }) => type === 'MailDropped')
    expect(dropped).toEqual([])
    // Later mails of the same follow-up wait beside it, each with its own hours.
    expect(tried.slice(0, 5).map(when => (when - at) / 3_600_000)).toEqual([0, 1, 2, 3, 4])
    // An alarm counts this name in the log.
    expect(new Set(names)).toEqual(new Set(['OverQuota']))
    expect((await tables.sessions.load(id))?.session.status).toBe('closed')
  })

  it('a try then does not count, while one that fails in another way does', async () => {
    const { ports } = await closedWith('follow-up-by-patrons-library')
    const outbox = async () => {
      const session = (await ports.sessions.load(id))?.session
      return session?.status === 'closed' ? session.mails.outbox.find(({ kind }) => kind === 'follow-up') : undefined
    }
    await runFollowUpTimer({ ...ports, mailer: { send: async () => 'over-quota' } }, id, at)
    expect(await outbox()).toMatchObject({ tries: 0, isPostponed: true })
    await runFollowUpTimer({ ...ports, mailer: { send: () => Promise.reject(new Error('down')) } }, id, at + 3_600_000)
    expect(await outbox()).toEqual({ n: 1, kind: 'follow-up', begunAt: at + 3_600_000, tries: 1 })
  })
})

describe('R30 time goes by', () => {
  it('the library is reminded on the opening day before and told when it is late, and its head after two more opening days', async () => {
    const { until, kinds, mails } = await closedWith('follow-up-by-patrons-library', '2026-11-30')
    expect(await until(at + 10 * day)).toBe('over')
    expect(kinds()).toEqual([
      'follow-up to questions@wren.example.org',
      'reminder to questions@wren.example.org',
      'overdue to questions@wren.example.org',
      'escalation to head@wren.example.org',
    ])
    expect(mails[1]?.subject).toContain('due 2026-11-30')
  })

  it('a promised answer is mailed to its librarian with a reminder, and past the deadline to the library, with new days', async () => {
    const { until, kinds, tables } = await closedWith('follow-up-by-me', '2026-11-27')
    await until(at + 5 * day)
    expect(kinds()).toEqual([
      'follow-up to rob@wren.example.org',
      'reminder to rob@wren.example.org',
      'handed-over to questions@wren.example.org',
    ])
    expect(await tables.followUps.owed(['librarian:rob'])).toEqual([])
    expect(await tables.followUps.owed(['library:wren'])).toMatchObject([{ owner: 'library', deadline: 'none' }])
  })

  it('once it is answered, nobody is reminded of anything, and its timer ends', async () => {
    const { ports, until, kinds } = await closedWith('follow-up-by-patrons-library', '2026-11-30')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    expect(await until(at + 20 * day)).toBe('over')
    expect(kinds().sort()).toEqual(['answer to jane@example.org', 'follow-up to questions@wren.example.org'])
  })

  it('R29 one library closing its follow-up does not close another’s', async () => {
    const { ports, tables } = await closedWith('follow-up-by-patrons-library')
    const by = { ...amy, library: 'hale' }
    expect(await runFollowUp(ports, id, { type: 'FinishFollowUp', at, by })).toMatchObject({
      refusal: { code: 'not-your-follow-up' },
    })
    expect(await tables.followUps.owed(['library:wren'])).toHaveLength(1)
  })
})

describe('R31 returned mail', () => {
  it('a follow-up that cannot be delivered goes to the escalation address, and shows in the list', async () => {
    const { ports, tables, kinds } = await closedWith('follow-up-by-patrons-library')
    await runFollowUpTimer(ports, id, at)
    await runStartingMail(ports, id, {
      type: 'RecordBounce',
      at: at + 1,
      n: 1,
      kind: 'follow-up',
      recipient: 'library',
    })
    await runFollowUpTimer(ports, id, at + 2)
    expect(kinds().at(-1)).toBe('undeliverable to head@wren.example.org')
    expect(await tables.followUps.owed(['library:wren'])).toMatchObject([{ undeliverable: 'owner' }])
  })

  it('R32 a reply counts only if the mail asks for an answer; one to “confirm this answer” might say no, and reaches nobody', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    const held = { from: 'who@elsewhere.example.org', text: 'Third floor.', because: ['stranger'] } as const
    await runFollowUp(ports, id, { type: 'HoldAnswer', at, ...held })
    await runFollowUpTimer(ports, id, at)
    expect(Object.fromEntries(mails.map(({ kind, replyTo }) => [kind, replyTo !== undefined]))).toEqual({
      'follow-up': true,
      held: false,
    })
  })

  it('the owner is told of an answer that the patron’s address does not accept, and owes it again', async () => {
    const { ports, kinds, mails, tables } = await closedWith('follow-up-by-patrons-library')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    await runFollowUpTimer(ports, id, at)
    await runStartingMail(ports, id, { type: 'RecordBounce', at, n: 3, kind: 'answer', recipient: 'patron' })
    await runFollowUpTimer(ports, id, at + 1)
    expect(kinds().at(-1)).toBe('unreachable to questions@wren.example.org')
    expect(mails.at(-1)?.text).toContain('    Because.')
    expect(await tables.followUps.owed(['library:wren'])).toMatchObject([{ status: 'new', undeliverable: 'patron' }])
  })

  it('somebody who complained gets no more mail', async () => {
    const { ports, kinds } = await closedWith('follow-up-by-patrons-library')
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    await runFollowUpTimer(ports, id, at)
    await runStartingMail(ports, id, { type: 'RecordComplaint', at, n: 2, kind: 'answer', recipient: 'patron' })
    await runStartingMail(ports, id, { type: 'RequestTranscript', at })
    await runFollowUpTimer(ports, id, at)
    expect(kinds().filter(kind => kind.endsWith('jane@example.org'))).toEqual(['answer to jane@example.org'])
  })
})

describe('a conversation that is too long for one mail', () => {
  it('R29 a mail that the service refuses goes once more without the conversation', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    const tried: string[] = []
    const strict: Mailer = {
      send: async mail => {
        if (mail.kind === 'receipt') return { id: 'receipt' }
        tried.push(mail.reference)
        return mail.text.includes('left out here') ? ports.mailer.send(mail) : 'refused'
      },
    }
    await runFollowUpTimer({ ...ports, mailer: strict }, id, at)
    expect(tried).toEqual([`${id}.1`, `${id}.1`])
    expect(mails).toMatchObject([{ kind: 'follow-up' }])
    expect((await ports.sessions.history(id)).map(({ type }) => type)).toContain('MailSent')
  })

  it('R29 an address that the service refuses is not tried again and again', async () => {
    const { ports } = await closedWith('follow-up-by-patrons-library')
    await runFollowUpTimer({ ...ports, mailer: { send: async () => 'refused' } }, id, at)
    expect(await ports.sessions.history(id)).toContainEqual(
      expect.objectContaining({ type: 'MailDropped', because: 'refused' }),
    )
  })
})

describe('R32 the transcript', () => {
  it('goes to the patron on request, once, without staff notes', async () => {
    const { ports, mails } = await closedWith('answered', 'none', true)
    for (const request of [1, 2]) await runStartingMail(ports, id, { type: 'RequestTranscript', at: at + request })
    expect(await runFollowUpTimer(ports, id, at + 3)).toBeUndefined()
    expect(mails).toMatchObject([{ kind: 'transcript', to: 'jane@example.org' }])
  })

  it('the timer that sends a mail is started before the request is written, and without it nothing is written', async () => {
    const { ports, started, tables } = await closedWith('answered', 'none', true)
    const broken = { ...ports.timers, startMailTimer: async () => Promise.reject(new Error('throttled')) }
    const before = await tables.sessions.load(id)
    const request = { type: 'RequestTranscript', at } as const
    await expect(runStartingMail({ ...ports, timers: broken }, id, request)).rejects.toThrow('throttled')
    expect(await tables.sessions.load(id)).toEqual(before)
    await runStartingMail(ports, id, request)
    expect(started.mails).toEqual([id])
  })

  it('once the wish is written its mail is sent at once, by a timer that may be lost', async () => {
    const { ports, started, failures } = await closedWith('answered', 'none', true)
    const written: boolean[] = []
    const startMailNow = async (session: string) => {
      written.push((await ports.sessions.history(session)).some(({ type }) => type === 'TranscriptRequested'))
      throw new Error('throttled')
    }
    const request = { type: 'RequestTranscript', at } as const
    const outcome = await runStartingMail({ ...ports, timers: { ...ports.timers, startMailNow } }, id, request)
    expect(written).toEqual([true])
    expect(outcome).not.toHaveProperty('refusal')
    expect({ later: started.mails, failures }).toEqual({ later: [id], failures: ['start of a mail'] })
    const other = await closedWith('answered', 'none', true)
    await runStartingMail(other.ports, id, request)
    expect(other.started.mailsNow).toEqual([id])
    // Said again it brings nothing new.
    await runStartingMail(other.ports, id, request)
    expect(other.started.mailsNow).toEqual([id])
  })

  it('a command that needs no mail starts no timer', async () => {
    const { ports, started } = await closedWith('follow-up-by-patrons-library')
    await runStartingMail(ports, id, { type: 'TakeFollowUp', at, by: amy })
    await runStartingMail(ports, id, { type: 'FinishFollowUp', at, by: amy })
    await runStartingMail(ports, id, { type: 'FinishFollowUp', at, by: { ...amy, library: 'hale' } })
    expect([...started.mails, ...started.mailsNow]).toEqual([])
  })
})

describe('a mailbox that is a ticket system', () => {
  const ticket = '[State #123]'
  const days = [1, 4, 8, 12].map(n => at + n * day)

  it('every mail of a follow-up refers to the first and contains the number of its ticket, so that one follow-up is one ticket', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library', '2026-11-30')
    await runFollowUpTimer(ports, id, at)
    await runFollowUp(ports, id, { type: 'RecordTicket', at: at + 1, ticket })
    await runFollowUp(ports, id, {
      type: 'HoldAnswer',
      at: at + 2,
      from: 'who@example.org',
      text: 'Thanks.',
      because: ['stranger'],
    })
    for (const now of days) await runFollowUpTimer(ports, id, now)
    expect(mails.map(({ kind, follows }) => [kind, follows])).toEqual([
      ['follow-up', undefined],
      ['held', 'mail-1'],
      ['reminder', 'mail-1'],
      ['overdue', 'mail-1'],
      // Somebody else's mailbox: it has another ticket, if any.
      ['escalation', undefined],
    ])
    expect(mails.map(({ subject }) => subject.startsWith(`${ticket} [Wren Library] `))).toEqual([
      ...[false, true, true, true, false],
    ])
  })

  it('a follow-up that is handed over to the library has no number yet', async () => {
    const { ports, mails } = await closedWith('follow-up-by-me', '2026-11-30')
    await runFollowUpTimer(ports, id, at)
    await runFollowUp(ports, id, { type: 'RecordTicket', at: at + 1, ticket })
    await runFollowUp(ports, id, { type: 'HandOverFollowUp', at: at + 2, by: { ...amy, librarian: 'rob' } })
    await runFollowUpTimer(ports, id, at + day)
    expect(mails.at(-1)).toMatchObject({ kind: 'handed-over', to: 'questions@wren.example.org' })
    expect(mails.at(-1)?.subject).not.toContain(ticket)
  })

  it('the patron’s answer has no number of the library’s ticket, and belongs to their own mails', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library')
    await runFollowUpTimer(ports, id, at)
    await runFollowUp(ports, id, { type: 'RecordTicket', at: at + 1, ticket })
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at: at + 2, by: amy, text: 'Because.' })
    await runFollowUpTimer(ports, id, at + 3)
    expect(mails.at(-1)).toMatchObject({ kind: 'answer', to: 'jane@example.org' })
    expect(mails.at(-1)?.subject).not.toContain(ticket)
    expect(mails.at(-1)?.follows).toBe('receipt-1')
  })

  it('one that answers From, according to the file or its replies, gets mails from the reply address', async () => {
    const bySetting = library('wren', 'Wren Library', { hours, followUps: { ...wren.followUps, answersTo: 'from' } })
    const set = await closedWith('follow-up-by-patrons-library')
    await runFollowUpTimer({ ...set.ports, directory: directoryOf([bySetting], [rob]) }, id, at)
    expect(set.mails).toMatchObject([{ kind: 'follow-up', answersTo: 'from' }])
    const shown = await closedWith('follow-up-by-patrons-library')
    await shown.ports.mailboxes.learn('wren', { answersTo: 'from' })
    await runFollowUpTimer(shown.ports, id, at)
    expect(shown.mails).toMatchObject([{ kind: 'follow-up', answersTo: 'from' }])
  })

  it('the library’s setting outweighs what the mailbox has shown, and applies to no other recipient', async () => {
    const toReplies = library('wren', 'Wren Library', {
      hours,
      followUps: { ...wren.followUps, answersTo: 'reply-to' },
    })
    const set = await closedWith('follow-up-by-patrons-library')
    await set.ports.mailboxes.learn('wren', { answersTo: 'from' })
    await runFollowUpTimer({ ...set.ports, directory: directoryOf([toReplies], [rob]) }, id, at)
    expect(set.mails[0]).not.toHaveProperty('answersTo')
    const mine = await closedWith('follow-up-by-me')
    await mine.ports.mailboxes.learn('wren', { answersTo: 'from' })
    await runFollowUpTimer(mine.ports, id, at)
    expect(mine.mails[0]).toMatchObject({ to: 'rob@wren.example.org' })
    expect(mine.mails[0]).not.toHaveProperty('answersTo')
  })

  it('two machines that answer each other stop, since a request to confirm cannot be answered by mail', async () => {
    const { ports, mails } = await closedWith('follow-up-by-patrons-library', '2026-11-30')
    await ports.mailboxes.learn('wren', { answersTo: 'from' })
    for (let n = 0; n < 100; n++) {
      await runFollowUpTimer(ports, id, at + n * 120_000)
      const newest = mails.at(-1)
      // The other machine acknowledges everything, each time in other words.
      if (newest?.replyTo)
        await runFollowUp(ports, id, {
          ...{ type: 'HoldAnswer', at: at + n * 120_000 + 1, from: 'bot@wren.example.org' },
          ...{ text: `Ticket ${n}`, because: ['ticket-number'], fingerprint: `${n}` },
        })
    }
    expect(mails.filter(({ kind }) => kind === 'held').every(mail => !('replyTo' in mail))).toBe(true)
    expect(mails.length).toBeLessThanOrEqual(1 + 5)
  })
})

describe('R43 the receipt of a patron to whom an answer is owed', () => {
  const owed = 'follow-up-by-patrons-library'

  it.each([owed, 'follow-up-by-me'] as const)('%s: one mail, with the link to who has it and by when', async code => {
    const { ports, receipts, until } = await closedWith(code)
    await until(at + 14 * day)
    expect(receipts).toMatchObject([
      { to: 'jane@example.org', recipient: 'patron', replyTo: 'questions@wren.example.org', reference: `${id}.2` },
    ])
    const [, token = ''] = /questions\/(\S+)/.exec(receipts[0]?.text ?? '') ?? []
    expect(await ports.mailTokens.readStatusLink(token, at)).toBe(id)
    expect(receipts[0]?.text).toContain('by Wednesday, 2 December 2026')
  })

  it('does not go out where nothing is owed, or nothing any more', async () => {
    const answered = await closedWith('answered')
    await answered.until(at + day)
    const quick = await closedWith(owed)
    await runFollowUp(quick.ports, id, { type: 'AnswerFollowUp', at, by: amy, text: 'Because.' })
    await quick.until(at + day)
    expect([answered.receipts, quick.receipts]).toEqual([[], []])
    expect(await quick.tables.sessions.history(id)).toContainEqual(
      expect.objectContaining({ type: 'MailDropped', n: 2, because: 'over' }),
    )
  })

  it('does not go to a patron who complained of mail', async () => {
    const { ports, receipts, until } = await closedWith(owed)
    await runFollowUp(ports, id, { type: 'RecordComplaint', at, n: 1, kind: 'receipt', recipient: 'patron' })
    await until(at + day)
    expect(receipts).toEqual([])
  })

  it('R31 one that comes back tells the owner that the patron cannot be reached', async () => {
    const { ports, kinds } = await closedWith(owed)
    await runFollowUpTimer(ports, id, at)
    await runStartingMail(ports, id, { type: 'RecordBounce', at, n: 2, kind: 'receipt', recipient: 'patron' })
    await runFollowUpTimer(ports, id, at + 1)
    expect(kinds().at(-1)).toBe('unreachable to questions@wren.example.org')
  })
})
