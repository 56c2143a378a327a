import { expect, it } from 'vitest'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../../lib/desk/run.ts'
import type { FollowUpCommand } from '../../../../lib/follow-up/commands.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { runStartingMail } from '../../../../lib/mail/outgoing/run-and-mail.ts'
import { openTokens } from '../../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../../memory/outside.ts'
import { asks, at, deskOf, librarian, library } from '../../members.ts'

const page = 'https://wren.example.org/policy'
const wren = library('wren', 'Wren Library', { policyPage: page })
const rob = librarian('rob', 'Rob', 'wren')
const id = 'JANE0000000000000000000000'

/** Rob reports these, and closes; of `answered` nothing is owed. So often the mail service does not accept a report. */
async function reported(
  texts: readonly string[],
  code: 'answered' | 'follow-up-by-patrons-library' = 'answered',
  failures = 0,
) {
  const desk = await deskOf([wren], [rob])
  const { mailer, mails } = memoryMailer()
  let left = failures
  const send: typeof mailer.send = async mail => {
    if (mail.kind === 'policy-report' && left-- > 0) throw new Error('throttled')
    return mailer.send(mail)
  }
  const ports = { ...desk.ports, mailer: { send }, mailTokens: openTokens, sentMails: memorySentMails() }
  await asks(ports, id, at)
  const { duty } = await ports.roster.find('rob')
  if (!duty) throw new Error('Rob is on duty.')
  await pickUpOldest(ports, duty, at)
  for (const text of texts) await run(ports, id, { type: 'ReportPolicy', at, by: 'rob', text, fingerprint: text })
  await run(ports, id, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { code, deadline: 'none', today: '2026-11-24', despite: ['not-asked'] }
  await runEnding(ports, id, { type: 'Close', at, by: 'rob', ...close })
  const wakes = (now: number) => runFollowUpTimer(ports, id, now)
  await wakes(at)
  const settles = (command: FollowUpCommand) => runStartingMail(ports, id, command)
  return { ports, mails, wakes, settles }
}

it('R11 a mistake on a policy page is told to the library that keeps it, with no patron in it, and R14 as it was typed', async () => {
  const { mails } = await reported(['The hours* are "wrong".\nBcc: x@example.org'])
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({
    ...{ kind: 'policy-report', to: wren.mailbox, reference: `${id}.1` },
    subject: expect.not.stringContaining('\n'),
  })
  expect(mails[0]?.text).toContain(page)
  expect(mails[0]?.text).toContain('    The hours* are "wrong".\n    Bcc: x@example.org')
  expect(`${mails[0]?.subject} ${mails[0]?.text}`).not.toMatch(/Jane|jane@example/)
})

it('R11 each report goes out once, whatever wakes', async () => {
  const { mails, wakes } = await reported(['The hours.', 'The map.'])
  await wakes(at + 3_600_000)
  expect(mails.map(({ text }) => /The \w+\./.exec(text)?.[0])).toEqual(['The hours.', 'The map.'])
})

it('R11 a report belongs to no ticket of the follow-up, nor the other way round', async () => {
  const { mails } = await reported(['The hours.'], 'follow-up-by-patrons-library')
  expect(mails.map(({ kind }) => kind)).toEqual(['policy-report', 'follow-up'])
  const { mails: later, wakes } = await reported(['The hours.'], 'follow-up-by-patrons-library')
  for (let day = 1; day <= 9; day++) await wakes(at + day * 86_400_000)
  // The first is the report, the second the follow-up: that is what the notices belong to.
  const [, , ...notices] = later
  const staffs = notices.filter(({ recipient }) => recipient === 'library')
  expect(staffs.length).toBeGreaterThan(0)
  for (const notice of staffs) expect(notice.follows).toBe('mail-2')
  // One that goes out later than the follow-up is no part of it either.
  const { mails: late, wakes: wakesAgain } = await reported(['The hours.'], 'follow-up-by-patrons-library', 1)
  await wakesAgain(at + 600_000)
  expect(late.map(({ kind, follows }) => [kind, follows])).toEqual([
    ['follow-up', undefined],
    ['policy-report', undefined],
  ])
})

it('R11 R31 a report that comes back goes to whoever sees to that library, in the same words', async () => {
  const { mails, wakes, settles } = await reported(['The hours.'])
  await settles({ type: 'RecordBounce', at: at + 1, n: 1, kind: 'policy-report', recipient: 'library' })
  await wakes(at + 20_000)
  const [, returned] = mails
  expect(returned).toMatchObject({
    kind: 'policy-report-returned',
    to: wren.followUps.escalation,
    recipient: 'escalation',
  })
  expect(returned?.text).toContain('    The hours.')
  await settles({ type: 'RecordBounce', at: at + 2, n: 1, kind: 'policy-report', recipient: 'library' })
  await wakes(at + 40_000)
  expect(mails).toHaveLength(2)
})

it('R11 R29 while an answer is owed, a report that comes back says that nobody there knows of the patron either', async () => {
  const { mails, wakes, settles } = await reported(['The hours.'], 'follow-up-by-patrons-library')
  await settles({ type: 'RecordBounce', at: at + 1, n: 1, kind: 'policy-report', recipient: 'library' })
  await wakes(at + 20_000)
  expect(mails.map(({ kind }) => kind)).toEqual([
    ...['policy-report', 'follow-up', 'policy-report-returned', 'undeliverable'],
  ])
})
