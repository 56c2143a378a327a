import { expect, it } from 'vitest'
import type { LinkAction } from '../../../lib/access/mail-tokens.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { links } from '../../../lib/http/mail-links.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'

/** A desk whose library owes an answer; presses a button in its mail, and gives the page that comes. */
async function pressing() {
  const rob = librarian('rob', 'Rob', 'wren')
  const { ports } = await deskOf([library('wren', 'Wren')], [rob])
  await asks(ports, session, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { deadline: 'none', today: '2026-09-21', atHand: true, despite: ['not-asked'] }
  await runEnding(ports, session, { type: 'Close', at, by: 'rob', code: 'follow-up-by-patrons-library', ...close })
  return async (act: LinkAction['act'], body = 'name=Ann&note=By+telephone.') => {
    const linkAction: LinkAction = { session, owner: 'library', act }
    const routes = links({ ...ports, mailTokens: { readLink: async () => linkAction } })
    const response = await routes['POST /follow-ups/{token}']?.({ path: { token: 'x' }, body, at })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    return { ...response, last: (await ports.sessions.history(session)).at(-1) }
  }
}

it('of two colleagues who both press "I’ll handle this", the second is told that somebody already is', async () => {
  const linkAction = await pressing()
  expect((await linkAction('take')).html).toContain('You are handling this now')
  const second = await linkAction('take')
  expect(second.status).toBe(200)
  expect(second.html).toContain('is handling this already')
  expect(second.html).not.toContain('You are handling this now')
})

it('somebody who marks it as done after a colleague did is told so', async () => {
  const linkAction = await pressing()
  expect((await linkAction('done')).html).toContain('Thank you')
  expect((await linkAction('done')).html).toContain('The follow-up was marked as done before')
})

it.each([
  '',
  'name=Ann',
  'note=By+telephone.',
  'name=+&note=x',
  'name=Ann&note=++',
  `name=Ann&note=${'x'.repeat(4_001)}`,
  '{}',
])('R29 nobody marks it as done without a name and a word on how: %j', async body => {
  const { status, html, last } = await (await pressing())('done', body)
  expect(status).toBe(422)
  expect(html).toContain('<button')
  expect(html).toContain('Please say who you are and how the patron was answered.')
  expect(html).toContain('name="note"')
  expect(last).not.toMatchObject({ type: 'FollowUpDone' })
})

it('R29 who marked it as done, and how, is kept with the follow-up', async () => {
  const { last } = await (await pressing())('done', 'name=Ann+Lee&note=By+telephone.')
  expect(last).toMatchObject({
    type: 'FollowUpDone',
    by: { name: 'Ann Lee (Wren)', via: 'link' },
    note: 'By telephone.',
  })
})
