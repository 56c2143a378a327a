import { describe, expect, it } from 'vitest'
import { run } from '../../../lib/desk/run.ts'
import { queueActions } from '../../../lib/socket/queue.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, directoryOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const amy = librarian('amy', 'Amy', 'wren')
const now = at
const id = (n: number) => `S${String(n).padStart(25, '0')}`
const [a, b, c] = [id(1), id(2), id(3)] as const

/** A desk on which Rob and Amy are on duty, and what a frame of one of them is answered. */
async function desk(librarians = [rob, amy]) {
  const there = await deskOf([wren], librarians)
  const ask = (action: string, frame: object = {}, who = 'rob', connection = `${who}-1`, when = at) =>
    answered(
      queueActions(there.ports),
      JSON.stringify({ action, ...frame }),
      { identity: { role: 'librarian', library: 'wren', librarian: who }, connection, at: when },
      there.ports.log,
    )
  const wait = async (...sessions: readonly string[]) => {
    for (const [i, session] of sessions.entries()) await asks(there.ports, session, at + i)
  }
  return { ...there, ask, wait }
}

const entry = (session: string, askedAt: number) => ({
  ...{ session, library: 'wren', libraryName: 'Wren Library', askedAt, question: 'The almanac?' },
})

describe('coming on duty', () => {
  it('is for all of one’s pools, or for those that one names', async () => {
    const { ask, ports } = await desk()
    const both = ['library:wren', 'cooperative']
    expect(await ask('on-duty')).toMatchObject({ type: 'on-duty', pools: both })
    expect(await ask('on-duty', { pools: ['cooperative'] })).toMatchObject({ pools: ['cooperative'] })
    expect((await ports.roster.find('rob')).duty).toMatchObject({ pools: ['cooperative'], name: 'Rob', limit: 3 })
  })

  it('for a pool that is not one’s own is refused, and the reply says which are', async () => {
    const { ask } = await desk()
    expect(await ask('on-duty', { pools: ['cooperative', 'library:hale'] })).toMatchObject({
      ...{ type: 'refused', code: 'not-your-pool' },
      reason: expect.stringContaining('Yours are library:wren, cooperative.'),
    })
  })

  it('is refused to somebody who is not in the consortium, and at once to somebody who has just left', async () => {
    const { ask, ports } = await desk()
    expect(await ask('on-duty', {}, 'nobody')).toMatchObject({ type: 'refused', code: 'unknown-librarian' })
    const identity = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
    const left = { ...ports, directory: { ...ports.directory, isLibrarian: async () => false } }
    const caller = { identity, connection: 'rob-1', at }
    expect(await answered(queueActions(left), '{"action":"on-duty"}', caller, ports.log)).toMatchObject({
      ...{ type: 'refused', code: 'unknown-librarian' },
    })
  })

  it('ends once: who is off duty may go off again, and everything else is refused', async () => {
    const { ask, wait } = await desk()
    await wait(a)
    await ask('off-duty')
    expect(await ask('off-duty')).toMatchObject({ type: 'off-duty' })
    for (const [action, frame] of [
      ['queue', {}],
      ['pick-up', { session: a }],
    ] as const)
      expect(await ask(action, frame)).toMatchObject({ type: 'refused', code: 'not-on-duty' })
  })

  it('R3 shows who waits, the longest first', async () => {
    const { ask, wait } = await desk()
    await wait(a, b)
    expect(await ask('on-duty')).toMatchObject({ waiting: [entry(a, at), entry(b, at + 1)] })
  })

  it('shows twenty-five of them at most, and how many more there are', async () => {
    const { ask, wait } = await desk()
    await wait(...Array.from({ length: 28 }, (_, i) => id(i)))
    const reply = await ask('on-duty')
    expect(reply).toMatchObject({ more: true, others: 3 })
    expect(reply).toHaveProperty('waiting.length', 25)
  })

  it('R40 by itself does not bring back somebody who was asked and did not show that they are there', async () => {
    const { ask, ports } = await desk()
    const { dutyLimit } = wren.timing
    const gone = at + dutyLimit + 120_000
    expect(await ask('on-duty', { byItself: true }, 'rob', 'rob-2', gone - 1)).toMatchObject({
      ...{ type: 'on-duty', offDutyAt: gone },
    })
    expect(await ask('on-duty', { byItself: true }, 'rob', 'rob-3', gone)).toStrictEqual({
      ...{ type: 'off-duty', sessions: [], now: gone },
    })
    expect(await ask('on-duty', {}, 'rob', 'rob-3', gone)).toMatchObject({ type: 'on-duty' })
    expect((await ports.roster.find('rob')).duty?.connection).toBe('rob-3')
  })
})

