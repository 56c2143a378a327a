import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { questionStatus } from '../../../lib/http/question-status.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const day = 86_400_000
const tokens = testTokens()
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const

/** A session that is over and owes its patron an answer, and the page that its link shows. */
async function owing(
  code: 'follow-up-by-patrons-library' | 'follow-up-by-me' = 'follow-up-by-patrons-library',
  name = 'Wren Library',
) {
  const rob = librarian('rob', 'Rob from Wren', 'wren')
  const { ports } = await deskOf([library('wren', name)], [rob])
  await asks(ports, session, at, { name: 'Jane Doe' })
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { deadline: '2026-10-01', today: '2026-09-21', atHand: true, despite: ['not-asked'] }
  await runEnding(ports, session, { type: 'Close', at, by: 'rob', code, ...close })
  const link = await tokens.statusLink(session, at)
  const shows = async (when = at, token = link.slice(link.lastIndexOf('/') + 1)) => {
    const routes = questionStatus({ ...ports, mailTokens: tokens })
    const response = await routes['GET /questions/{token}']?.({ path: { token }, body: '', at: when })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    return response
  }
  return { ports, shows }
}

describe('R43 the patron sees without signing in who has their question, and by when', () => {
  it('their library, until its last day; when that has passed, that it is late', async () => {
    const { shows } = await owing()
    expect((await shows()).html).toContain(
      'Wren Library has your question. You will get an answer by email, by Thursday, 1 October 2026.',
    )
    expect((await shows(at + 30 * day)).html).toContain('you should have had it by Thursday, 1 October 2026.')
  })

  it('that somebody is working on it, and that it was answered, and when', async () => {
    const { ports, shows } = await owing()
    await runFollowUp(ports, session, { type: 'TakeFollowUp', at, by: amy })
    expect((await shows()).html).toContain('Somebody at Wren Library is working on your question.')
    await runFollowUp(ports, session, { type: 'AnswerFollowUp', at: at + day, by: amy, text: 'On the second floor.' })
    expect((await shows(at + 2 * day)).html).toMatch(
      /Wren Library answered your question by email on \w+, \d+ September 2026\./,
    )
  })

  it('by the whole name of their library, which ends the sentence where it ends with a full stop', async () => {
    const { ports, shows } = await owing('follow-up-by-patrons-library', 'Wren & Co.')
    const bounced = { type: 'RecordBounce', at, n: 1, kind: 'transcript', recipient: 'patron' } as const
    await runFollowUp(ports, session, bounced)
    expect((await shows()).html).toContain('Please get in touch with Wren &amp; Co.</p>')
  })

  it('a librarian who promised it, without a name', async () => {
    const { shows } = await owing('follow-up-by-me')
    expect((await shows()).html).toContain('A librarian has your question.')
  })

  it('nothing of the conversation, and nobody’s name or address', async () => {
    const { ports, shows } = await owing()
    await runFollowUp(ports, session, { type: 'TakeFollowUp', at, by: amy })
    const { html } = await shows()
    for (const secret of ['Jane', 'jane@', 'almanac', 'Rob', 'Amy', 'questions@']) expect(html).not.toContain(secret)
  })

  it('a link that was changed, is too old, or was made for something else shows nothing', async () => {
    const { shows } = await owing()
    const staffLink = await tokens.link({ session, owner: 'library', act: 'done' }, at)
    const others = ['x', 'x.y.z', staffLink.slice(staffLink.lastIndexOf('/') + 1)]
    for (const token of others) expect((await shows(at, token)).status).toBe(404)
    expect((await shows(at + 91 * day)).status).toBe(404)
    const link = await tokens.statusLink(session, at)
    expect(await tokens.readLink(link.slice(link.lastIndexOf('/') + 1), at)).toBeUndefined()
  })
})
