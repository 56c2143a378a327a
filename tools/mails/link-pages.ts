import type { LinkAction } from '../../lib/access/mail-tokens.ts'
import { pickUpOldest } from '../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../lib/desk/run.ts'
import { links } from '../../lib/http/mail-links.ts'
import { htmlLines } from '../../lib/mail/incoming/html-lines.ts'
import { joined } from '../../lib/mail/incoming/lines.ts'
import { usual } from '../../tests/unit/mail/letters/letter-data.ts'
import { asks, deskOf, librarian, library, onDuty } from '../../tests/unit/members.ts'

/** The pages behind one link: the question, and the answer after the press. */
export interface LinkPages {
  readonly act: string
  readonly opened: string
  readonly pressed: string
}

const acts = ['take', 'done', 'hand-over', 'confirm', 'reject', 'notes'] as const
const { session } = usual
const at = usual.askedAt

/** The pages of every link, from the desk's own code. */
export function linkPages(): Promise<readonly LinkPages[]> {
  return Promise.all(
    acts.map(async act => {
      const routes = links(await portsFor({ session, owner: act === 'hand-over' ? 'librarian' : 'library', act, n: 1 }))
      const page = async (method: string) => {
        const request = { path: { token: 'x' }, body: 'name=Ann&note=By+telephone.', claims: {}, at }
        const response = await routes[`${method} /follow-ups/{token}`]?.(request)
        if (!response || !('html' in response)) throw new Error(`The link "${act}" has no page.`)
        return response.html
      }
      return { act, opened: await page('GET'), pressed: await page('POST') }
    }),
  )
}

/** The text of a page. */
export function wordsOf(html: string): string {
  return joined(htmlLines(html).lines).trim()
}

/** A desk on which this press is possible. */
async function portsFor(linkAction: LinkAction) {
  const rob = librarian('rob', 'Rob', 'wren')
  const { ports } = await deskOf([library('wren', usual.libraryName)], [rob])
  await asks(ports, session, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: usual.owed.email })
  const code = linkAction.owner === 'library' ? 'follow-up-by-patrons-library' : 'follow-up-by-me'
  const when = { deadline: usual.answerBy, today: '2026-11-24', atHand: true }
  await runEnding(ports, session, { type: 'Close', at, by: 'rob', code, ...when, despite: ['not-asked'] })
  const from = 'nancy@elsewhere.example.org'
  await runFollowUp(ports, session, { type: 'HoldAnswer', at, from, text: 'On the plan.', because: ['stranger'] })
  return { ...ports, mailTokens: { readLink: async () => linkAction } }
}
