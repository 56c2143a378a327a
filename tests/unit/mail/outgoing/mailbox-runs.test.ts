import { describe, expect, it } from 'vitest'
import { mailboxLinks } from '../../../../lib/access/mailbox-links.ts'
import type { Library } from '../../../../lib/consortium/library.ts'
import { nextRun } from '../../../../lib/desk/mailbox-schedule.ts'
import type { Directory, MailboxMail, MailboxTest } from '../../../../lib/desk/ports.ts'
import { mailboxPages } from '../../../../lib/http/mailbox-links.ts'
import { runMailboxTests } from '../../../../lib/mail/outgoing/mailbox-runs.ts'
import { memoryLog } from '../../../memory/outside.ts'
import { memoryTables } from '../../../memory/tables.ts'
import { directoryOf, library } from '../../members.ts'

const day = 86_400_000
const secret = new TextEncoder().encode('a-secret-of-this-consortium-alone')
const links = mailboxLinks({ key: async () => secret, url: 'https://desk.example.org/' })
/** Monday, ten o'clock in New York. */
const monday = Date.parse('2026-11-23T15:00:00Z')
/** The run of the same week's Tuesday. */
const tuesday = Date.parse('2026-11-24T06:00:20Z')
const usual = library('wren', 'Wren Library')
const { escalation: _none, ...noEscalation } = usual.followUps
const wren = {
  ...usual,
  timeZone: 'America/New_York',
  hours: [],
  followUps: { ...usual.followUps, escalation: 'boss@example.org' },
}

/** A desk with these libraries, all filed on Monday. */
async function filed(
  libraries: readonly Library[] = [wren],
  more: { readonly directory?: Pick<Directory, 'library'> } = {},
) {
  const { mailboxes, mailboxRuns } = memoryTables()
  const { log, failures } = memoryLog()
  const mails: MailboxMail[] = []
  let outcome: 'accepted' | 'refused' | 'throttled' = 'accepted'
  const ports = {
    ...{ directory: directoryOf(libraries), mailboxes, runs: mailboxRuns, links, log, ...more },
    ...{ repliesDomain: 'replies.example.org' },
    mailer: {
      sendAbout: async (mail: MailboxMail) => {
        if (outcome === 'throttled') throw new Error('throttled')
        mails.push(mail)
        return outcome === 'refused' ? ('refused' as const) : { id: 'mail' }
      },
    },
  }
  await mailboxRuns.file(
    nextRun(monday),
    libraries.map(({ id }) => id),
  )
  const pages = mailboxPages({ directory: ports.directory, mailboxes, mailboxLinks: links })
  return {
    ...{ ports, mails, failures },
    set: (next: typeof outcome) => {
      outcome = next
    },
    runs: (at: number) => runMailboxTests(ports, at),
    /** Plays every day's run from one moment to another; returns who turned out to be silent. */
    daily: async (from: number, to: number) => {
      const silent: string[] = []
      for (let at = from; at <= to; at += day) silent.push(...(await runMailboxTests(ports, at)))
      return silent
    },
    test: async (): Promise<MailboxTest | undefined> => (await mailboxes.learnt('wren')).test,
    press: async (method: 'GET' | 'POST', mail: MailboxMail | undefined, at: number) => {
      const token = /mailboxes\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
      const response = await pages[`${method} /mailboxes/{token}`]?.({ path: { token }, body: '', at })
      return response && 'html' in response
        ? [response.status, /<h1>(.*)<\/h1>\n<p>(.*)<\/p>/.exec(response.html)?.[2]]
        : []
    },
  }
}

