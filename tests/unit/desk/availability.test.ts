import { describe, expect, it } from 'vitest'
import { availability } from '../../../lib/desk/availability.ts'
import { run } from '../../../lib/desk/run.ts'
import { asks, deskOf, librarian, library, onDuty } from '../members.ts'

/** Open on Mondays from nine to five, New York time. */
const wren = library('wren', 'Wren', {
  hours: [{ day: 'monday', from: '09:00', to: '17:00' }],
  ladder: [
    { pool: 'library:wren', after: 0 },
    { pool: 'group:north', after: 30_000 },
    { pool: 'cooperative', after: 60_000 },
  ],
})
const rob = librarian('rob', 'Rob', 'wren', { pools: ['library:wren'] })
const kim = librarian('kim', 'Kim', 'tern', { pools: ['group:north'] })
const ann = librarian('ann', 'Ann', 'larch', { pools: ['cooperative'] })
const open = Date.parse('2026-11-23T15:00:00Z')
const closed = Date.parse('2026-11-23T23:00:00Z')
const closesAt = Date.parse('2026-11-23T22:00:00Z')
const opensAt = Date.parse('2026-11-30T14:00:00Z')

async function deskAt(when: number, who: readonly (typeof rob)[]) {
  const { ports } = await deskOf([wren], [])
  for (const one of who) await ports.roster.arrive(onDuty(one), when - 60_000)
  return ports
}
const available = async (who: readonly (typeof rob)[], when = open, theirs = wren) =>
  availability(await deskAt(when, who), theirs, when)

describe('what patrons may know before they ask', () => {
  it('R4 is the nearest rung on which somebody is on duty', async () => {
    const same = { at: open, open: true, staffed: true, waiting: 0, closesAt }
    expect(await available([rob, kim, ann])).toEqual({ ...same, answers: 'own' })
    expect(await available([kim, ann])).toEqual({ ...same, answers: 'group' })
    expect(await available([ann])).toEqual({ ...same, answers: 'cooperative' })
  })

  it('says nobody would answer while nobody is there', async () => {
    expect(await available([])).toEqual({ at: open, open: true, staffed: false, waiting: 0, closesAt })
  })

  it('R4 does not count the own desk of a closed library, and says when it opens', async () => {
    const same = { at: closed, open: false, waiting: 0, opensAt }
    expect(await available([rob], closed)).toEqual({ ...same, staffed: false })
    expect(await available([rob, ann], closed)).toEqual({ ...same, staffed: true, answers: 'cooperative' })
  })

  it('counts a library of another ladder as the cooperative', async () => {
    const ladder = [{ pool: 'library:larch', after: 0 }]
    const pat = librarian('pat', 'Pat', 'larch', { pools: ['library:larch'] })
    expect(await available([pat], open, { ...wren, ladder })).toMatchObject({ staffed: true, answers: 'cooperative' })
  })

  it('R40 does not count a librarian who is asleep', async () => {
    const ports = await deskAt(open, [rob, ann])
    await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], open)
    expect(await availability(ports, wren, open)).toMatchObject({ staffed: true, answers: 'cooperative' })
    await ports.roster.sleepers([{ librarian: 'ann', connection: 'ann-1' }], open)
    expect(await availability(ports, wren, open)).toMatchObject({ staffed: false })
  })

  it('R6 says how long others waited lately, of the own library or of elsewhere as they would be answered', async () => {
    const ports = await deskAt(open, [ann])
    const picksUp = async (id: string, one: typeof rob, minutes: number) => {
      const { librarian: me, name, library: own, connection } = onDuty(one)
      await asks(ports, id, open - minutes * 60_000)
      await run(ports, id, { type: 'PickUp', at: open, librarian: { id: me, name, library: own }, connection })
    }
    for (const [i, minutes] of [1, 9].entries()) await picksUp(`A${i}`, ann, minutes)
    expect(await availability(ports, wren, open)).not.toHaveProperty('expectedWait')
    await picksUp('A2', ann, 4)
    expect(await availability(ports, wren, open)).toMatchObject({ answers: 'cooperative', expectedWait: 240 })
    await ports.roster.arrive(onDuty(rob), open)
    expect(await availability(ports, wren, open)).not.toHaveProperty('expectedWait')
    for (const i of [0, 1, 2]) await picksUp(`R${i}`, rob, 2)
    expect(await availability(ports, wren, open)).toMatchObject({ answers: 'own', expectedWait: 120 })
    expect(await availability(ports, wren, open + 86_400_000)).not.toHaveProperty('expectedWait')
  })

  it('counts those who wait for whoever would answer, up to a limit, and says where there may be more', async () => {
    const ports = await deskAt(open, [ann])
    for (let n = 1; n <= 6; n++) await asks(ports, `A${n}`, open - n * 1000)
    const six = await availability(ports, wren, open)
    expect(six).toMatchObject({ waiting: 6 })
    expect(six).not.toHaveProperty('waitingMore')
    await asks(ports, 'A7', open)
    expect(await availability(ports, wren, open)).toMatchObject({ waiting: 6, waitingMore: true })
    // Whoever stands behind those who were read may wait for them as well.
    await ports.roster.arrive(onDuty(rob), open)
    expect(await availability(ports, wren, open)).toMatchObject({ answers: 'own', waiting: 0 })
    await asks(ports, 'A8', open + 1)
    expect(await availability(ports, wren, open)).toMatchObject({ answers: 'own', waiting: 0, waitingMore: true })
  })
})
