import { expect, it } from 'vitest'
import { defaultLimits, type QuestionLimits } from '../../../../lib/consortium/library.ts'
import { pickUpOldest } from '../../../../lib/desk/pick-up.ts'
import type { MailboxMail } from '../../../../lib/desk/ports.ts'
import { run, runEnding, runFollowUp } from '../../../../lib/desk/run.ts'
import { runRequestCode } from '../../../../lib/mail/outgoing/email-code.ts'
import { runFollowUpTimer } from '../../../../lib/mail/outgoing/follow-up-timer.ts'
import { sumUpNotices } from '../../../../lib/mail/outgoing/sum-up.ts'
import { testTokens } from '../../../memory/mail-tokens.ts'
import { memoryMailer, memorySentMails } from '../../../memory/outside.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../../members.ts'

const day = 86_400_000
const email = 'jane@example.org'
const idOf = (n: number) => `01K5ZQ8M3T9V7W2X4Y6Z8A1B${String(n).padStart(2, '0')}`

/** A desk with these limits, and so many follow-ups that its library owes. */
async function desk(limits: Partial<QuestionLimits>, count: number) {
  const rob = librarian('rob', 'Rob', 'wren')
  const wren = library('wren', 'Wren Library', { limits: { ...defaultLimits, ...limits } })
  const { ports: small, failures } = await deskOf([wren], [rob])
  const { mailer, mails, receipts } = memoryMailer()
  const ports = { ...small, mailer, mailTokens: testTokens(), sentMails: memorySentMails() }
  const ids = Array.from({ length: count }, (_, n) => idOf(n))
  for (const id of ids) {
    await asks(ports, id, at)
    await pickUpOldest(ports, onDuty(rob), at)
    await run(ports, id, { type: 'AttestContact', at, by: 'rob', email })
    const close = { code: 'follow-up-by-patrons-library', deadline: '2026-10-01', today: '2026-09-21' } as const
    await runEnding(ports, id, { type: 'Close', at, by: 'rob', ...close, despite: ['not-asked'] })
  }
  const wake = async (when: number) => {
    for (const id of ids) await runFollowUpTimer(ports, id, when)
  }
  const sent = (kind: string) => [...mails, ...receipts].filter(mail => mail.kind === kind)
  const summaries: MailboxMail[] = []
  const sendAbout = async (mail: MailboxMail) => {
    summaries.push(mail)
    return { id: 'sum' } as const
  }
  const sumUp = (when: number) => sumUpNotices({ ...ports, mailer: { sendAbout } }, when)
  return { ports, ids, wake, sent, sumUp, summaries, failures }
}

/** The day on which the library is reminded. */
const remindedAt = at + 10 * day

it('beyond the notices of a day a library gets one mail that sums the others up, without an address for replies', async () => {
  const { wake, sent, sumUp, summaries, ids } = await desk({ notices: 2 }, 5)
  await wake(at)
  expect(sent('follow-up')).toHaveLength(5)
  await wake(remindedAt)
  expect(sent('reminder')).toHaveLength(2)
  await sumUp(remindedAt)
  expect(summaries).toEqual([])
  await sumUp(remindedAt + day)
  expect(summaries).toMatchObject([{ kind: 'notices', library: 'wren', to: 'questions@wren.example.org' }])
  expect(summaries[0]).not.toHaveProperty('replyTo')
  const [text = ''] = summaries.map(mail => mail.text.replaceAll(/\s+/g, ' '))
  expect(text).toContain('Patrons who are still waiting for your answer (3)')
  const reminded = new Set(sent('reminder').map(({ session }) => session))
  for (const id of ids) expect(text.includes(id.slice(-8))).toBe(!reminded.has(id))
  await sumUp(remindedAt + day + 1)
  expect(summaries).toHaveLength(1)
})

it('a follow-up always has a mail of its own, with its address for replies', async () => {
  const { wake, sent } = await desk({ notices: 1 }, 4)
  await wake(at)
  expect(sent('follow-up').map(({ replyTo }) => typeof replyTo)).toEqual(Array(4).fill('string'))
})

it('a patron gets so many mails in a day; what is more is dropped with its reason, and an answer is never counted', async () => {
  const { wake, sent, ports, ids } = await desk({ patronMails: 2 }, 4)
  await wake(at)
  expect(sent('receipt')).toHaveLength(2)
  const last = await ports.sessions.history(ids[3] ?? '')
  expect(last).toContainEqual(
    expect.objectContaining({ type: 'MailDropped', kind: 'receipt', because: 'enough-today' }),
  )
  const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
  for (const id of ids)
    await runFollowUp(ports, id, { type: 'AnswerFollowUp', at: at + 60_000, by, text: 'On the second floor.' })
  await wake(at + 60_000)
  expect(sent('answer')).toHaveLength(4)
})

it('a mail that is tried again is counted once', async () => {
  const { ports, ids, sent } = await desk({ notices: 1, patronMails: 1 }, 1)
  const broken = { send: async () => Promise.reject(new Error('throttled')) }
  await runFollowUpTimer({ ...ports, mailer: broken }, ids[0] ?? '', at)
  await runFollowUpTimer(ports, ids[0] ?? '', at + 60_000)
  expect(sent('receipt')).toHaveLength(1)
})

it('no code is mailed to an address that has had enough today, and the patron is told', async () => {
  const { ports } = await desk({ patronMails: 2 }, 0)
  const request = async (n: number, to: string, when = at) => {
    const id = idOf(n)
    await asks(ports, id, at)
    return runRequestCode(ports, id, { type: 'RequestCode', at: when, id: `code-${n}`, digest: 'd', email: to })
  }
  for (const n of [1, 2]) expect(await request(n, email)).toHaveProperty('events')
  expect(await request(3, email)).toMatchObject({ refusal: { code: 'enough-mails' } })
  expect(await request(4, 'tom@example.org')).toHaveProperty('events')
  expect(await request(5, email, at + day)).toHaveProperty('events')
})

it('a library that has left gets no mail, and one failure does not keep the others from theirs', async () => {
  const { ports, failures } = await desk({}, 0)
  for (const gone of ['gone', 'wren']) await ports.mailCounts.sumUp(gone, { session: idOf(1), kind: 'overdue' }, at)
  const sent: string[] = []
  const mailer = {
    sendAbout: async (mail: MailboxMail) => {
      sent.push(mail.library)
      return Promise.reject(new Error('throttled'))
    },
  }
  await sumUpNotices({ ...ports, mailer }, at + day)
  expect([sent, failures]).toEqual([['wren'], ['notices of a day']])
  expect([...(await ports.mailCounts.summedUp(Math.floor(at / day))).keys()]).toEqual(['wren'])
})
