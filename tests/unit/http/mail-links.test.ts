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
  return async (act: LinkAction['act']) => {
    const linkAction: LinkAction = { session, owner: 'library', act }
    const routes = links({ ...ports, mailTokens: { readLink: async () => linkAction } })
    const response = await routes['POST /follow-ups/{token}']?.({ path: { token: 'x' }, body: '', at })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    return response
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
