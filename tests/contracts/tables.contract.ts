import { beforeEach, describe, expect, it } from 'vitest'
import type { OnDuty, Step } from '../../lib/desk/ports.ts'
import type { Event } from '../../lib/session/events.ts'
import type { JointWrite } from '../../lib/session/joint-writes.ts'
import { evolveAll } from '../../lib/session/session.ts'
import type { MemoryTables } from '../memory/tables.ts'

/** What every implementation of the tables' ports keeps. `make` gives empty tables; ids are unique, so they may be shared. */
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
  const place = (session: string) => ({ session, askedAt: at, pools: [`own:${session}`, `all:${session}`] })
  const enqueue = (session: string): JointWrite => ({
    type: 'Enqueue',
    ...place(session),
    library: 'wren',
    name: 'Jane',
    question: 'Almanac?',
  })
  const onDuty = (librarian: string, more: Partial<OnDuty> = {}): OnDuty => ({
    librarian,
    name: 'Rob',
    library: 'wren',
    pools: [`own:${id}`, `all:${id}`],
    limit: 2,
    connection: `${librarian}-1`,
    ...more,
  })
  const take = (librarian: string, session: string): JointWrite => ({ type: 'Take', librarian, session })

  describe(`${name}: sessions`, () => {
    it('a session that never was is not there', async () => {
      expect(await tables.sessions.load(id)).toBeUndefined()
      expect(await tables.sessions.history(id)).toEqual([])
    })

    it('what was appended is what is loaded, to the byte', async () => {
      const step = stepOf(1, [
        asked(id, { question: 'business* "new york" \u202e\u0000 🦉\n\tend', name: 'Ünal', email: 'u@example.org' }),
      ])
      expect(await tables.sessions.append(step, [])).toBe('appended')
      expect(await tables.sessions.load(id)).toEqual(step)
    })

    it('R36 of two steps with the same number one is written and the other hears so', async () => {
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [])
      const rivals = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map(text => tables.sessions.append(stepOf(2, [said(1, text)], first), [])),
      )
      expect(rivals.filter(result => result === 'appended')).toHaveLength(1)
      expect(rivals.filter(result => result === 'conflict')).toHaveLength(4)
      expect(await tables.sessions.history(id)).toHaveLength(2)
    })

    it('the history is complete and in order, and begins after the step that is named', async () => {
      const events: Event[] = [asked(id)]
      await tables.sessions.append(stepOf(1, events), [])
      for (let n = 1; n <= 12; n++) {
        await tables.sessions.append(stepOf(n + 1, [said(n, `message ${n}`)], events), [])
        events.push(said(n, `message ${n}`))
      }
      expect(await tables.sessions.history(id)).toEqual(events)
      expect(await tables.sessions.history(id, 10)).toEqual(events.slice(10))
    })

    it('R38 words that have expired are read no more, also where nothing has deleted them yet', async () => {
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
      expect(await tables.queue.waiting([`own:${id}`])).toEqual([])
    })
  })

  describe(`${name}: queue`, () => {
    it('R2 whoever waits longest comes first, whatever pool they are in and once only', async () => {
      const entries = [30, 10, 20].map((after, i) => ({ session: `${id}${i}`, askedAt: at + after }))
      for (const { session, askedAt } of entries) {
        const pools = [`own:${id}`, `all:${id}`]
        const jointWrite: JointWrite = {
          type: 'Enqueue',
          session,
          askedAt,
          pools,
          library: 'wren',
          question: 'Almanac?',
        }
        await tables.sessions.append(stepOf(1, [asked(session)]), [jointWrite])
      }
      const seen = await tables.queue.waiting([`own:${id}`, `all:${id}`])
      expect(seen.map(({ session }) => session)).toEqual([`${id}1`, `${id}2`, `${id}0`])
    })

    it('an entry says who waits, where and since when, and is gone with the step that dequeues it', async () => {
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [enqueue(id)])
      expect(await tables.queue.waiting([`all:${id}`])).toEqual([
        { session: id, library: 'wren', askedAt: at, name: 'Jane', question: 'Almanac?' },
      ])
      await tables.sessions.append(stepOf(2, [said(1, 'hello?')], first), [{ type: 'Dequeue', ...place(id) }])
      expect(await tables.queue.waiting([`own:${id}`, `all:${id}`])).toEqual([])
    })

    it('a pool in which nobody waits is empty', async () => {
      expect(await tables.queue.waiting([`empty:${id}`])).toEqual([])
    })
  })

  describe(`${name}: desk`, () => {
    it('a librarian on duty is found with their pools, limit and connection, and reached in each pool once', async () => {
      await tables.roster.arrive(onDuty(id))
      expect(await tables.roster.find(id)).toEqual({ duty: onDuty(id), sessions: [] })
      expect(await tables.roster.reach([`own:${id}`, `all:${id}`])).toEqual([{ librarian: id, connection: `${id}-1` }])
    })

    it('R33 an old connection that ends does not take the librarian off duty who is back on another', async () => {
      await tables.roster.arrive(onDuty(id))
      await tables.roster.arrive(onDuty(id, { connection: `${id}-2` }))
      await tables.roster.depart(id, `${id}-1`)
      expect((await tables.roster.find(id)).duty?.connection).toBe(`${id}-2`)
      expect(await tables.roster.reach([`all:${id}`])).toEqual([{ librarian: id, connection: `${id}-2` }])
    })

    it('whoever went off duty is reached no more, and keeps the sessions that they hold', async () => {
      await tables.roster.arrive(onDuty(id))
      await tables.sessions.append(stepOf(1, [asked(id)]), [take(id, id)])
      await tables.roster.depart(id, `${id}-1`)
      expect(await tables.roster.find(id)).toEqual({ sessions: [id] })
      expect(await tables.roster.reach([`own:${id}`, `all:${id}`])).toEqual([])
    })

    it('departing of somebody who was never there changes nothing', async () => {
      await tables.roster.depart(id, 'x')
      expect(await tables.roster.find(id)).toEqual({ sessions: [] })
    })

    it('R5 a librarian never holds more sessions than their limit, however many are taken at once', async () => {
      await tables.roster.arrive(onDuty(id))
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
      await tables.roster.arrive(onDuty(id, { limit: 1 }))
      const first = [asked(id)]
      await tables.sessions.append(stepOf(1, first), [take(id, id)])
      await tables.sessions.append(stepOf(2, [said(1, 'bye')], first), [
        { type: 'Release', librarian: id, session: id },
      ])
      expect(await tables.sessions.append(stepOf(1, [asked(`${id}B`)]), [take(id, `${id}B`)])).toBe('appended')
      expect((await tables.roster.find(id)).sessions).toEqual([`${id}B`])
    })
  })

  describe(`${name}: follow-ups and tickets`, () => {
    it('R29 R30 a follow-up stands in every list that it was put into, once, as it stood last, until it is taken out', async () => {
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

    it('R43 what a librarian has sent on stands in their list as it is now, also once it is over', async () => {
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

    it('what is learnt of a mailbox is kept beside what was known of it, and apart from every other', async () => {
      expect(await tables.mailboxes.learnt(id)).toEqual({})
      await tables.mailboxes.learn(id, { acknowledges: true, program: 'RT' })
      await tables.mailboxes.learn(id, { test: { n: 1, sentAt: at } })
      await tables.mailboxes.learn(id, { program: 'Roundup', answersTo: 'from' })
      await tables.mailboxes.learn(id, {})
      const test = { n: 1, sentAt: at }
      expect(await tables.mailboxes.learnt(id)).toEqual({
        ...{ acknowledges: true, program: 'Roundup', answersTo: 'from', test },
      })
      await tables.mailboxes.learn(id, { test: { ...test, pressedAt: at + 5, toldAt: at + 9 } })
      expect(await tables.mailboxes.learnt(id)).toMatchObject({ test: { ...test, pressedAt: at + 5, toldAt: at + 9 } })
      expect(await tables.mailboxes.learnt(`${id}-other`)).toEqual({})
    })

    it('a ticket is used once, however many try at once', async () => {
      const tries = await Promise.all([1, 2, 3, 4].map(() => tables.tickets.use(id, Date.now() + 60_000)))
      expect(tries.filter(Boolean)).toHaveLength(1)
    })
  })
}
