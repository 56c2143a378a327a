import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sessions } from '../../../lib/desk/ports.ts'
import { newestOf, resumed } from '../../../lib/desk/resume.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import { longTalk, type Turn } from '../long-talk.ts'
import { tries } from '../tries.ts'

const turns = (count: number, every = 9): readonly Turn[] =>
  Array.from({ length: count }, (_, i) => (i % every === 4 ? 'nobody' : i % 2 ? 'librarian' : 'patron'))

describe('what was missed', () => {
  it('R33 is exactly what comes after the last message that a side has, wherever that is', async () => {
    const { sessions, newest, senders } = await longTalk(turns(300))
    const { last } = newest.session
    await fc.assert(
      fc.asyncProperty(
        fc.nat(last),
        fc.constantFrom<'patron' | 'librarian'>('patron', 'librarian'),
        async (after, who) => {
          const { messages, more } = await resumed(sessions, newest, senders[who], after)
          expect(messages.map(({ number }) => number)).toEqual(
            Array.from({ length: last - after }, (_, i) => after + i + 1),
          )
          expect(more).toBe(false)
        },
      ),
      { numRuns: tries(60) },
    )
  })

  it('R33 comes page by page, each step read once, but for the few that do not fit', async () => {
    const { sessions, newest, senders } = await longTalk(turns(2_000))
    let after = 0
    const numbers: number[] = []
    for (;;) {
      const page = await resumed(sessions, newest, senders.patron, after)
      expect(Buffer.byteLength(JSON.stringify(page.messages))).toBeLessThanOrEqual(limits.page + 2_000)
      numbers.push(...page.messages.map(({ number }) => number))
      after = numbers.at(-1) ?? 0
      if (!page.more) break
    }
    expect(numbers).toEqual(Array.from({ length: newest.session.last }, (_, i) => i + 1))
    expect(sessions.looks.reduce((sum, count) => sum + count, 0)).toBeLessThan(1.1 * newest.step)
  })

  it('R33 whoever missed a little of a long conversation costs a few looks, wherever they are in it', async () => {
    const { sessions, newest, senders } = await longTalk(turns(2_000))
    const { last } = newest.session
    expect((await resumed(sessions, newest, senders.patron, last - 3)).messages).toHaveLength(3)
    expect(sessions.looks.reduce((sum, count) => sum + count, 0)).toBeLessThan(30)
  })

  it('R33 a patron who missed nothing costs no look at the log', async () => {
    const { sessions, newest, senders } = await longTalk(turns(100))
    expect((await resumed(sessions, newest, senders.patron, newest.session.last)).messages).toEqual([])
    expect(sessions.looks).toEqual([])
  })

  it('R33 is all there, where a replica lags behind', async () => {
    const { sessions, newest, senders } = await longTalk(turns(300))
    const lagging: Pick<Sessions, 'steps'> = {
      steps: async (id, few) => {
        const steps = await sessions.steps(id, few)
        return few.mayBeStale ? steps.slice(0, -1) : steps
      },
    }
    const { messages } = await resumed({ ...sessions, ...lagging }, newest, senders.patron, 0)
    expect(messages.map(({ number }) => number)).toEqual(Array.from({ length: newest.session.last }, (_, i) => i + 1))
  })

  it('R38 ends where what was said has expired, and does not ask to come again', async () => {
    const { sessions, newest, senders } = await longTalk(turns(60), step => step < 30)
    const { messages, more } = await resumed(sessions, newest, senders.patron, 0)
    expect(messages[0]?.number).toBeGreaterThan(20)
    expect(messages.at(-1)?.number).toBe(newest.session.last)
    expect(more).toBe(false)
  })
})

describe('a conversation that comes to another librarian', () => {
  it('R35 is whole, where it is an ordinary one', async () => {
    const { sessions, newest, senders } = await longTalk(turns(36))
    const { messages, earlier } = await newestOf(sessions, newest, senders.librarian)
    expect(messages.map(({ number }) => number)).toEqual(Array.from({ length: newest.session.last }, (_, i) => i + 1))
    expect(earlier).toBeUndefined()
  })

  it('R35 is the question and the newest messages, where it is long, with the same looks whatever was said', async () => {
    for (const count of [200, 2_000]) {
      const { sessions, newest, senders } = await longTalk(turns(count))
      const { messages, earlier } = await newestOf(sessions, newest, senders.librarian)
      expect(messages[0]?.number).toBe(1)
      expect(messages.slice(1).map(({ number }) => number)).toEqual(
        Array.from({ length: messages.length - 1 }, (_, i) => newest.session.last - messages.length + 2 + i),
      )
      expect(messages.length).toBeGreaterThan(20)
      expect(earlier).toBe(true)
      expect(sessions.looks).toEqual([24, 1])
    }
  })

  it('R35 is no longer than a frame, where the messages are long', async () => {
    const { sessions, newest, senders } = await longTalk(turns(40), undefined, 'x'.repeat(4_000))
    const page = await newestOf(sessions, newest, senders.librarian)
    expect(Buffer.byteLength(JSON.stringify(page.messages))).toBeLessThanOrEqual(limits.page + 5_000)
    expect(page.messages.length).toBeGreaterThan(20)
    expect(page).toMatchObject({ earlier: true, messages: { 0: { number: 1 } } })
    expect(page.messages.at(-1)?.number).toBe(newest.session.last)
  })

  it('R35 the messages before are there for the asking, page by page, down to the question', async () => {
    const { sessions, newest, senders } = await longTalk(turns(300))
    const first = await newestOf(sessions, newest, senders.librarian)
    let known = first.messages.slice(1).map(({ number }) => number)
    let { earlier } = first
    while (earlier) {
      const page = await newestOf(sessions, newest, senders.librarian, known[0])
      known = [...page.messages.map(({ number }) => number), ...known]
      earlier = page.earlier
    }
    expect(known).toEqual(Array.from({ length: newest.session.last }, (_, i) => i + 1))
  })
})