describe('R29 the test of a mailbox', () => {
  it('goes out with the first run after a library is set up, once, to the mailbox and with a link', async () => {
    const { runs, mails, test } = await filed()
    expect(await runs(tuesday - day)).toEqual([])
    expect(mails).toEqual([])
    await runs(tuesday)
    await runs(tuesday)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ kind: 'mailbox-test', library: 'wren', n: 1, to: wren.mailbox, from: wren.name })
    expect(mails[0]).not.toHaveProperty('answersTo')
    expect(mails[0]?.text).toContain('by Friday, 27 November 2026')
    expect(await test()).toEqual({ n: 1, to: wren.mailbox, sentAt: tuesday })
  })

  it('a link checker opens the link and confirms nothing; a press does, however often', async () => {
    const { runs, mails, test, press } = await filed()
    await runs(tuesday)
    expect(await press('GET', mails[0], tuesday + 1)).toMatchObject([
      200,
      expect.stringContaining('do you read that mailbox'),
    ])
    expect(await test()).not.toHaveProperty('pressedAt')
    const thanks = [200, 'Thank you. The desk knows that its mail reaches you.']
    expect(await press('POST', mails[0], tuesday + 2)).toEqual(thanks)
    expect(await press('POST', mails[0], tuesday + 3)).toEqual(thanks)
    expect(await test()).toMatchObject({ pressedAt: tuesday + 2 })
  })

  it('comes again a quarter after it was confirmed, and the old link then confirms nothing', async () => {
    const { daily, runs, mails, press, test } = await filed()
    await runs(tuesday)
    await press('POST', mails[0], tuesday + 2)
    expect(await daily(tuesday + day, tuesday + 91 * day)).toEqual([])
    expect(mails).toHaveLength(1)
    expect(await daily(tuesday + 92 * day, tuesday + 92 * day)).toEqual([])
    expect(mails.map(({ kind, n }) => [kind, n])).toEqual([
      ['mailbox-test', 1],
      ['mailbox-test', 2],
    ])
    expect(await press('POST', mails[0], tuesday + 93 * day)).toMatchObject([409, expect.stringContaining('newer')])
    expect(await test()).not.toHaveProperty('pressedAt')
    expect(await press('POST', mails[0], tuesday + 99 * day)).toMatchObject([404, expect.any(String)])
  })

  it('that nobody confirms in three opening days is told to the escalation address, once, and comes again in four weeks', async () => {
    const closed = { ...wren, closedDays: ['2026-11-26'] }
    const { daily, mails, test } = await filed([closed])
    // Saturday, after Wednesday, Thursday (closed), Friday and Saturday.
    expect(await daily(tuesday, tuesday + 4 * day)).toEqual([])
    expect(mails).toHaveLength(1)
    expect(await daily(tuesday + 5 * day, tuesday + 27 * day)).toEqual(['wren'])
    expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['mailbox-test', wren.mailbox],
      ['mailbox-silent', 'boss@example.org'],
    ])
    expect(mails[1]?.subject).toBe('[Wren Library] NOT CONFIRMED: mailbox for follow-ups')
    expect(await test()).toMatchObject({ n: 1, toldAt: tuesday + 5 * day })
    await daily(tuesday + 28 * day, tuesday + 29 * day)
    expect(mails.map(({ kind, n }) => `${kind} ${n}`).slice(2)).toEqual(['mailbox-test 2'])
  })

  it('that is confirmed late settles it all the same', async () => {
    const { daily, mails, press, test } = await filed()
    expect(await daily(tuesday, tuesday + 6 * day)).toEqual(['wren'])
    await press('POST', mails[0], tuesday + 7 * day)
    await daily(tuesday + 7 * day, tuesday + 90 * day)
    expect(mails).toHaveLength(2)
    expect(await test()).toMatchObject({ n: 1, pressedAt: tuesday + 7 * day })
  })

  it('that comes back is told the next day, and so is an address that the mail service refuses', async () => {
    const returned = await filed()
    await returned.runs(tuesday)
    await returned.ports.mailboxes.recordTest('wren', 1, 'returnedAt', tuesday + 5)
    const refused = await filed()
    refused.set('refused')
    await refused.runs(tuesday)
    for (const { runs, mails } of [returned, refused]) {
      expect(await runs(tuesday + day)).toEqual(['wren'])
      expect(mails[1]?.subject).toBe('[Wren Library] UNDELIVERABLE: mailbox for follow-ups')
    }
  })

  it('without an escalation address has the alarm alone', async () => {
    const { daily, mails } = await filed([{ ...wren, followUps: noEscalation }])
    expect(await daily(tuesday, tuesday + 9 * day)).toEqual(['wren'])
    expect(mails.map(({ kind }) => kind)).toEqual(['mailbox-test'])
  })

  it('goes to a new address with the next run after it is filed', async () => {
    let current: Library = wren
    const { daily, ports, mails, press, test } = await filed([wren], { directory: { library: async () => current } })
    await daily(tuesday, tuesday)
    await press('POST', mails[0], tuesday + 1)
    await daily(tuesday + day, tuesday + day)
    current = { ...wren, mailbox: 'new@wren.example.org' }
    await ports.runs.file(nextRun(tuesday + day + 5), ['wren'])
    await daily(tuesday + 2 * day, tuesday + 80 * day)
    expect(mails.filter(({ kind }) => kind === 'mailbox-test').map(({ to }) => to)).toEqual([
      ...[wren.mailbox, 'new@wren.example.org', 'new@wren.example.org', 'new@wren.example.org'],
    ])
    expect(await test()).toMatchObject({ to: 'new@wren.example.org' })
  })

  it('comes from the domain for replies where the mailbox answers From, as its follow-ups do', async () => {
    const { runs, mails } = await filed([{ ...wren, followUps: { ...wren.followUps, answersTo: 'from' } }])
    await runs(tuesday)
    expect(mails[0]).toMatchObject({ answersTo: 'from', replyTo: 'mailbox-tests@replies.example.org' })
    const learnt = await filed()
    await learnt.ports.mailboxes.learn('wren', { answersTo: 'from' })
    await learnt.runs(tuesday)
    expect(learnt.mails[0]).toMatchObject({ answersTo: 'from' })
  })

  it('that cannot be sent is tried again the next day, and keeps nobody else waiting', async () => {
    const hale = library('hale', 'Hale')
    const { ports, mails, failures, set, daily } = await filed([wren, hale], {
      directory: {
        library: async id => {
          if (id === 'hale') throw new Error('unreadable')
          return wren
        },
      },
    })
    await daily(tuesday, tuesday)
    expect([mails.length, failures]).toEqual([1, ['mailbox test']])
    expect(await ports.runs.filed(nextRun(tuesday))).toEqual(['hale', 'wren'])
    set('throttled')
    const other = await filed()
    other.set('throttled')
    await other.runs(tuesday)
    other.set('accepted')
    await other.runs(tuesday + day)
    expect(other.mails).toHaveLength(1)
  })

  it('is over with its library’s membership', async () => {
    const { runs, mails, ports } = await filed([wren], { directory: { library: async () => undefined } })
    await runs(tuesday)
    expect([mails, await ports.runs.filed(nextRun(tuesday))]).toEqual([[], []])
  })

  it('no run is left out if none ran for days', async () => {
    const { runs, mails } = await filed()
    await runs(tuesday - day)
    await runs(tuesday + 3 * day)
    expect(mails).toHaveLength(1)
  })
})
