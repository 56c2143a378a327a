import { describe, expect, it } from 'vitest'
import { frameFor } from '../../../lib/protocol/push-for.ts'
import type { Event } from '../../../lib/session/events.ts'
import { nobodyOnDuty, reached } from '../../../lib/session/ladder.ts'
import { poolsAt } from '../../../lib/session/state.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const ladder = [
  { pool: 'library:wren', after: 0 },
  { pool: 'group:larks', after: b.seconds(30) },
  { pool: 'cooperative', after: b.seconds(60) },
]
const all = ladder.map(({ pool }) => pool)
const at = (waited: number, staffed: readonly string[] = all) => reached({ rungs: ladder, staffed }, waited)

describe('R4 the ladder', () => {
  it('R4 the own library at once, its group after 30 s, the cooperative after 60 s', () => {
    expect([0, 29_999, 30_000, 59_999, 60_000].map(waited => at(waited).length)).toEqual([1, 1, 2, 2, 3])
  })

  it('R4 a rung with nobody on duty is skipped at once, and a librarian who comes there finds the patron', () => {
    expect(at(0, ['group:larks', 'cooperative'])).toEqual(['library:wren', 'group:larks'])
    expect(at(0, ['cooperative'])).toEqual(all)
    expect(at(0, [])).toEqual(all)
    expect(at(30_000, ['library:wren', 'cooperative'])).toEqual(all)
  })

  it('R4 what is reached at once is reached even if the clocks of two machines differ', () => {
    expect(at(-300_000)).toEqual(['library:wren'])
  })

  it('R4 a question says which rungs it will reach by waiting', () => {
    given()
      .when(b.ask({ ladder: { rungs: ladder, staffed: all } }))
      .happens(b.asked({ pools: ['library:wren'], ahead: ladder.slice(1) }))
  })

  it('R4 the next tick reaches what the wait has reached, once', () => {
    const staffed = { rungs: ladder, staffed: all }
    const session = [b.asked({ pools: ['library:wren'] })]
    const tick = b.tick(b.start + b.seconds(30), { ladder: staffed })
    given(...session)
      .when(tick)
      .happens({ type: 'PoolsReached', at: b.start + b.seconds(30), pools: ['group:larks'] })
    given(...session, b.poolsReached())
      .when(tick)
      .doesNothing()
  })

  it('R4 librarians whom a session reaches are told and have it in their queue, with the beginning of the question', () => {
    const past = [b.asked({ pools: ['library:wren'], name: 'Jane' }), b.poolsReached()]
    const question = 'Do you have the new almanac?'
    expect(jointWritesOfLast(...past)).toMatchObject([
      { type: 'Enqueue', pools: ['library:wren', 'group:larks'], question, name: 'Jane', later: true },
    ])
  })

  it('R4 a rung that comes when it was expected changes nothing in the queue, and one that comes sooner or unexpected does', () => {
    const past = b.asked({ pools: ['library:wren'], ahead: ladder.slice(1) })
    const [next, last] = ladder.slice(1)
    if (!next || !last) throw new Error('The ladder has three rungs.')
    const reaching = (after: number, ...pools: string[]) => b.poolsReached({ at: b.start + after, pools })
    expect(jointWritesOfLast(past, reaching(next.after, next.pool))).toEqual([])
    expect(jointWritesOfLast(past, reaching(next.after - 1, next.pool))).toMatchObject([
      { type: 'Enqueue', pools: ['library:wren', next.pool], ahead: [last] },
    ])
    expect(jointWritesOfLast(past, reaching(next.after, next.pool), reaching(next.after, last.pool))).toMatchObject([
      { type: 'Enqueue', pools: ['library:wren', next.pool, last.pool] },
    ])
    expect(jointWritesOfLast(past, reaching(last.after, 'library:other'))).toHaveLength(1)
    expect(jointWritesOfLast(past, reaching(next.after, next.pool, 'library:other'))).toHaveLength(1)
    expect(jointWritesOfLast(past, b.pickedUp(), reaching(next.after, next.pool))).toEqual([])
  })

  it('R4 a pool of a rung ahead sees the patron from the moment at which they have waited long enough', () => {
    const waiting = sessionAfter(b.asked({ pools: ['library:wren'], ahead: ladder.slice(1) }))
    if (waiting.status !== 'waiting') throw new Error('The patron waits.')
    const rungs = ladder.map(({ pool }) => pool)
    const seenAfter = (after: number) => poolsAt(waiting, b.start + after)
    expect(seenAfter(0)).toEqual(rungs.slice(0, 1))
    for (const [i, { after }] of ladder.entries())
      if (i > 0) {
        expect(seenAfter(after - 1)).toEqual(rungs.slice(0, i))
        expect(seenAfter(after)).toEqual(rungs.slice(0, i + 1))
      }
  })

  it('R4 the timer wakes for the next rung, and looks every five minutes at whoever waits for nothing else', () => {
    const waiting = sessionAfter(b.asked({ pools: ['library:wren'] }), b.addressOffered())
    const far = ladder.map(({ pool, after }) => ({ pool, after: after * 100 }))
    expect(nextDue(waiting, defaultTiming, ladder, b.start + 5)).toBe(b.start + b.seconds(30))
    expect(nextDue(waiting, defaultTiming, far, b.start + 5)).toBe(b.start + 5 + b.minutes(5))
  })
})

