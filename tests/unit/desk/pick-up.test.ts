import { describe, expect, it } from 'vitest'
import { pickUpChosen, pickUpOldest, servingLibrarian } from '../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { asks, at, deskOf, directoryOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Public Library')
const larch = library('larch', 'Larch College')
const rob = librarian('rob', 'Rob', 'wren')
const ann = librarian('ann', 'Ann', 'larch')

/** A, B and C wait, A for longest; Rob and Ann are on duty. */
async function threeWait() {
  const desk = await deskOf([wren, larch], [rob, ann])
  for (const [i, session] of ['A', 'B', 'C'].entries()) await asks(desk.ports, session, at + i)
  return desk
}

describe('out of turn', () => {
  it('R2 taking a patron before others who waited longer needs a reason', async () => {
    const { ports } = await threeWait()
    for (const reason of [undefined, ''])
      expect(await pickUpChosen(ports, onDuty(rob), { session: 'B', reason }, at + 9)).toMatchObject({
        refusal: { code: 'no-reason' },
      })
    expect((await ports.sessions.load('B'))?.session.status).toBe('waiting')
  })

  it('R2 with a reason that patron is handed over, and the reason is recorded', async () => {
    const { ports } = await threeWait()
    const outcome = await pickUpChosen(ports, onDuty(rob), { session: 'B', reason: 'Speaks Navajo.' }, at + 9)
    expect(outcome).toMatchObject({ session: { id: 'B', status: 'active', librarian: { id: 'rob' } } })
    expect(await ports.sessions.history('B')).toContainEqual(
      expect.objectContaining({ type: 'PickedUp', outOfTurn: 'Speaks Navajo.' }),
    )
    expect((await ports.queue.waiting(['cooperative'])).map(({ session }) => session)).toEqual(['A', 'C'])
  })

  it('R2 whoever has waited longest needs no reason, and none is recorded', async () => {
    const { ports } = await threeWait()
    await pickUpChosen(ports, onDuty(rob), { session: 'A', reason: 'Speaks Navajo.' }, at + 9)
    const [picked] = (await ports.sessions.history('A')).filter(({ type }) => type === 'PickedUp')
    expect(picked).toMatchObject({ librarian: { id: 'rob' } })
    expect(picked).not.toHaveProperty('outOfTurn')
  })

  it('R2 a patron who waits in none of their pools, or does not wait, is not theirs to take', async () => {
    const { ports } = await threeWait()
    const elsewhere = { ...onDuty(rob), pools: ['group:larks'] }
    const reason = 'Speaks Navajo.'
    for (const [duty, session] of [
      [elsewhere, 'A'],
      [onDuty(rob), 'never'],
    ] as const)
      expect(await pickUpChosen(ports, duty, { session, reason }, at + 9)).toMatchObject({
        refusal: { code: 'not-in-your-pools' },
      })
  })

  it('R2 two who want the same patron at once: one has them, the other hears so and gets nobody else', async () => {
    const { ports } = await threeWait()
    const choice = { session: 'B', reason: 'Speaks Navajo.' }
    const outcomes = await Promise.all([rob, ann].map(one => pickUpChosen(ports, onDuty(one), choice, at + 9)))
    expect(outcomes.map(outcome => ('refusal' in outcome ? outcome.refusal.code : outcome.session.id))).toEqual([
      'B',
      'already-picked-up',
    ])
    expect(await ports.queue.waiting(['cooperative'])).toHaveLength(2)
  })

  it('R5 a librarian at their limit takes nobody, chosen or not', async () => {
    const { ports } = await threeWait()
    const full = { ...onDuty(rob), limit: 1 }
    await ports.roster.arrive(full)
    await pickUpOldest(ports, full, at + 9)
    const refusal = { refusal: { code: 'at-your-limit' } }
    expect(await pickUpOldest(ports, full, at + 10)).toMatchObject(refusal)
    expect(await pickUpChosen(ports, full, { session: 'B' }, at + 10)).toMatchObject(refusal)
    expect(await ports.queue.waiting(['cooperative'])).toHaveLength(2)
  })
})

