import { expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import { followUpActions } from '../../../lib/socket/follow-ups.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const rob = librarian('rob', 'Rob', 'wren')
/** The largest frame that API Gateway lets through, bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const largest = 128 * 1024

/** A conversation of so many messages that is over; Rob's own library owes the answer. */
async function closed(messages: readonly string[]) {
  const { ports } = await deskOf([library('wren', 'Wren')], [rob])
  await asks(ports, session, at, { name: 'Jane' })
  await pickUpOldest(ports, onDuty(rob), at)
  const by = { role: 'librarian', id: 'rob' } as const
  for (const [i, text] of messages.entries())
    await run(ports, session, { type: 'Say', at, from: by, n: i + 1, text, despite: [] })
  await run(ports, session, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
  const close = { deadline: 'none', today: '2026-09-21', atHand: true, despite: ['not-asked'] }
  await runEnding(ports, session, { type: 'Close', at, by: 'rob', code: 'follow-up-by-patrons-library', ...close })
  const hold = (text: string) =>
    runFollowUp(ports, session, {
      type: 'HoldAnswer',
      at,
      from: 'eve@elsewhere.example.org',
      text,
      because: ['stranger'],
    })
  const confirm = (n: number) => {
    const actor = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
    return runFollowUp(ports, session, { type: 'ConfirmAnswer', at, by: actor, n })
  }
  /** Two colleagues take it from each other, over and over. */
  const take = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const actor = { librarian: `r${i % 2}`, name: '語'.repeat(limits.name), library: 'wren', via: 'desk' } as const
      await runFollowUp(ports, session, { type: 'TakeFollowUp', at, by: actor, despite: ['already-taken'] })
    }
  }
  const followUp = async (after = 0) => {
    const who = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
    const frame = JSON.stringify({ action: 'follow-up', session, after })
    const reply = await answered(followUpActions(ports), frame, { identity: who, connection: 'c', at }, ports.log)
    expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThanOrEqual(largest)
    if (reply.type !== 'follow-up') throw new Error(JSON.stringify(reply))
    return reply
  }
  return { hold, confirm, take, followUp }
}

it.each([
  ['Latin letters', 'x'],
  ['Chinese characters', '語'],
  ['what takes most room in a frame', '\u0001'],
])(
  'R33 every page of the largest session’s follow-up fits into a frame, and no message is left out: %s',
  async (_what, one) => {
    const texts = Array.from({ length: 40 }, () => one.repeat(limits.text))
    const { hold, confirm, take, followUp } = await closed(texts)
    await take(1_000)
    for (let n = 1; n <= 5; n++) await hold(one.repeat(limits.answer))
    await confirm(1)
    await hold(one.repeat(limits.answer))
    const numbers: number[] = []
    for (let more = true; more; ) {
      const page = await followUp(numbers.at(-1) ?? 0)
      expect(page.held.map(({ answer, cut }) => [answer, cut])).toEqual([2, 3, 4, 5, 6].map(n => [n, true]))
      expect(page.answer).toMatchObject({ by: 'Rob', cut: true })
      expect(page.changes).toHaveLength(limits.changes)
      numbers.push(...page.messages.map(({ number }) => number))
      more = page.more
    }
    // The question, and what was said.
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1))
    expect(numbers.length).toBe(texts.length + 1)
  },
)

it('R31 answers of the usual length are shown whole, as they came', async () => {
  const { hold, confirm, followUp } = await closed([])
  await hold('It is on the second floor.')
  await hold('y'.repeat(limits.answer))
  await confirm(1)
  const { answer, held } = await followUp()
  expect(answer).toEqual({ by: 'Rob', text: 'It is on the second floor.' })
  expect(held).toMatchObject([{ answer: 2, text: 'y'.repeat(limits.answer) }])
  expect(held[0]).not.toHaveProperty('cut')
})

it('R43 a librarian who sent a follow-up on to another library sees who has it and when it was answered, but none of its words', async () => {
  const nancy = librarian('nancy', 'Nancy', 'hale')
  const { ports } = await deskOf([library('wren', 'Wren'), library('hale', 'Hale')], [rob, nancy])
  await asks(ports, session, at, { name: 'Jane', email: 'jane@example.org' })
  await pickUpOldest(ports, onDuty(nancy), at)
  const close = { deadline: '2026-12-01', today: '2026-09-21', despite: ['not-asked', 'not-verified'] }
  await run(ports, session, { type: 'AttestContact', at, by: 'nancy', email: 'jane@example.org' })
  await runEnding(ports, session, { type: 'Close', at, by: 'nancy', code: 'follow-up-by-patrons-library', ...close })
  const seenBy = async (id: string, own: string) => {
    const who = { role: 'librarian', library: own, librarian: id } as const
    const caller = { identity: who, connection: 'c', at }
    const reply = await answered(followUpActions(ports), '{"action":"follow-ups"}', caller, ports.log)
    if (reply.type !== 'follow-ups') throw new Error(JSON.stringify(reply))
    return reply
  }
  const sent = { session, library: 'wren', libraryName: 'Wren', answerBy: '2026-12-01', since: at }
  expect(await seenBy('nancy', 'hale')).toMatchObject({ followUps: [], sentOn: [{ ...sent, status: 'new' }] })
  const by = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
  await runFollowUp(ports, session, { type: 'AnswerFollowUp', at: at + 9, by, text: 'On the second floor.' })
  expect((await seenBy('nancy', 'hale')).sentOn).toEqual([{ ...sent, status: 'answered', endedAt: at + 9 }])
  expect((await seenBy('rob', 'wren')).sentOn).toEqual([])
})
