import { describe, expect, it } from 'vitest'
import type { Queue, Roster } from '../../../lib/desk/ports.ts'
import { queueActions } from '../../../lib/socket/queue.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Public Library')
const rob = librarian('rob', 'Rob', 'wren')
const identity = { role: 'librarian', library: 'wren', librarian: 'rob' } as const

/** Rob is on duty, so many wait, and every question to the queue is counted. */
async function crowd(count: number) {
  const { ports } = await deskOf([wren], [rob])
  const sessions = Array.from({ length: count }, (_, i) => `01K5ZQ8M3T9V7W2X4Y6Z8A${String(i).padStart(4, '0')}`)
  for (const [i, session] of sessions.entries()) await asks(ports, session, at + i)
  const calls: string[] = []
  const queue: Queue = {
    numbers: ports.queue.numbers,
    waiting: (...asked) => {
      calls.push('waiting')
      return ports.queue.waiting(...asked)
    },
    countBefore: (...asked) => {
      calls.push('countBefore')
      return ports.queue.countBefore(...asked)
    },
    count: (...asked) => {
      calls.push('count')
      return ports.queue.count(...asked)
    },
  }
  const filled: string[][] = []
  const roster: Roster = { ...ports.roster, fill: async ({ sessions }) => void filled.push([...sessions]) }
  const routes = queueActions({ ...ports, queue, roster })
  const send = (frame: object) =>
    answered(routes, JSON.stringify(frame), { identity, connection: 'rob-1', at: at + 9_999 }, ports.log)
  return { sessions, send, calls, filled }
}

describe('the list of who waits', () => {
  it('R3 shows everybody, page by page, each once and the longest wait first, and each page costs the same', async () => {
    const { sessions, send, calls } = await crowd(500)
    const seen: string[] = []
    let after: string | undefined
    do {
      calls.length = 0
      const page = await send({ action: 'queue', most: 25, count: true, ...(after && { after }) })
      if (page.type !== 'queue') throw new Error('There is no list.')
      seen.push(...page.waiting.map(({ session }) => session))
      const last = page.waiting.at(-1)
      after = page.more && last ? `${last.askedAt}#${last.session}` : undefined
      expect(page.others ?? 0).toBe(Math.min(100, sessions.length - seen.length))
      expect(calls).toEqual(page.more ? ['waiting', 'count'] : ['waiting'])
    } while (after)
    expect(seen).toEqual(sessions)
  })

  it('R2 the last of five hundred is picked up from it with a reason, as the third is', async () => {
    const { sessions, send, calls } = await crowd(500)
    const picked = async (session: string | undefined) => {
      calls.length = 0
      expect(await send({ action: 'pick-up', session })).toMatchObject({ type: 'refused', code: 'no-reason' })
      const reply = await send({ action: 'pick-up', session, reason: 'She speaks Navajo.' })
      expect(reply).toMatchObject({ type: 'picked-up', session })
      return [...calls]
    }
    expect(await picked(sessions[499])).toEqual(await picked(sessions[2]))
  })

  it('R2 the same refusals are true for whoever was seen at the end of the list', async () => {
    const { sessions, send } = await crowd(60)
    const last = sessions[59]
    await send({ action: 'pick-up', session: last, reason: 'She speaks Navajo.' })
    expect(await send({ action: 'pick-up', session: last, reason: 'Again.' })).toMatchObject({ code: 'already-yours' })
    const unknown = '01K5ZQ8M3T9V7W2X4Y6Z8B0000'
    expect(await send({ action: 'pick-up', session: unknown })).toMatchObject({ code: 'no-such-session' })
  })
})

describe('R45 whoever picks up', () => {
  it('stands behind the others once they have no place left, and not before', async () => {
    const { send, filled } = await crowd(5)
    for (let i = 1; i < rob.limit; i++) await send({ action: 'pick-up' })
    expect(filled).toEqual([])
    await send({ action: 'pick-up' })
    expect(filled).toHaveLength(1)
    expect(filled[0]).toHaveLength(rob.limit)
  })
})
