import { beforeEach, describe, expect, it } from 'vitest'
import type { OnDuty, Step } from '../../lib/desk/ports.ts'
import type { QueuePlace } from '../../lib/protocol/queue-place.ts'
import type { Event } from '../../lib/session/events.ts'
import type { JointWrite, Take } from '../../lib/session/joint-writes.ts'
import { evolveAll } from '../../lib/session/session.ts'
import type { MemoryTables } from '../memory/tables.ts'

/**
 * What every implementation of the tables' ports has to do. `make` returns empty tables. Ids are unique, so they may be shared.
 */
export function tablesContract(name: string, make: () => Promise<MemoryTables>): void {
  let tables: MemoryTables
  let id = ''
  let count = 0

  beforeEach(async () => {
    tables = await make()
    id = `${name}${Date.now()}${count++}`.replaceAll(/\W/g, '').toUpperCase()
  })

  const at = 1_790_000_000_000 + Date.now()
  const asked = (session: string, more: Partial<Extract<Event, { type: 'Asked' }>> = {}): Event => ({
    type: 'Asked',
    at,
    session,
    library: 'wren',
    pools: [`own:${session}`, `all:${session}`],
    question: 'Do you have the new almanac?',
    ...more,
  })
  const stepOf = (step: number, events: readonly Event[], before: readonly Event[] = []): Step => {
    const session = evolveAll(evolveAll(undefined, before), events)
    if (!session) throw new Error('a step needs a session')
    return { step, events, session }
  }
  const said = (n: number, text: string): Event => ({
    type: 'Said',
    at,
    from: { role: 'patron' },
    n,
    number: n + 1,
    text,
  })
  const place = (session: string) => ({ session, askedAt: at, generation: 1 })
  const enqueue = (session: string): Extract<JointWrite, { type: 'Enqueue' }> => ({
    type: 'Enqueue',
    ...place(session),
    pools: [`own:${session}`, `all:${session}`],
    library: 'wren',
    name: 'Jane',
    question: 'Almanac?',
    language: 'es',
  })
  const onDuty = (librarian: string, more: Partial<OnDuty> = {}): OnDuty => ({
    librarian,
    name: 'Rob',
    library: 'wren',
    pools: [`own:${id}`, `all:${id}`],
    limit: 2,
    connection: `${librarian}-1`,
    dutyLimit: 1_800_000,
    ...more,
  })
  const take = (librarian: string, session: string): Take => ({ type: 'Take', librarian, session, at })

  describe(`${name}: sessions`, () => {
    it('a session that never existed is not found', async () => {
      expect(await tables.sessions.load(id)).toBeUndefined()
      expect(await tables.sessions.history(id)).toEqual([])
    })

    it('a step is loaded exactly as it was appended', async () => {
      const step = stepOf(1, [
        asked(id, { question: 'business* "new york" \u202e\u0000 🦉\n\tend', name: 'Ünal', email: 'u@example.org' }),
      ])
      expect(await tables.sessions.append(step, [])).toBe('appended')
      expect(await tables.sessions.load(id)).toEqual(step)
    })

    it('R36 of two steps with the same number one is written and the other is refused', async () => {
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [])
      const rivals = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map(text => tables.sessions.append(stepOf(2, [said(1, text)], first), [])),
      )
      expect(rivals.filter(result => result === 'appended')).toHaveLength(1)
      expect(rivals.filter(result => result === 'conflict')).toHaveLength(4)
      expect(await tables.sessions.history(id)).toHaveLength(2)
    })

    it('the history is complete and in order, and begins after the given step', async () => {
      const events: Event[] = [asked(id)]
      await tables.sessions.append(stepOf(1, events), [])
      for (let n = 1; n <= 12; n++) {
        await tables.sessions.append(stepOf(n + 1, [said(n, `message ${n}`)], events), [])
        events.push(said(n, `message ${n}`))
      }
      expect(await tables.sessions.history(id)).toEqual(events)
      expect(await tables.sessions.history(id, 10)).toEqual(events.slice(10))
    })

    it('a few steps are those after a step, in order, with the session as it stood', async () => {
      const events: Event[] = [asked(id)]
      const steps = [stepOf(1, events)]
      for (let n = 1; n <= 5; n++) {
        steps.push(stepOf(n + 1, [said(n, `message ${n}`)], [...events]))
        events.push(said(n, `message ${n}`))
      }
      for (const step of steps) await tables.sessions.append(step, [])
      for (const mayBeStale of [true, false]) {
        expect(await tables.sessions.steps(id, { after: 2, most: 3, mayBeStale })).toEqual(steps.slice(2, 5))
        expect(await tables.sessions.steps(id, { after: 4, most: 9, mayBeStale })).toEqual(steps.slice(4))
        expect(await tables.sessions.steps(id, { after: 6, most: 9, mayBeStale })).toEqual([])
      }
    })

    it('R38 words that have expired are no longer read, even if they have not been deleted yet', async () => {
      const long = Date.now() - 91 * 86_400_000
      const old = [asked(id, { at: long })]
      await tables.sessions.append(stepOf(1, old), [])
      expect(await tables.sessions.load(id)).toBeUndefined()
      expect(await tables.sessions.history(id)).toEqual([])
      const fresh = said(1, 'hello?')
      await tables.sessions.append(stepOf(2, [fresh], old), [])
      expect(await tables.sessions.history(id)).toEqual([fresh])
    })

    it('R5 a step whose joint write is impossible is not written, nor is any other joint write', async () => {
      const step = stepOf(1, [asked(id)])
      expect(await tables.sessions.append(step, [enqueue(id), take(`nobody${id}`, id)])).toBe('not-on-duty')
      expect(await tables.sessions.load(id)).toBeUndefined()
      expect((await tables.queue.waiting([`own:${id}`])).entries).toEqual([])
    })
  })

  describe(`${name}: queue`, () => {
    it('R2 a question beyond the share of its source comes after all others, in every page, until it is picked up', async () => {
      const waits = [
        { session: `${id}A`, askedAt: at, afterOthers: true as const },
        { session: `${id}B`, askedAt: at + 10 },
        { session: `${id}C`, askedAt: at + 5, afterOthers: true as const },
      ]
      for (const { session, askedAt, afterOthers } of waits)
        await tables.sessions.append(stepOf(1, [asked(session)]), [
          { ...enqueue(session), askedAt, pools: [`own:${id}`], ...(afterOthers && { afterOthers }) },
        ])
      const shown = async (after?: QueuePlace) =>
        (await tables.queue.waiting([`own:${id}`], { after })).entries.map(({ session }) => session)
      expect(await shown()).toEqual([`${id}B`, `${id}A`, `${id}C`])
      expect(await shown(waits[1])).toEqual([`${id}A`, `${id}C`])
      expect(await shown(waits[0])).toEqual([`${id}C`])
      const dequeue = { type: 'Dequeue', ...place(`${id}A`) } as const
      await tables.sessions.append(stepOf(2, [said(1, 'hello?')], [asked(`${id}A`)]), [
        { ...dequeue, afterOthers: true },
      ])
      expect(await shown()).toEqual([`${id}B`, `${id}C`])
    })

    it('R2 the patron who has waited longest comes first, in any pool and only once', async () => {
      const entries = [30, 10, 20].map((after, i) => ({ session: `${id}${i}`, askedAt: at + after }))
      for (const { session, askedAt } of entries) {
        const pools = [`own:${id}`, `all:${id}`]
        const jointWrite: JointWrite = {
          type: 'Enqueue',
          session,
          askedAt,
          pools,
          generation: 1,
          library: 'wren',
          question: 'Almanac?',
        }
        await tables.sessions.append(stepOf(1, [asked(session)]), [jointWrite])
      }
      const seen = await tables.queue.waiting([`own:${id}`, `all:${id}`])
      expect(seen.entries.map(({ session }) => session)).toEqual([`${id}1`, `${id}2`, `${id}0`])
    })

    it('an entry says who is waiting, where and since when, and is removed by the step that dequeues it', async () => {
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [enqueue(id)])
      expect((await tables.queue.waiting([`all:${id}`])).entries).toEqual([
        { session: id, library: 'wren', askedAt: at, name: 'Jane', question: 'Almanac?', language: 'es' },
      ])
      await tables.sessions.append(stepOf(2, [said(1, 'hello?')], first), [{ type: 'Dequeue', ...place(id) }])
      expect(await tables.queue.waiting([`own:${id}`, `all:${id}`])).toEqual({ entries: [], more: false })
    })

    it('any number of waiting patrons is read page by page, each once, and counted up to a limit', async () => {
      const pools = [`own:${id}`, `all:${id}`]
      const ids = Array.from({ length: 7 }, (_, i) => `${id}${i}`)
      for (const [i, session] of ids.entries()) {
        const both = {
          ...enqueue(session),
          session,
          askedAt: at + i,
          pools: i % 2 ? pools : [`all:${id}`],
        } as JointWrite
        await tables.sessions.append(stepOf(1, [asked(session)]), [both])
      }
      const first = await tables.queue.waiting(pools, { most: 3 })
      expect(first.entries.map(({ session }) => session)).toEqual(ids.slice(0, 3))
      expect(first.more).toBe(true)
      const [, , last] = first.entries
      if (!last) throw new Error('three wait')
      expect(await tables.queue.count(pools, { after: last, most: 100 })).toMatchObject({ count: 4 })
      expect(await tables.queue.count(pools, { after: last, most: 2 })).toEqual({ count: 2, isAll: false })
      expect(await tables.queue.count(pools, { most: 100, within: 1 })).toMatchObject({ isAll: false })
      expect(await tables.queue.countBefore(pools, last, { most: 100 })).toBe(2)
      expect(await tables.queue.countBefore(pools, last, { most: 1 })).toBe(1)
      const second = await tables.queue.waiting(pools, { most: 3, after: last, mayBeStale: true })
      expect(second.entries.map(({ session }) => session)).toEqual(ids.slice(3, 6))
      const third = await tables.queue.waiting(pools, { most: 3, after: second.entries[2] })
      expect(third).toMatchObject({ entries: [{ session: ids[6] }], more: false })
    })

    it('R4 the pool of a rung ahead sees a patron as soon as they have waited long enough, in order among the others', async () => {
      const ahead = [{ pool: `all:${id}`, after: 30_000 }]
      for (const [letter, askedAt, more] of [
        ['A', at, { pools: [`own:${id}`], ahead }],
        ['B', at + 10_000, { pools: [`all:${id}`] }],
      ] as const)
        await tables.sessions.append(stepOf(1, [asked(`${id}${letter}`)]), [
          { ...enqueue(`${id}${letter}`), askedAt, ...more },
        ])
      const seen = async (when: number) =>
        (await tables.queue.waiting([`all:${id}`], { at: when })).entries.map(({ session }) => session)
      expect(await seen(at + 29_999)).toEqual([`${id}B`])
      expect(await seen(at + 30_000)).toEqual([`${id}A`, `${id}B`])
      expect(await tables.queue.count([`all:${id}`], { at: at + 30_000, most: 9 })).toMatchObject({ count: 2 })
    })

    it('R3 an entry that got lost is there once it is settled, and one that should be gone is gone', async () => {
      const pools = [`own:${id}`]
      const seen = async () => (await tables.queue.waiting(pools)).entries.map(({ session }) => session)
      const entry = { ...enqueue(id), pools, later: true as const }
      await tables.sessions.settle([entry])
      expect(await seen()).toEqual([id])
      await tables.sessions.settle([entry])
      expect(await seen()).toEqual([id])
      await tables.sessions.settle([{ type: 'Dequeue', ...place(id), later: true }])
      expect(await seen()).toEqual([])
    })

    it('R3 a later write that comes late changes nothing of a patron who waits again', async () => {
      const pools = [`own:${id}`]
      const again = { ...enqueue(id), pools, generation: 2, question: 'Back.', later: true as const }
      await tables.sessions.append(stepOf(1, [asked(id)]), [again])
      await tables.sessions.append(stepOf(2, [said(1, 'hello?')], [asked(id)]), [
        { type: 'Dequeue', ...place(id), later: true },
        { ...enqueue(id), pools, later: true },
      ])
      await tables.sessions.settle([{ type: 'Dequeue', ...place(id), later: true }])
      expect((await tables.queue.waiting(pools)).entries).toMatchObject([{ session: id, question: 'Back.' }])
    })

    it('R42 the numbers of those who wait bound how many they are, whoever comes after all others', async () => {
      const before = await tables.queue.numbers()
      // Whoever else waits in these tables asked earlier.
      const newest = at + 1_000_000
      const waits = [
        { session: `${id}A`, askedAt: newest, nth: before.next },
        { session: `${id}B`, askedAt: newest + 1, nth: before.next + 1, afterOthers: true as const },
        { session: `${id}C`, askedAt: newest + 2, nth: before.next + 2 },
      ]
      for (const { session, ...place } of waits)
        await tables.sessions.append(stepOf(1, [asked(session)]), [{ ...enqueue(session), ...place }])
      const all = await tables.queue.numbers()
      expect(all.next).toBe(before.next + 3)
      expect(all.most).toBeGreaterThanOrEqual(3)
      expect((await tables.queue.waiting([`own:${id}A`])).entries[0]).not.toHaveProperty('nth')
    })

    it('a pool in which nobody waits is empty', async () => {
      expect(await tables.queue.waiting([`empty:${id}`])).toEqual({ entries: [], more: false })
    })
  })

  describe(`${name}: desk`, () => {
    const found = (librarian: string) => tables.roster.find(librarian)
    const inLine = async (few = 9, when = at, pool = `all:${id}`) =>
      (await tables.roster.lines([pool], few, when))[0]?.next.map(({ librarian }) => librarian)
    const isStaffed = async (when = at) => (await tables.roster.lines([`all:${id}`], 1, when))[0]?.staffed
    /** A librarian of these pools who comes on duty this many ms after the beginning. */
    const comes = (letter: string, after = 0, more: Partial<OnDuty> = {}) =>
      tables.roster.arrive(onDuty(`${id}${letter}`, more), at + after)
    const alert = (letter: string) => ({ librarian: `${id}${letter}`, connection: `${id}${letter}-1` })

    it('a librarian on duty is found with their pools, limit and connection, and is in the line of each pool', async () => {
      await tables.roster.arrive(onDuty(id), at)
      const duty = onDuty(id)
      expect(await found(id)).toEqual({
        ...{ duty, sessions: [], asleep: false, filedAsFull: false, idleSince: at, heardAt: at },
      })
      for (const pool of duty.pools)
        expect(await tables.roster.lines([pool], 3, at)).toEqual([
          { staffed: true, next: [{ librarian: id, connection: `${id}-1`, idleSince: at }] },
        ])
      expect(await tables.roster.lines([`empty:${id}`], 3, at)).toEqual([{ staffed: false, next: [] }])
    })

    it('R40 the first staffed pool is the first in which somebody is on duty and awake, also if they are at their limit', async () => {
      const firstStaffed = async (when = at) =>
        (await tables.roster.firstStaffed([`own:${id}`, `all:${id}`], when))?.pool
      expect(await firstStaffed()).toBeUndefined()
      await comes('A', 0, { pools: [`all:${id}`], limit: 1 })
      expect(await firstStaffed()).toBe(`all:${id}`)
      await tables.sessions.append(stepOf(1, [asked(id)]), [take(`${id}A`, id)])
      await tables.roster.fill(await found(`${id}A`))
      expect(await firstStaffed()).toBe(`all:${id}`)
      await comes('B', 0, { pools: [`own:${id}`] })
      expect(await firstStaffed()).toBe(`own:${id}`)
      await tables.roster.sleepers([alert('B')], at + 1)
      expect(await firstStaffed()).toBe(`all:${id}`)
      await tables.roster.depart(`${id}A`, `${id}A-1`)
      expect(await firstStaffed()).toBeUndefined()
      await tables.roster.wake(await found(`${id}B`))
      expect(await firstStaffed()).toBe(`own:${id}`)
      expect(await firstStaffed(at + 86_400_000)).toBeUndefined()
    })

    it('R6 the waits of the last patrons whom somebody picked up are known from the one read that finds them on duty', async () => {
      const pool = `all:${id}`
      const waits = async () => (await tables.roster.firstStaffed([pool], at))?.waits
      await comes('A', 0, { pools: [pool] })
      expect(await waits()).toEqual([])
      const sessions = ['B', 'C', 'D'].map(letter => `${id}${letter}`)
      for (const [i, session] of sessions.entries()) {
        const waited = { ms: i * 1_000, ...(i === 1 && { own: true as const }) }
        const wait = i === 2 ? {} : { waited }
        await tables.sessions.append(stepOf(1, [asked(session)]), [
          { ...take(`${id}A`, session), at: at + i * 15_000, ...wait },
        ])
      }
      const known = [
        { at, waited: 0 },
        { at: at + 15_000, waited: 1_000, own: true },
      ]
      for (let time = 0; time < 2; time++)
        expect([...((await waits()) ?? [])].sort((a, b) => a.at - b.at)).toEqual(known)
    })

    it('R41 everybody on duty is listed with their pools and how busy they are, until they go off duty', async () => {
      const listed = async (when = at) =>
        (await tables.roster.here(1_000, when)).people.find(({ librarian }) => librarian === id)
      expect(await listed()).toBeUndefined()
      const pools = ['library:wren', `group:${id}`, 'cooperative']
      await tables.roster.arrive({ ...onDuty(id, { pools }), libraryName: 'Wren Library' }, at)
      const { name: called, library, limit } = onDuty(id)
      const here = { librarian: id, name: called, library, libraryName: 'Wren Library', pools, limit, sessions: 0 }
      expect(await listed()).toEqual(here)
      await tables.sessions.append(stepOf(1, [asked(id)]), [take(id, id)])
      await tables.sessions.append(stepOf(1, [asked(`${id}B`)]), [take(id, `${id}B`)])
      expect(await listed()).toEqual({ ...here, sessions: 2 })
      const release = { type: 'Release', librarian: id, session: id, at } as const
      await tables.sessions.settle([release, release])
      expect(await listed()).toEqual({ ...here, sessions: 1 })
      await tables.roster.sleepers([alert('')], at + 1)
      expect(await listed()).toEqual({ ...here, sessions: 1, asleep: true })
      await tables.roster.arrive(onDuty(id, { connection: `${id}-2`, pools }), at)
      await tables.roster.depart(id, `${id}-1`)
      expect(await listed()).toMatchObject({ sessions: 1, pools })
      await tables.roster.depart(id, `${id}-2`)
      expect(await listed()).toBeUndefined()
      await tables.roster.arrive(onDuty(id, { pools }), at)
      expect(await listed()).toMatchObject({ sessions: 1 })
      expect((await tables.roster.here(0, at)).more).toBe(true)
      await tables.roster.depart(id, `${id}-1`, at)
      expect(await listed(at + 60_000)).toMatchObject({ sessions: 1, pools, away: true })
      await tables.roster.arrive(onDuty(id, { connection: `${id}-3`, pools }), at + 60_000)
      expect(await listed(at + 60_000)).not.toHaveProperty('away')
      await tables.roster.depart(id, `${id}-3`, at)
      for (let time = 0; time < 2; time++) expect(await listed(at + 60_001)).toBeUndefined()
      expect(await found(id)).toMatchObject({ sessions: [`${id}B`] })
    })

    it('R33 the end of an old connection does not take a librarian off duty who is back on another', async () => {
      await tables.roster.arrive(onDuty(id), at)
      await tables.roster.arrive(onDuty(id, { connection: `${id}-2` }), at, true)
      await tables.roster.depart(id, `${id}-1`)
      expect((await found(id)).duty?.connection).toBe(`${id}-2`)
      expect((await tables.roster.lines([`all:${id}`], 3, at))[0]?.next).toMatchObject([{ connection: `${id}-2` }])
    })

    it('a librarian who went off duty is in no line and keeps their sessions', async () => {
      await tables.roster.arrive(onDuty(id), at)
      await tables.sessions.append(stepOf(1, [asked(id)]), [take(id, id)])
      await tables.roster.depart(id, `${id}-1`)
      expect((await found(id)).duty).toBeUndefined()
      expect((await found(id)).sessions).toEqual([id])
      expect(await isStaffed()).toBe(false)
    })

    it('the departure of somebody who was never there changes nothing', async () => {
      await tables.roster.depart(id, 'x')
      expect(await found(id)).toMatchObject({ sessions: [], idleSince: 0 })
    })

    it('a librarian who comes on duty for fewer pools is no longer in the lines of the others', async () => {
      await tables.roster.arrive(onDuty(id), at)
      await tables.roster.arrive(onDuty(id, { pools: [`own:${id}`] }), at)
      expect(await isStaffed()).toBe(false)
      expect(await inLine(3, at, `own:${id}`)).toEqual([id])
    })

    it('R45 the first few in line are the longest idle, and a librarian who takes or gives back a session is last', async () => {
      for (const [i, letter] of ['C', 'A', 'B'].entries()) await comes(letter, i)
      expect(await inLine()).toEqual([`${id}C`, `${id}A`, `${id}B`])
      expect(await inLine(2)).toEqual([`${id}C`, `${id}A`])
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [{ ...take(`${id}C`, id), at: at + 9 } as JointWrite])
      expect(await inLine()).toEqual([`${id}A`, `${id}B`, `${id}C`])
      expect(await inLine()).toEqual([`${id}A`, `${id}B`, `${id}C`])
    })

    it('R45 a librarian at their limit is not in line, though the pool is staffed, and is again when they have room', async () => {
      await comes('A', 0, { limit: 1 })
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [take(`${id}A`, id)])
      expect(await inLine()).toEqual([])
      expect(await isStaffed()).toBe(true)
      await comes('B', 5)
      expect(await inLine(1)).toEqual([`${id}B`])
      await tables.sessions.append(stepOf(2, [said(1, 'bye')], first), [
        { type: 'Release', librarian: `${id}A`, session: id, at: at + 1 },
      ])
      await tables.roster.wake(await found(`${id}A`))
      expect(await inLine()).toEqual([`${id}A`, `${id}B`])
    })

    it('R45 librarians at their limit hide nobody behind them, however many they are', async () => {
      const full = Array.from({ length: 12 }, (_, i) => `F${String(i).padStart(2, '0')}`)
      for (const [i, name] of full.entries()) {
        await comes(name, i, { limit: 1 })
        await tables.sessions.append(stepOf(1, [asked(`${id}${i}`)]), [take(`${id}${name}`, `${id}${i}`)])
        await tables.roster.fill(await found(`${id}${name}`))
      }
      await comes('Z', 99)
      expect(await inLine(1)).toEqual([`${id}Z`])
      await tables.sessions.append(stepOf(2, [said(1, 'bye')], [asked(`${id}0`)]), [
        { type: 'Release', librarian: `${id}F00`, session: `${id}0`, at: at + 1 },
      ])
      await tables.roster.wake(await found(`${id}F00`))
      expect(await inLine(2)).toEqual([`${id}F00`, `${id}Z`])
    })

    it('R40 a librarian who missed their alert is asleep, counts for no rung, and is in line again when they wake', async () => {
      await comes('A')
      await comes('B', 1)
      const heard = await tables.roster.hear(`${id}A`, `${id}A-1`, at + 5)
      expect(heard).toMatchObject({ asleep: false, heardAt: at + 5, duty: { librarian: `${id}A` } })
      expect(await tables.roster.sleepers([alert('A'), alert('B')], at + 5)).toEqual([alert('B')])
      expect(await found(`${id}B`)).toMatchObject({ asleep: true, duty: { librarian: `${id}B` } })
      expect(await inLine()).toEqual([`${id}A`])
      await tables.roster.depart(`${id}A`, `${id}A-1`)
      expect(await isStaffed()).toBe(false)
      await tables.roster.wake(await tables.roster.hear(`${id}B`, `${id}B-1`, at + 5))
      expect(await found(`${id}B`)).toMatchObject({ asleep: false })
      expect(await inLine()).toEqual([`${id}B`])
    })

    it('R40 an older alert changes nothing, and neither does one on another connection', async () => {
      await comes('A')
      await tables.roster.hear(`${id}A`, `${id}A-1`, at + 9)
      expect(await tables.roster.hear(`${id}A`, `${id}A-1`, at + 5)).toMatchObject({ heardAt: at + 9 })
      expect(await tables.roster.hear(`${id}A`, 'another', at + 20)).toMatchObject({ heardAt: at + 9 })
      expect(await tables.roster.sleepers([{ ...alert('A'), connection: 'another' }], at + 20)).toEqual([])
      expect(await found(`${id}A`)).toMatchObject({ asleep: false })
    })

    it('R40 after an automatic return a librarian is still idle since before, but not after coming in person', async () => {
      await comes('A')
      await tables.roster.depart(`${id}A`, `${id}A-1`)
      await tables.roster.arrive(onDuty(`${id}A`, { connection: 'back' }), at + 500, true)
      expect(await found(`${id}A`)).toMatchObject({ idleSince: at })
      await tables.roster.arrive(onDuty(`${id}A`, { connection: 'back' }), at + 900)
      expect(await found(`${id}A`)).toMatchObject({ idleSince: at + 900 })
    })

    it('R40 a librarian who gave no sign and was asked in vain no longer counts', async () => {
      await comes('A')
      const asked = at + 1_800_000
      expect(await isStaffed(asked + 119_999)).toBe(true)
      expect(await isStaffed(asked + 120_000)).toBe(false)
      expect(await inLine(9, asked + 120_000)).toEqual([])
    })

    it('R45 a librarian who has gone from the front of the line hides nobody behind them', async () => {
      for (const [i, letter] of ['A', 'B', 'C', 'D', 'E'].entries()) await comes(letter, i, { limit: 1 })
      for (const letter of ['A', 'B', 'C', 'D']) {
        const session = `${id}${letter}`
        await tables.sessions.append(stepOf(1, [asked(session)]), [take(session, session)])
      }
      expect(await inLine(1)).toEqual([`${id}E`])
      expect(await inLine(1)).toEqual([`${id}E`])
    })

    it('R5 a librarian never holds more sessions than their limit, however many are taken at once', async () => {
      await tables.roster.arrive(onDuty(id), at)
      const sessions = ['A', 'B', 'C', 'D', 'E'].map(letter => `${id}${letter}`)
      const takeUntilSure = async (session: string): Promise<string> => {
        const result = await tables.sessions.append(stepOf(1, [asked(session)]), [take(id, session)])
        return result === 'conflict' ? takeUntilSure(session) : result
      }
      const results = await Promise.all(sessions.map(takeUntilSure))
      expect(results.filter(result => result === 'appended')).toHaveLength(2)
      expect(results.filter(result => result === 'at-your-limit')).toHaveLength(3)
      expect((await tables.roster.find(id)).sessions).toHaveLength(2)
    })

    it('R5 a session that is given back makes room for another', async () => {
      await tables.roster.arrive(onDuty(id, { limit: 1 }), at)
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [take(id, id)])
      await tables.sessions.append(stepOf(2, [said(1, 'bye')], first), [
        { type: 'Release', librarian: id, session: id, at },
      ])
      expect(await tables.sessions.append(stepOf(1, [asked(`${id}B`)]), [take(id, `${id}B`)])).toBe('appended')
      expect((await tables.roster.find(id)).sessions).toEqual([`${id}B`])
    })
  })

  describe(`${name}: sources`, () => {
    const open = (source: string, session: string, when = Date.now()) =>
      tables.sources.count(`${source}${id}`, `${id}${session}`, 3, when)

    it('R42 the questions of a source are counted, and beyond as many as are taken no more are', async () => {
      const standings = []
      for (const session of ['A', 'B', 'C', 'D', 'E']) standings.push(await open('one', session))
      expect(standings).toEqual([1, 2, 3, 'too-many', 'too-many'])
      expect(await open('other', 'F')).toBe(1)
    })

    it('a question that is sent again is counted once', async () => {
      for (const session of ['A', 'A', 'A', 'A']) expect(await open('one', session)).toBe(1)
      for (const session of ['B', 'A']) expect(await open('one', session)).toBe(2)
    })

    it('the next ten minutes begin anew', async () => {
      const now = Date.now()
      for (const session of ['A', 'B', 'C']) await open('one', session, now)
      expect(await open('one', 'D', now)).toBe('too-many')
      expect(await open('one', 'D', now + 600_000)).toBe(1)
    })

    it('R42 what one source has opened is known by any of its sessions', async () => {
      for (const session of ['A', 'B']) await open('one', session)
      await open('other', 'C')
      expect((await tables.sources.openedAlike(`${id}A`)).toSorted()).toEqual([`${id}A`, `${id}B`])
      expect(await tables.sources.openedAlike(`${id}X`)).toEqual([])
    })

    it('R42 a source is refused for a day, over midnight and across a change of keys, and nobody else is', async () => {
      const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000
      const before = midnight - 1000
      await open('one', 'A', before)
      await tables.sources.refuse(`${id}A`, before)
      await tables.sources.refuse(`${id}unknown`, before)
      expect(await open('one', 'B', before + 500)).toBe('refused')
      expect(await open('one', 'C', midnight + 1000)).toBe('refused')
      expect(await open('other', 'D', midnight + 1000)).toBe(1)
    })
  })

  describe(`${name}: sockets of a session`, () => {
    it('the newest are kept, and the oldest are named once', async () => {
      const back = (n: number, session = 'A') => tables.tickets.cameBack(`${id}${session}`, `c${n}`, 2, Date.now())
      expect([await back(1), await back(2)]).toEqual([[], []])
      expect(await back(3)).toEqual(['c1'])
      expect(await back(4)).toEqual(['c2'])
      expect(await back(5, 'B')).toEqual([])
    })

    it('several are named at once when fewer are allowed than before, and the newest stay', async () => {
      const back = (n: number, most: number) => tables.tickets.cameBack(`${id}A`, `c${n}`, most, Date.now())
      for (const n of [1, 2, 3]) expect(await back(n, 3)).toEqual([])
      expect(await back(4, 2)).toEqual(['c1', 'c2'])
      expect(await back(5, 2)).toEqual(['c3'])
    })
  })

  describe(`${name}: mails of a day`, () => {
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 43_200_000

    it('so many go to a reader in a day, each counted once, and another reader is another matter', async () => {
      const to = (patron: string, mail: string, when = noon) =>
        tables.mailCounts.count({ patron: `${patron}${id}@example.org` }, mail, 2, when)
      expect([await to('jane', '1'), await to('jane', '1'), await to('JANE', '2')]).toEqual([true, true, true])
      expect([await to('jane', '3'), await to('jane', '2'), await to('tom', '3')]).toEqual([false, true, true])
      expect(await tables.mailCounts.count({ library: id }, '3', 2, noon)).toBe(true)
      expect(await to('jane', '3', noon + 86_400_000)).toBe(true)
    })

    it('the notices of a day are kept by library, each once, until the library was told', async () => {
      const { sumUp, summedUp, told } = tables.mailCounts
      const [reminder, overdue] = [
        { session: `${id}A`, kind: 'reminder' },
        { session: `${id}B`, kind: 'overdue' },
      ] as const
      for (const notice of [reminder, overdue, reminder]) await sumUp(id, notice, noon)
      await sumUp(`${id}other`, reminder, noon)
      await sumUp(id, reminder, noon + 86_400_000)
      const day = Math.floor(noon / 86_400_000)
      expect((await summedUp(day)).get(id)).toEqual([overdue, reminder])
      await told(day, id)
      expect([...(await summedUp(day)).keys()]).not.toContain(id)
      expect((await summedUp(day)).get(`${id}other`)).toEqual([reminder])
      expect((await summedUp(day + 1)).get(id)).toEqual([reminder])
    })
  })

  describe(`${name}: proofs of work`, () => {
    it('a proof is used by one session, which may use it again', async () => {
      const use = (proof: string, session: string) =>
        tables.sources.useProof(`${id}${proof}`, `${id}${session}`, Date.now())
      expect([await use('one', 'A'), await use('one', 'A')]).toEqual([true, true])
      expect([await use('one', 'B'), await use('two', 'B')]).toEqual([false, true])
      expect(await use('one', 'A')).toBe(true)
    })
  })

  describe(`${name}: follow-ups and tickets`, () => {
    it('R29 R30 a follow-up is in every list that it was put into, once and in its latest state, until it is removed', async () => {
      const first = [asked(id)]
      const owners = [`library:${id}`, `librarian:${id}`]
      const entry = { session: id, library: id, owner: id, status: 'new', deadline: '2026-12-01', since: at } as const
      await tables.sessions.append(stepOf(1, first), [{ type: 'List', owners, entry }])
      expect(await tables.followUps.owed(owners)).toEqual([entry])
      const taken = { ...entry, owner: 'library', status: 'taken', takenBy: 'Amy' } as const
      await tables.sessions.append(stepOf(2, [said(1, 'x')], first), [
        { type: 'List', owners: [`library:${id}`], entry: taken },
        { type: 'Unlist', owners: [`librarian:${id}`], session: id },
      ])
      expect(await tables.followUps.owed([`library:${id}`])).toEqual([taken])
      expect(await tables.followUps.owed([`librarian:${id}`, `library:${id}-other`])).toEqual([])
    })

    it('R43 a follow-up that a librarian has sent on is in their list in its current state, even once it is over', async () => {
      const first = [asked(id)]
      const entry = { session: id, library: 'wren', status: 'new', deadline: 'none', since: at } as const
      const listed = (now: typeof entry | object): JointWrite => ({
        ...{ type: 'ListSentOn', librarian: id },
        entry: { ...entry, ...now },
      })
      await tables.sessions.append(stepOf(1, first), [listed({})])
      expect(await tables.followUps.sentOn(id)).toEqual([entry])
      await tables.sessions.append(stepOf(2, [said(1, 'x')], first), [listed({ status: 'answered', endedAt: at + 5 })])
      expect(await tables.followUps.sentOn(id)).toEqual([{ ...entry, status: 'answered', endedAt: at + 5 }])
      expect(await tables.followUps.sentOn(`${id}-other`)).toEqual([])
      expect(await tables.followUps.owed([`librarian:${id}`])).toEqual([])
    })

    it('R42 the sessions of a library that librarians stepped back from are listed newest first, a few at a time', async () => {
      const filed = (session: string, ms: number) =>
        ({ session, library: id, at: at + ms, by: 'Rob', note: 'Threats.' }) as const
      // Their ids are in another order than the time.
      const all = [filed(`${id}3`, 1), filed(`${id}1`, 3), filed(`${id}2`, 2)] as const
      for (const entry of all) {
        const step = stepOf(1, [asked(entry.session)])
        const session = { ...step.session, id: entry.session }
        await tables.sessions.append({ ...step, session }, [{ type: 'ListSteppedBack', entry }])
      }
      expect(await tables.followUps.steppedBack(id, 2)).toEqual([all[1], all[2]])
      expect(await tables.followUps.steppedBack(`${id}-other`, 2)).toEqual([])
      expect(await tables.followUps.owed([`library:${id}`])).toEqual([])
    })

    it('a new trait of a mailbox is kept with its other traits, and apart from other mailboxes', async () => {
      expect(await tables.mailboxes.learnt(id)).toEqual({})
      await tables.mailboxes.learn(id, { acknowledges: true, program: 'RT' })
      await tables.mailboxes.learn(id, { test: { n: 1, to: 'mail@wren.example.org', sentAt: at } })
      await tables.mailboxes.learn(id, { program: 'Roundup', answersTo: 'from' })
      await tables.mailboxes.learn(id, {})
      const test = { n: 1, to: 'mail@wren.example.org', sentAt: at }
      expect(await tables.mailboxes.learnt(id)).toEqual({
        ...{ acknowledges: true, program: 'Roundup', answersTo: 'from', test },
      })
      await tables.mailboxes.learn(id, { test: { ...test, pressedAt: at + 5, toldAt: at + 9 } })
      expect(await tables.mailboxes.learnt(id)).toMatchObject({ test: { ...test, pressedAt: at + 5, toldAt: at + 9 } })
      await tables.mailboxes.learn(id, { words: [{ fingerprint: 'f', session: 's' }] })
      expect(await tables.mailboxes.learnt(id)).toMatchObject({ words: [{ fingerprint: 'f', session: 's' }], test })
      expect(await tables.mailboxes.learnt(`${id}-other`)).toEqual({})
    })

    it('what becomes of a test mail is recorded once, beside what else is known, and only of the newest test', async () => {
      const test = { n: 2, to: 'mail@wren.example.org', sentAt: at }
      expect(await tables.mailboxes.recordTest(id, 2, 'pressedAt', at)).toBe(false)
      await tables.mailboxes.learn(id, { program: 'RT', test })
      expect(await tables.mailboxes.recordTest(id, 1, 'pressedAt', at + 1)).toBe(false)
      expect(await tables.mailboxes.recordTest(id, 2, 'returnedAt', at + 2)).toBe(true)
      expect(await tables.mailboxes.recordTest(id, 2, 'pressedAt', at + 3)).toBe(true)
      expect(await tables.mailboxes.recordTest(id, 2, 'pressedAt', at + 4)).toBe(true)
      expect(await tables.mailboxes.learnt(id)).toEqual({
        ...{ program: 'RT', test: { ...test, returnedAt: at + 2, pressedAt: at + 3 } },
      })
    })

    it('libraries are filed for a run that looks at their mailboxes, each once, until that run is finished', async () => {
      const run = Math.floor(at / 86_400_000)
      const mine = async (of: number) => (await tables.mailboxRuns.filed(of)).filter(one => one.startsWith(id)).sort()
      await tables.mailboxRuns.file(run, [])
      await tables.mailboxRuns.file(run, [`${id}-b`, `${id}-a`])
      await tables.mailboxRuns.file(run, [`${id}-a`, `${id}-c`])
      await tables.mailboxRuns.file(run + 1, [`${id}-b`])
      expect(await mine(run)).toEqual([`${id}-a`, `${id}-b`, `${id}-c`])
      await tables.mailboxRuns.finish(run)
      expect(await tables.mailboxRuns.next()).toBe(run + 1)
      expect([await mine(run), await mine(run + 1)]).toEqual([[], [`${id}-b`]])
    })

    it('a session is filed for the sweep of a quarter of an hour, once, beside others, and in no other', async () => {
      const quarter = Math.floor(at / 900_000)
      await Promise.all([1, 2].map(() => tables.watch.file(`${id}-a`, quarter)))
      await tables.watch.file(`${id}-b`, quarter)
      await tables.watch.file(`${id}-b`, quarter + 1)
      const mine = async (of: number) => (await tables.watch.filed(of)).filter(session => session.startsWith(id)).sort()
      expect(await mine(quarter)).toEqual([`${id}-a`, `${id}-b`])
      expect(await mine(quarter + 1)).toEqual([`${id}-b`])
      expect(await mine(quarter + 2)).toEqual([])
    })

    it('how far the sweep has come is kept', async () => {
      await tables.watch.swept(7)
      await tables.watch.swept(8)
      expect(await tables.watch.nextToSweep()).toBe(8)
    })

    it('a ticket is used by one connection, however many try at once, and by that one again if it did not hear', async () => {
      const use = (connection: number) => tables.tickets.use(id, `c-${connection}`, Date.now() + 60_000)
      const tries = await Promise.all([1, 2, 3, 4].map(use))
      expect(tries.filter(Boolean)).toHaveLength(1)
      expect(await Promise.all([1, 2, 3, 4].map(use))).toEqual(tries)
    })
  })
}