describe('R1 the wait', () => {
  it.each([
    ['more pools are reached', [b.poolsReached()]],
    ['an address is offered', [b.addressOffered()]],
    ['a librarian picks up', [b.pickedUp()]],
    ['a transfer is accepted', [b.pickedUp(), b.transferOffered(), b.transferAccepted()]],
    ['the librarian vanishes', [b.pickedUp(), b.librarianWentAway(), b.vanished()]],
    ['somebody else picks up after that', [b.pickedUp(), b.vanished(), b.pickedUp({ librarian: b.ann })]],
  ] as const)('R1 does not restart when %s', (_what, events) => {
    expect(sessionAfter(b.asked(), ...events).askedAt).toBe(b.start)
  })

  it('R1 asking again changes neither the wait nor the question', () => {
    const { decision } = given(b.asked()).when(b.ask({ at: b.start + 99, question: 'Another?' }))
    expect(decision).not.toHaveProperty('events')
  })

  it.each([b.poolsReached(), b.vanished()])('R1 $type queues with the time of the question', event => {
    const past = event.type === 'PoolsReached' ? [b.asked()] : [b.asked(), b.pickedUp()]
    expect(jointWritesOfLast(...past, event)).toContainEqual(
      expect.objectContaining({ type: 'Enqueue', askedAt: b.start, pools: expect.arrayContaining([...event.pools]) }),
    )
  })
})

describe('R6 the offer not to wait', () => {
  const offer = (when: number) => ({ type: 'AddressOffered', at: when }) as const
  const timing = defaultTiming

  it('R6 comes after 120 s, once', () => {
    const due = b.start + b.seconds(120)
    given(b.asked())
      .when(b.tick(due - 1, { timing }))
      .doesNothing()
    given(b.asked()).when(b.tick(due, { timing })).happens(offer(due))
    given(b.asked(), b.addressOffered()).when(b.tick(due, { timing })).doesNothing()
  })

  it('R6 comes at once if nobody is on duty on any rung', () => {
    const staffed = { rungs: ladder, staffed: [] }
    expect(nobodyOnDuty(staffed)).toBe(true)
    given()
      .when(b.ask({ ladder: staffed }))
      .happens(b.asked({ pools: all }), offer(b.start))
    given(b.asked())
      .when(b.tick(b.start + 1, { ladder: staffed }))
      .happens({ type: 'PoolsReached', at: b.start + 1, pools: ['group:larks'] }, offer(b.start + 1))
  })

  it('R6 is for the patron alone', () => {
    expect(effectsOfLast(b.asked(), b.addressOffered())).toEqual([
      { type: 'Tell', side: 'patron', event: b.addressOffered() },
    ])
  })

  it('R6 the patron is told whom they are waiting for when more pools are reached', () => {
    expect(effectsOfLast(b.asked(), b.poolsReached())).toContainEqual({
      type: 'Tell',
      side: 'patron',
      event: b.poolsReached(),
    })
    expect(frameFor(b.poolsReached(), sessionAfter(b.asked(), b.poolsReached()), 'patron')).toMatchObject({
      type: 'waiting-for',
      pools: ['library:wren', 'cooperative', 'group:larks'],
    })
  })

  it('R6 at the end of the wait nothing is offered and nothing more is reached: the session ends', () => {
    const end = b.tick(b.start + timing.waitLimit, { timing, ladder: { rungs: ladder, staffed: all } })
    expect(given(b.asked({ pools: ['library:wren'] })).when(end).decision).toEqual({
      events: [expect.objectContaining({ type: 'Closed' })],
    })
  })

  it('R6 the timer wakes for the offer, and no longer once it was made', () => {
    const due = (...more: readonly Event[]) =>
      nextDue(sessionAfter(b.asked(), ...more), timing, [], b.start + b.seconds(110))
    expect(due()).toBe(b.start + b.seconds(120))
    expect(due(b.addressOffered())).toBe(b.start + b.seconds(110) + b.minutes(5))
  })

  it('R6 an address is left while waiting only, and the patron’s name with it', () => {
    given(b.asked(), b.pickedUp()).when(b.leaveAddress()).refuses('already-picked-up')
    given(b.asked(), b.closed()).when(b.leaveAddress()).refuses('closed')
    const past = [b.asked(), b.contactVerified({ name: 'Jane' })]
    expect(given(b.asked()).when(b.leaveAddress({ name: 'Jane' })).decision).toMatchObject({
      events: [{ type: 'ContactVerified', name: 'Jane' }, { type: 'Closed' }],
    })
    const { by: _nobody, name: _noName, ...closedByPatron } = b.closedOwing()
    expect(jointWritesOfLast(...past, closedByPatron)).toMatchObject([
      { type: 'Dequeue' },
      { type: 'List', owners: ['library:wren'], entry: { owner: 'library', name: 'Jane' } },
    ])
  })

  it('R6 a patron who leaves an address is followed up by their library, and has verified it (R22)', () => {
    const followUp = { ...b.owed, verified: 'typed-twice' } as const
    given(b.asked()).when(b.leaveAddress()).happens(b.contactVerified(), {
      type: 'Closed',
      at: b.pickUpAt,
      code: 'follow-up-by-patrons-library',
      how: 'by-patron',
      followUp,
      receipt: true,
    })
  })
})