describe('going off duty', () => {
  it('ends one’s duty, and lets those go on who wait where nobody is left', async () => {
    const { ask, ports, started } = await desk([rob])
    const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
    await run(ports, a, { type: 'Ask', at, session: a, library: 'wren', ladder, question: 'Maps?' })
    expect(await ask('off-duty')).toStrictEqual({ type: 'off-duty', sessions: [], now })
    expect((await ports.roster.find('rob')).duty).toBeUndefined()
    expect([...started.looks]).toContain(`${a}-rung-${at}`)
  })

  it('on a connection that is not the one of one’s duty ends nothing', async () => {
    const { ask, ports } = await desk()
    await ask('off-duty', {}, 'rob', 'rob-0')
    expect((await ports.roster.find('rob')).duty?.connection).toBe('rob-1')
  })
})

describe('the queue', () => {
  it('R3 is shown ten at a time, or as many as are asked for, from a place on', async () => {
    const { ask, wait } = await desk()
    await wait(...Array.from({ length: 13 }, (_, i) => id(i)))
    const first = await ask('queue', { count: true })
    expect(first).toHaveProperty('waiting.length', 10)
    expect(first).toMatchObject({ more: true, others: 3 })
    expect(await ask('queue')).not.toHaveProperty('others')
    const last = await ask('queue', { after: `${at + 10}#${id(10)}`, most: 2, count: true })
    expect(last).toStrictEqual({ type: 'queue', waiting: [entry(id(11), at + 11), entry(id(12), at + 12)], now })
    expect(await ask('queue', { most: 1 })).toMatchObject({ waiting: [entry(id(0), at)], more: true })
  })

  it('is for those on duty, on this very connection', async () => {
    const { ask } = await desk()
    for (const [action, frame] of [
      ['queue', {}],
      ['heard', { session: a, at }],
      ['pick-up', {}],
      ['answer-transfer', { session: a, accept: true }],
      ['accept-rescue', { session: a }],
    ] as const)
      expect(await ask(action, frame, 'rob', 'rob-0'), action).toMatchObject({ type: 'refused', code: 'not-on-duty' })
  })

  it('R40 says by when one has to show that one is there, and takes off duty who did not', async () => {
    const { dutyLimit } = wren.timing
    const gone = at + dutyLimit + 120_000
    for (const [action, frame] of [
      ['queue', {}],
      ['heard', { session: a, at }],
    ] as const) {
      const { ask, ports } = await desk()
      expect(await ask(action, frame, 'rob', 'rob-1', gone - 1)).toMatchObject({ type: action })
      expect(await ask(action, frame, 'rob', 'rob-1', gone)).toStrictEqual({
        type: 'off-duty',
        sessions: [],
        now: gone,
      })
      expect((await ports.roster.find('rob')).duty).toBeUndefined()
    }
    const { ask } = await desk()
    expect(await ask('queue', {}, 'rob', 'rob-1', gone - 1)).toHaveProperty('offDutyAt', gone)
    expect(await ask('queue')).not.toHaveProperty('offDutyAt')
  })

  it('R40 tells a page that was asleep, once, and wakes it', async () => {
    for (const [action, frame] of [
      ['queue', {}],
      ['heard', { session: a, at }],
    ] as const) {
      const { ask, ports } = await desk()
      await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], at + 1)
      expect(await ask(action, frame)).toMatchObject({ type: action, asleep: true })
      expect(await ask(action, frame)).not.toHaveProperty('asleep')
    }
  })

  it('R40 hears no alert of a time that is further ahead than clocks are apart', async () => {
    const { ask, ports } = await desk()
    await ask('heard', { session: a, at: at + 599_999 })
    expect((await ports.roster.find('rob')).heardAt).toBe(at + 599_999)
    await ask('heard', { session: a, at: at + 9_000_000 })
    expect((await ports.roster.find('rob')).heardAt).toBe(at + 600_000)
  })
})

describe('picking up', () => {
  it('of a session that there is not is refused, as are a transfer and a rescue of it', async () => {
    const { ask } = await desk()
    const session = id(99)
    for (const [action, frame] of [
      ['pick-up', { session, reason: 'mine' }],
      ['answer-transfer', { session, accept: true }],
      ['accept-rescue', { session }],
    ] as const)
      expect(await ask(action, frame)).toMatchObject({ type: 'refused', code: 'no-such-session' })
  })

  it('R2 without a name takes who has waited longest; one that is named needs a reason', async () => {
    const { ask, wait, ports } = await desk()
    await wait(a, b, c)
    expect(await ask('pick-up')).toMatchObject({
      type: 'picked-up',
      session: a,
      briefing: { library: 'Wren Library' },
    })
    expect(await ask('pick-up', { session: c, reason: 'mine' })).toMatchObject({ type: 'picked-up', session: c })
    expect((await ports.sessions.load(b))?.session.status).toBe('waiting')
  })

  it('R45 goes on where one’s place in the line cannot be noted, and the log says so', async () => {
    const { ask, wait, ports, failures } = await desk([librarian('rob', 'Rob', 'wren', { limit: 1 })])
    ports.roster.fill = () => Promise.reject(new Error('No table.'))
    await wait(a)
    expect(await ask('pick-up')).toMatchObject({ type: 'picked-up', session: a })
    expect(failures).toEqual(['place in the line'])
  })

  it('R40 by a page that was asleep wakes it', async () => {
    const { ask, wait, ports } = await desk()
    await wait(a)
    await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], at + 1)
    await ask('pick-up')
    expect((await ports.roster.find('rob')).asleep).toBe(false)
  })

  it('whoever has left the consortium is refused, and told of nobody any more', async () => {
    const { ports, wait } = await desk()
    await wait(a)
    const left = { ...ports, directory: directoryOf([wren], [amy]) }
    const caller = {
      identity: { role: 'librarian', library: 'wren', librarian: 'rob' },
      connection: 'rob-1',
      at,
    } as const
    expect(await answered(queueActions(left), '{"action":"pick-up"}', caller, ports.log)).toMatchObject({
      code: 'not-on-duty',
    })
    expect((await ports.roster.find('rob')).duty).toBeUndefined()
  })
})

