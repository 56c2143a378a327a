import { describe, expect, it } from 'vitest'
import { placeOf } from '../../../lib/desk/place.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren')
const ann = librarian('ann', 'Ann', 'larch', { pools: ['cooperative'] })

describe('the place of a waiting patron', () => {
  it('R2 is the number of those who have waited longer, and not of those who came later', async () => {
    const { ports } = await deskOf([wren], [ann])
    for (const [i, id] of ['A', 'B', 'C'].entries()) await asks(ports, id, at + i)
    expect(await placeOf(ports, 'A', at)).toEqual({ before: 0, staffed: true, answers: 'cooperative' })
    expect(await placeOf(ports, 'C', at)).toMatchObject({ before: 2 })
  })

  it('is counted up to ten', async () => {
    const { ports } = await deskOf([wren], [])
    for (let n = 0; n < 12; n++) await asks(ports, `A${n}`, at + n)
    expect(await placeOf(ports, 'A10', at)).toEqual({ before: 10, staffed: false })
    expect(await placeOf(ports, 'A11', at)).toEqual({ before: 10, more: true, staffed: false })
  })

  it('R2 of a patron whose source asks too much is behind everybody else', async () => {
    const { ports } = await deskOf([wren], [ann])
    const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
    const question = { library: 'wren', ladder, question: 'Maps?', afterOthers: true }
    await run(ports, 'F', { type: 'Ask', at, session: 'F', ...question })
    await asks(ports, 'A', at + 5)
    expect(await placeOf(ports, 'F', at)).toMatchObject({ before: 1 })
    expect(await placeOf(ports, 'A', at)).toMatchObject({ before: 0 })
  })

  it('R6 says how much longer the wait will probably be, but not to somebody who waits as nobody else does', async () => {
    const { ports } = await deskOf([wren], [{ ...ann, limit: 9 }])
    const { librarian: id, name, library: own, connection } = onDuty(ann)
    const librarian = { id, name, library: own }
    for (const [i, minutes] of [1, 4, 9].entries()) {
      await asks(ports, `B${i}`, at - minutes * 60_000)
      await run(ports, `B${i}`, { type: 'PickUp', at, librarian, connection })
    }
    await asks(ports, 'A', at)
    expect(await placeOf(ports, 'A', at)).toMatchObject({ before: 0, expectedWait: 240 })
    expect(await placeOf(ports, 'A', at + 301_000)).toMatchObject({ expectedWait: 240 })
    expect(await placeOf(ports, 'A', at + 600_000)).not.toHaveProperty('expectedWait')
    const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
    const question = { library: 'wren', ladder, question: 'Maps?', afterOthers: true }
    await run(ports, 'F', { type: 'Ask', at, session: 'F', ...question })
    expect(await placeOf(ports, 'F', at)).not.toHaveProperty('expectedWait')
    await run(ports, 'A', { type: 'PickUp', at, librarian, connection })
    await run(ports, 'A', { type: 'GoAway', at, connection })
    await runEnding(ports, 'A', { type: 'Tick', at: at + 61_000, timing: defaultTiming, ladder })
    expect(await placeOf(ports, 'A', at + 61_000)).toMatchObject({ before: 0 })
    expect(await placeOf(ports, 'A', at + 61_000)).not.toHaveProperty('expectedWait')
  })

  it('is refused once somebody serves them, and to a session that never was', async () => {
    const { ports } = await deskOf([wren], [ann])
    await asks(ports, 'A', at)
    const { librarian: id, name, library: own, connection } = onDuty(ann)
    await run(ports, 'A', { type: 'PickUp', at, librarian: { id, name, library: own }, connection })
    expect(await placeOf(ports, 'A', at)).toMatchObject({ refusal: { code: 'already-picked-up' } })
    await asks(ports, 'C', at)
    await runEnding(ports, 'C', { type: 'Leave', at })
    expect(await placeOf(ports, 'C', at)).toMatchObject({ refusal: { code: 'closed' } })
    expect(await placeOf(ports, 'B', at)).toMatchObject({ refusal: { code: 'no-such-session' } })
  })
})
