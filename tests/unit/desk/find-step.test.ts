import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findStep } from '../../../lib/desk/find-step.ts'
import { type Session, senderKey } from '../../../lib/session/state.ts'
import { longTalk, type Turn } from '../long-talk.ts'
import { tries } from '../tries.ts'

const counted = (who: 'patron' | 'librarian') => (session: Session) =>
  session.counters[who === 'patron' ? 'patron' : senderKey({ role: 'librarian', id: 'rob' })] ?? 0

const turn = fc.constantFrom<Turn>('patron', 'librarian', 'nobody')

describe('a step is found by what is counted', () => {
  it('R36 the step of every message, whoever spoke when, and nothing for what was never said', async () => {
    const talks = fc.array(fc.tuple(turn, fc.nat(40)), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(talks, async runs => {
        const { sessions, newest } = await longTalk(runs.flatMap(([who, times]) => Array(times).fill(who)))
        for (const who of ['patron', 'librarian'] as const) {
          const count = counted(who)
          const most = count(newest.session)
          expect(await findStep(sessions, newest, count, most + 1)).toBeUndefined()
          for (const n of new Set([1, 2, Math.ceil(most / 2), most])) {
            if (n < 1 || n > most) continue
            const found = await findStep(sessions, newest, count, n)
            expect(found?.events).toMatchObject([{ type: 'Said', n, text: `${who} ${n}` }])
          }
        }
      }),
      { numRuns: tries(40) },
    )
  })

  it('R36 among a thousand messages with a few looks, also where one side said everything first', async () => {
    const even = Array.from({ length: 1_000 }, (_, i): Turn => (i % 2 ? 'librarian' : 'patron'))
    const uneven = Array.from({ length: 1_000 }, (_, i): Turn => (i < 500 ? 'patron' : 'librarian'))
    const restless = Array.from({ length: 1_000 }, (_, i): Turn => ((i * 7919) % 13 < 7 ? 'patron' : 'librarian'))
    for (const [turns, most] of [
      [even, 2],
      [restless, 4],
      [uneven, 6],
    ] as const) {
      const { sessions, newest } = await longTalk(turns)
      const count = counted('librarian')
      for (const n of [1, 2, 17, 111, 250, 333, count(newest.session)]) {
        sessions.looks.length = 0
        expect((await findStep(sessions, newest, count, n))?.events).toMatchObject([{ n, text: `librarian ${n}` }])
        expect(sessions.looks.length).toBeLessThanOrEqual(most)
      }
    }
  })

  it('R38 where the first steps have expired, those that are kept are found all the same', async () => {
    const turns = Array.from({ length: 100 }, (_, i): Turn => (i % 3 ? 'librarian' : 'patron'))
    const { sessions, newest } = await longTalk(turns, step => step <= 40)
    const count = counted('librarian')
    expect((await findStep(sessions, newest, count, 50))?.events).toMatchObject([{ n: 50 }])
    expect((await findStep(sessions, newest, count, 3))?.step).toBeGreaterThan(40)
  })

  it('a step that a replica does not have yet is read again for sure', async () => {
    const { sessions, newest } = await longTalk(Array<Turn>(60).fill('patron'))
    const lagging = {
      steps: async (id: string, few: Parameters<typeof sessions.steps>[1]) =>
        (await sessions.steps(id, few)).filter(({ step }) => !few.mayBeStale || step < 30),
    }
    expect((await findStep(lagging, newest, counted('patron'), 40))?.events).toMatchObject([{ n: 40 }])
  })
})