describe('R35 a transfer', () => {
  /** Rob serves a patron, and offers to hand them over. */
  async function serving() {
    const there = await desk()
    await there.wait(a)
    await there.ask('pick-up')
    return there
  }

  it('names a librarian or a pool, and not both', async () => {
    const { ask } = await serving()
    const reason = expect.stringContaining('Name a librarian or a pool, and not both.')
    for (const to of [{}, { librarian: 'amy', pool: 'cooperative' }])
      expect(await ask('transfer', { session: a, ...to })).toMatchObject({ code: 'bad-frame', reason })
  })

  it('to a librarian asks them, if they are on duty and awake', async () => {
    const { ask, to } = await serving()
    expect(await ask('transfer', { session: a, librarian: 'amy', note: 'Maps.' })).toStrictEqual({
      ...{ type: 'transfer-asked', session: a, now },
    })
    expect(to('amy-1').map(({ type }) => type)).toContain('transfer-offered')
  })

  it('to a librarian who is not on duty, or asleep, is refused', async () => {
    const { ask, ports } = await serving()
    await ports.roster.sleepers([{ librarian: 'amy', connection: 'amy-1' }], at + 1)
    for (const librarian of ['amy', 'nobody'])
      expect(await ask('transfer', { session: a, librarian })).toMatchObject({ code: 'nobody-there' })
  })

  it('to a pool asks the first eight of its line, and never the one who offers', async () => {
    const many = Array.from({ length: 12 }, (_, i) => librarian(`l${String(i).padStart(2, '0')}`, `L ${i}`, 'wren'))
    const { ask, wait, sent } = await desk([rob, ...many])
    await wait(a)
    await ask('pick-up')
    const offers = () =>
      sent.filter(({ frame }) => frame.type === 'transfer-offered').map(({ connection }) => connection)
    await ask('transfer', { session: a, pool: 'cooperative' })
    expect(offers()).toEqual(many.slice(0, 8).map(({ id }) => `${id}-1`))
  })

  it('to a pool in which nobody else is on duty is refused', async () => {
    const { ask, wait } = await desk([rob])
    await wait(a)
    await ask('pick-up')
    expect(await ask('transfer', { session: a, pool: 'cooperative' })).toHaveProperty('type', 'refused')
    expect(await ask('transfer', { session: a, pool: 'nowhere' })).toHaveProperty('type', 'refused')
  })

  it('accepted, brings the conversation and its briefing; declined, the patron stays where they are', async () => {
    const { ask, ports } = await serving()
    await ask('transfer', { session: a, librarian: 'amy' })
    expect(await ask('answer-transfer', { session: a, accept: false }, 'amy')).toStrictEqual({
      ...{ type: 'transfer-declined', session: a, now },
    })
    await ask('transfer', { session: a, librarian: 'amy' })
    expect(await ask('answer-transfer', { session: a, accept: true }, 'amy')).toMatchObject({
      ...{ type: 'transferred', session: a, librarian: { name: 'Amy' }, briefing: { library: 'Wren Library' } },
    })
    expect((await ports.sessions.load(a))?.session).toMatchObject({ librarian: { id: 'amy' } })
  })
})

it('is on duty under the time limit of their own library, or the usual one where it has left', async () => {
  const long = { ...wren, timing: { ...wren.timing, dutyLimit: wren.timing.dutyLimit * 2 } }
  for (const [libraries, dutyLimit] of [
    [[long], long.timing.dutyLimit],
    [[], onDuty(rob).dutyLimit],
  ] as const) {
    const { ports } = await deskOf(libraries, [rob])
    const caller = {
      identity: { role: 'librarian', library: 'wren', librarian: 'rob' },
      connection: 'rob-1',
      at,
    } as const
    await answered(queueActions(ports), '{"action":"on-duty"}', caller, ports.log)
    expect((await ports.roster.find('rob')).duty?.dutyLimit).toBe(dutyLimit)
  }
})
