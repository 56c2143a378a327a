import { beforeEach, describe, expect, it } from 'vitest'
import { dayOf, type SessionFacts } from '../../lib/facts/facts.ts'
import type { Event } from '../../lib/session/events.ts'
import { evolveAll } from '../../lib/session/session.ts'
import type { MemoryTables } from '../memory/tables.ts'

/** What every implementation of the facts has to do, on tables that others may share. */
export function factsContract(name: string, make: () => Promise<MemoryTables>): void {
  let tables: MemoryTables
  let session = ''
  let count = 0
  // Each test has a day of its own, so that what others wrote is not in the way.
  let askedAt = Date.UTC(2031, 0, 1) + (Math.floor(Date.now() / 1000) % 2_000_000) * 86_400_000

  beforeEach(async () => {
    tables = await make()
    session = `FACTS${name}${Date.now()}${count++}`.replaceAll(/\W/g, '').toUpperCase()
    askedAt += 86_400_000
  })

  const asked = (): Event => ({
    ...({ type: 'Asked', at: askedAt, session, library: 'wren', pools: ['cooperative'] } as const),
    question: 'Do you have the new almanac?',
  })
  const facts = (): SessionFacts => ({
    ...{ session, library: 'wren', askedAt, endedAt: askedAt + 1, waits: [1], messages: 1, silence: 0, breaches: 0 },
    ...({ code: 'follow-up-by-patrons-library', how: 'chosen', followUp: { owner: 'library' } } as const),
    answeredBy: { library: 'larch', librarian: 'ann' },
    earlier: [{ library: 'wren', librarian: 'rob' }],
  })
  const recorded = async () => {
    const state = evolveAll(undefined, [asked()])
    if (!state) throw new Error('there is no session')
    const step = { step: 1, events: [asked()], session: state }
    return tables.sessions.append(step, [{ type: 'RecordFacts', facts: facts() }])
  }
  const kept = () => tables.facts.ofDay(dayOf(askedAt))
  const done = { owner: 'library', ended: 'done', endedAt: 7 } as const

  describe(`facts (${name})`, () => {
    it('are written with their step, or not at all', async () => {
      expect(await recorded()).toBe('appended')
      expect(await recorded()).toBe('conflict')
      expect(await kept()).toEqual([facts()])
    })

    it('are found on the day of the question, and on no other', async () => {
      await recorded()
      expect(await tables.facts.ofDay(dayOf(askedAt + 86_400_000))).toEqual([])
    })

    it('learn what became of the follow-up, and an older step changes nothing any more', async () => {
      await recorded()
      await tables.facts.correct({ session, askedAt, followUp: done, step: 9 })
      await tables.facts.correct({ session, askedAt, followUp: { owner: 'library' }, step: 8 })
      expect(await kept()).toEqual([{ ...facts(), followUp: done }])
      await tables.facts.correct({ session, askedAt, followUp: { ...done, missed: true }, step: 10 })
      expect(await kept()).toEqual([{ ...facts(), followUp: { ...done, missed: true } }])
    })

    it('a correction brings no row into being', async () => {
      await tables.facts.correct({ session, askedAt, followUp: done, step: 9 })
      expect(await kept()).toEqual([])
    })

    it('keep the newest rating of the patron, whatever is corrected', async () => {
      await recorded()
      expect(await tables.facts.rate(session, askedAt, 'no')).toBe(true)
      expect(await tables.facts.rate(session, askedAt, 'partly')).toBe(true)
      await tables.facts.correct({ session, askedAt, followUp: done, step: 9 })
      expect(await kept()).toEqual([{ ...facts(), followUp: done, rating: 'partly' }])
    })

    it('of a session that has none take no rating', async () => {
      expect(await tables.facts.rate(session, askedAt, 'yes')).toBe(false)
      expect(await kept()).toEqual([])
    })

    it('forget the librarians of a day, and nothing else', async () => {
      await recorded()
      for (let time = 0; time < 2; time++) await tables.facts.forgetLibrarians(dayOf(askedAt))
      expect(await kept()).toEqual([{ ...facts(), answeredBy: { library: 'larch' }, earlier: [{ library: 'wren' }] }])
    })
  })
}