describe('R9 who serves, as the patron’s library wants them named', () => {
  const silent = { ...wren, namesInstitution: false }

  it.each([
    ['their own library may be named', wren, ann, undefined],
    ['another library may not', silent, ann, 'Larch College'],
    ['one’s own is no other', silent, rob, undefined],
  ])('%s', async (_what, theirs, who, unnamedInstitution) => {
    const serving = await servingLibrarian(directoryOf([theirs, larch]), onDuty(who), 'wren')
    expect(serving).toEqual({
      id: who.id,
      name: who.name,
      library: who.library,
      ...(unnamedInstitution && { unnamedInstitution }),
    })
  })
})

describe('R35 hand-overs on the tables', () => {
  const offer = { type: 'OfferTransfer', by: 'rob', reachable: true } as const
  const answer = (who: typeof ann) => ({
    type: 'AnswerTransfer' as const,
    accept: true,
    librarian: { id: who.id, name: who.name, library: who.library },
    pools: who.pools,
    connection: `${who.id}-1`,
  })

  it('R35 two of a pool who accept at once: one takes over, the other is refused, and R5 both counts are right', async () => {
    const bea = librarian('bea', 'Bea', 'larch')
    const { ports } = await deskOf([wren, larch], [rob, ann, bea])
    await asks(ports, 'A', at)
    await pickUpOldest(ports, onDuty(rob), at + 1)
    await run(ports, 'A', { ...offer, at: at + 2, to: { pool: 'cooperative' } })
    const outcomes = await Promise.all([ann, bea].map(one => run(ports, 'A', { ...answer(one), at: at + 3 })))
    expect(outcomes).toMatchObject([{ session: { librarian: { id: 'ann' } } }, { refusal: { code: 'no-transfer' } }])
    const held = await Promise.all(['rob', 'ann', 'bea'].map(async id => (await ports.roster.find(id)).sessions))
    expect(held).toEqual([[], ['A'], []])
  })

  it('R5 R35 whoever is at their limit cannot accept, and the session stays where it was', async () => {
    const full = { ...ann, limit: 1 }
    const { ports } = await deskOf([wren, larch], [rob, full])
    for (const [i, session] of ['A', 'B'].entries()) await asks(ports, session, at + i)
    await pickUpOldest(ports, onDuty(full), at + 5)
    await pickUpOldest(ports, onDuty(rob), at + 6)
    await run(ports, 'B', { ...offer, at: at + 7, to: { librarian: 'ann' } })
    expect(await run(ports, 'B', { ...answer(full), at: at + 8 })).toMatchObject({ refusal: { code: 'at-your-limit' } })
    expect((await ports.sessions.load('B'))?.session).toMatchObject({ librarian: { id: 'rob' }, transfer: {} })
    expect((await ports.roster.find('rob')).sessions).toEqual(['B'])
  })

  it('R34 R1 a patron whose librarian vanished stands in the queue before those who asked later', async () => {
    const { ports, to } = await threeWait()
    await pickUpOldest(ports, onDuty(rob), at + 5)
    await run(ports, 'A', { type: 'GoAway', at: at + 6, connection: 'rob-1' })
    const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
    await runEnding(ports, 'A', { type: 'Tick', at: at + 60_006, timing: wren.timing, ladder })
    expect((await ports.queue.waiting(['cooperative'])).map(({ session }) => session)).toEqual(['A', 'B', 'C'])
    expect((await ports.roster.find('rob')).sessions).toEqual([])
    expect(to('patron-A').at(-1)).toMatchObject({ type: 'back-in-queue' })
    expect(to('ann-1').at(-1)).toMatchObject({ type: 'waiting', session: 'A', askedAt: at })
  })
})
