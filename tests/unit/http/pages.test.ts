import { describe, expect, it } from 'vitest'
import type { MailTokens } from '../../../lib/access/mail-tokens.ts'
import type { Library } from '../../../lib/consortium/library.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { changesIn } from '../../../lib/follow-up/history.ts'
import { busyPage, links, unreadablePage } from '../../../lib/http/mail-links.ts'
import { deskPage } from '../../../lib/http/page.ts'
import { questionStatus } from '../../../lib/http/question-status.ts'
import type { HttpRoutes } from '../../../lib/http/route.ts'
import { linkPages } from '../../../tools/mails/link-pages.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { asks, at, deskOf, directoryOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const day = 86_400_000
const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const tokens = testTokens()

/** A desk whose library owes Jane an answer until the first of October, with one that came from elsewhere. */
async function owing() {
  const { ports } = await deskOf([wren], [rob])
  await asks(ports, session, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { deadline: '2026-10-01', today: '2026-09-21', atHand: true, despite: ['not-asked'] }
  await runEnding(ports, session, { type: 'Close', at, by: 'rob', code: 'follow-up-by-patrons-library', ...close })
  const held = { from: 'nancy@elsewhere.example.org', text: 'On the plan.', because: ['stranger'] } as const
  await runFollowUp(ports, session, { type: 'HoldAnswer', at, ...held })
  return ports
}

type Ports = Awaited<ReturnType<typeof owing>>

async function page(routes: HttpRoutes, route: string, token: string, when = at) {
  const response = await routes[route]?.({ path: { token }, body: '', at: when })
  if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
  return response
}

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const followUpOf = async (ports: Ports) => {
  const found = (await ports.sessions.load(session))?.session
  return found?.status === 'closed' ? found.followUp : undefined
}
const without = (ports: Ports, ...libraries: readonly Library[]): Ports => ({
  ...ports,
  directory: directoryOf(libraries),
})

/** What a person reads of a page. */
const heading = (html: string) => /<h1>(.*)<\/h1>/.exec(html)?.[1]
const sentence = (html: string) => /<p>(.*)<\/p>/.exec(html)?.[1]
const button = (html: string) => /<form method="post">.*<button type="submit">(.*)<\/button><\/form>/.exec(html)?.[1]
const wholeSentence = /^[A-Z].*\w\.$/

describe('a page of the desk', () => {
  it('has a button only where there is something to press, and nothing in its place elsewhere', () => {
    expect(button(deskPage('Maps', 'Press it.', 'Press'))).toBe('Press')
    const bare = deskPage('Maps', 'Nothing to press.')
    expect(bare).not.toContain('<button')
    expect(bare).toMatch(/<\/p>\s*<\/main>/)
  })

  it('shows what staff wrote, and says Staff where it does not know who', () => {
    const html = deskPage('Maps', 'Here.', undefined, [], [{ text: 'Second shelf.' }])
    expect(html).toContain('<figcaption>Staff</figcaption><blockquote>Second shelf.</blockquote>')
  })

  it('asks for nothing to be filled in beside a button unless it says what', () => {
    expect(deskPage('Maps', 'Press it.', 'Press')).not.toContain('<input')
  })

  it('has its style in itself: it may load nothing', () => {
    expect(deskPage('Maps', 'Here.')).toMatch(/<style>:root \{ color-scheme: light dark; \}.*<\/style>/)
  })
})

describe('the page of a link in a mail', () => {
  it('asks a question, whose button says what it does, and says after the press what has become of it', async () => {
    for (const { act, opened, pressed } of await linkPages()) {
      expect(heading(opened), act).toMatch(/^Follow-up \w+/)
      expect(sentence(opened), act).toMatch(/^[A-Z].*\w\?$/)
      expect(button(opened), act).toMatch(/^[A-Z].*\w \w/)
      expect(opened.includes('<input'), act).toBe(act === 'done')
      expect(opened, act).not.toContain('<figure')
      expect(heading(pressed), act).toBe(heading(opened))
      expect(sentence(pressed), act).toMatch(wholeSentence)
      expect(button(pressed), act).toBeUndefined()
    }
  })

  it('R29 asks who marks it as done, which a browser may fill in, and how the patron was answered, which it may not', async () => {
    const { opened = '' } = (await linkPages()).find(({ act }) => act === 'done') ?? {}
    const fields = [...opened.matchAll(/<label>(.*?)<br><input name="(.*?)" .*?autocomplete="(.*?)">/g)]
    expect(fields.map(([, ...field]) => field)).toEqual([
      ['Your name', 'name', 'name'],
      ['How was the patron answered?', 'note', 'off'],
    ])
  })

  it('says that the desk is busy, or cannot read what it kept, and what to do', () => {
    for (const [response, advice] of [
      [busyPage, 'Please try again'],
      [unreadablePage, 'Trying again will not help'],
    ] as const) {
      const html = 'html' in response ? response.html : ''
      expect(heading(html)).toMatch(/^[A-Z]/)
      expect(sentence(html)).toMatch(wholeSentence)
      expect(sentence(html)).toContain(advice)
    }
  })

  it('says that the link is not valid once its session is not kept any more, or its library has left', async () => {
    const ports = await owing()
    const token = tokenIn(await tokens.link({ session, owner: 'library', act: 'done' }, at))
    const gone = tokenIn(
      await tokens.link({ session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D', owner: 'library', act: 'done' }, at),
    )
    const pressed = (some: Ports, which: string) =>
      page(links({ ...some, mailTokens: tokens }), 'POST /follow-ups/{token}', which)
    for (const response of [await pressed(ports, gone), await pressed(without(ports), token)]) {
      expect(response.status).toBe(404)
      expect(heading(response.html)).toBe('This link is not valid')
      expect(sentence(response.html)).toMatch(wholeSentence)
    }
    expect((await followUpOf(ports))?.status).toBe('new')
  })

  it('says so too while the conversation still goes on', async () => {
    const { ports } = await deskOf([wren], [rob])
    await asks(ports, session, at)
    const token = tokenIn(await tokens.link({ session, owner: 'library', act: 'done' }, at))
    const routes = links({ ...ports, mailTokens: tokens })
    expect((await page(routes, 'POST /follow-ups/{token}', token)).status).toBe(404)
  })

  it.each([
    ['confirm', 'answered'],
    ['reject', 'new'],
  ] as const)('R31 "%s" about a held answer leaves the follow-up %s', async (act, status) => {
    const ports = await owing()
    const token = tokenIn(await tokens.link({ session, owner: 'library', act, n: 1 }, at))
    await page(links({ ...ports, mailTokens: tokens }), 'POST /follow-ups/{token}', token)
    expect(await followUpOf(ports)).toMatchObject({ status, held: [] })
  })

  it('R29 staff notes are shown by a link of the mail, once its button is pressed, and to nobody else', async () => {
    const { ports } = await deskOf([wren], [rob])
    await asks(ports, session, at)
    await pickUpOldest(ports, onDuty(rob), at)
    await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
    await run(ports, session, {
      type: 'Note',
      at,
      from: { role: 'librarian', id: 'rob' },
      n: 1,
      text: 'Needs it by <b>Friday</b>.',
    })
    const close = { deadline: '2026-10-01', today: '2026-09-21', despite: ['not-asked'] }
    await runEnding(ports, session, { type: 'Close', at, by: 'rob', code: 'follow-up-by-patrons-library', ...close })
    const routes = links({ ...ports, mailTokens: tokens })
    const linkOf = async (owner: 'library' | 'librarian') =>
      tokenIn(await tokens.link({ session, owner, act: 'notes' }, at))
    const token = await linkOf('library')
    expect((await page(routes, 'GET /follow-ups/{token}', token)).html).not.toContain('Friday')
    const { html, status } = await page(routes, 'POST /follow-ups/{token}', token)
    expect([status, html]).toEqual([200, expect.stringContaining('<figcaption>Rob</figcaption>')])
    expect(sentence(html)).toMatch(/^Librarians noted this for each other\./)
    expect(html).toContain('<blockquote>Needs it by &lt;b&gt;Friday&lt;/b&gt;.</blockquote>')
    const late = await page(routes, 'POST /follow-ups/{token}', token, at + 100 * day)
    expect([late.status, late.html]).toEqual([404, expect.not.stringContaining('Friday')])
    expect((await followUpOf(ports))?.status).toBe('new')
  })

  it('R29 where no notes are kept, the link to them says so', async () => {
    const routes = links({ ...(await owing()), mailTokens: tokens })
    const token = tokenIn(await tokens.link({ session, owner: 'library', act: 'notes' }, at))
    const { html } = await page(routes, 'POST /follow-ups/{token}', token)
    expect(sentence(html)).toBe('The notes are not kept any more.')
    expect(html).not.toMatch(/<figure|<input/)
  })

  it('R29 what was done by a link is shown so: whoever reads the mailbox did it', async () => {
    const ports = await owing()
    const token = tokenIn(await tokens.link({ session, owner: 'library', act: 'take' }, at))
    await page(links({ ...ports, mailTokens: tokens }), 'POST /follow-ups/{token}', token)
    expect((await followUpOf(ports))?.takenBy).toEqual({ name: 'Wren Library', library: 'wren', via: 'link' })
    expect(changesIn((await ports.sessions.history(session)).filter(event => event.type === 'FollowUpTaken'))).toEqual([
      { at, what: 'taken', by: 'Wren Library', via: 'link' },
    ])
  })
})

describe('R43 the page behind a patron’s link', () => {
  const shows = async (ports: Ports, when = at, mailTokens: Pick<MailTokens, 'readStatusLink'> = tokens) => {
    const token = tokenIn(await tokens.statusLink(session, at))
    return page(questionStatus({ ...ports, mailTokens }), 'GET /questions/{token}', token, when)
  }

  it('names the library in its heading', async () => {
    expect(heading((await shows(await owing())).html)).toBe('Your question to Wren Library')
  })

  it('says that the question was dealt with, and when', async () => {
    const ports = await owing()
    const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
    await runFollowUp(ports, session, { type: 'FinishFollowUp', at, by, note: 'By telephone.' })
    expect(sentence((await shows(ports)).html)).toBe(
      'Wren Library has dealt with your question on Monday, 21 September 2026.',
    )
  })

  it('says that email to the patron came back, and whom to ask', async () => {
    const ports = await owing()
    const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
    await runFollowUp(ports, session, { type: 'AnswerFollowUp', at, by, text: 'On the second floor.' })
    const n = (await followUpOf(ports))?.answerMail ?? 0
    const bounce = { n, kind: 'answer', recipient: 'patron' } as const
    await runFollowUp(ports, session, { type: 'RecordBounce', at, ...bounce })
    expect(sentence((await shows(ports)).html)).toBe(
      'Email to your address came back. Please get in touch with Wren Library.',
    )
  })

  it('says no day where none was kept', async () => {
    const ports = await owing()
    const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
    await runFollowUp(ports, session, { type: 'AnswerFollowUp', at, by, text: 'On the second floor.' })
    const sessions = {
      ...ports.sessions,
      load: async (id: string) => {
        const found = await ports.sessions.load(id)
        if (found?.session.status !== 'closed' || !found.session.followUp) return found
        const { endedAt: _unknown, ...followUp } = found.session.followUp
        return { ...found, session: { ...found.session, followUp } }
      },
    }
    expect(sentence((await shows({ ...ports, sessions })).html)).toBe('Wren Library answered your question by email.')
  })

  it('says that the answer is late from the first moment after its last day at the library', async () => {
    const ports = await owing()
    const over = Date.UTC(2026, 9, 2, 4)
    expect(sentence((await shows(ports, over - 1)).html)).toContain('You will get an answer by email')
    expect(sentence((await shows(ports, over)).html)).toContain('The answer is late')
  })

  it('reads nothing for a link that is not valid', async () => {
    const ports = await owing()
    const sessions = {
      ...ports.sessions,
      load: async () => {
        throw new Error('There is no session to read.')
      },
    }
    const { status, html } = await shows({ ...ports, sessions }, at, { readStatusLink: async () => undefined })
    expect(status).toBe(404)
    expect(heading(html)).toBe('This link is not valid')
    expect(sentence(html)).toMatch(wholeSentence)
  })

  it('says that the link is not valid once its session is not kept any more, or its library has left', async () => {
    const ports = await owing()
    expect((await shows(without(ports))).status).toBe(404)
    expect((await shows(ports, at, { readStatusLink: async () => '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D' })).status).toBe(404)
    expect((await shows(ports, at + 91 * day)).status).toBe(404)
  })
})
