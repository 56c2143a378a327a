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

  it('R2 with a reason that patron is picked up, and the reason is recorded', async () => {
    const { ports } = await threeWait()
    const outcome = await pickUpChosen(ports, onDuty(rob), { session: 'B', reason: 'Speaks Navajo.' }, at + 9)
    expect(outcome).toMatchObject({ session: { id: 'B', status: 'active', librarian: { id: 'rob' } } })
    expect(await ports.sessions.history('B')).toContainEqual(
      expect.objectContaining({ type: 'PickedUp', outOfTurn: 'Speaks Navajo.' }),
    )
    expect((await ports.queue.waiting(['cooperative'])).entries.map(({ session }) => session)).toEqual(['A', 'C'])
  })

  it('R2 the patron who has waited longest needs no reason, and none is recorded', async () => {
    const { ports } = await threeWait()
    await pickUpChosen(ports, onDuty(rob), { session: 'A', reason: 'Speaks Navajo.' }, at + 9)
    const [picked] = (await ports.sessions.history('A')).filter(({ type }) => type === 'PickedUp')
    expect(picked).toMatchObject({ librarian: { id: 'rob' } })
    expect(picked).not.toHaveProperty('outOfTurn')
  })

  it('R2 every refusal of a chosen patron gives the true reason', async () => {
    const { ports } = await threeWait()
    const choice = (session: string) => ({ session, reason: 'Speaks Navajo.' })
    const code = async (duty: ReturnType<typeof onDuty>, session: string) => {
      const outcome = await pickUpChosen(ports, duty, choice(session), at + 9)
      return 'refusal' in outcome ? outcome.refusal.code : outcome.session.id
    }
    expect(await code({ ...onDuty(rob), pools: ['group:larks'] }, 'A')).toBe('not-in-your-pools')
    expect(await code(onDuty(rob), 'never')).toBe('no-such-session')
    expect(await code(onDuty(rob), 'B')).toBe('B')
    expect(await code(onDuty(rob), 'B')).toBe('already-yours')
    expect(await code(onDuty(ann), 'B')).toBe('already-picked-up')
    await runEnding(ports, 'B', { type: 'Close', at: at + 10, by: 'rob', today: '2026-11-24', despite: ['not-asked'] })
    expect(await code(onDuty(ann), 'B')).toBe('closed')
  })

  it('R2 the 500th is chosen with the same calls as the third', async () => {
    const { ports } = await deskOf([wren, larch], [rob, ann])
    for (let i = 0; i < 500; i++) await asks(ports, `S${i}`, at + i)
    const calls = async (session: string) => {
      const made: string[] = []
      const noted = <T extends object>(port: T, name: string): T =>
        new Proxy(port, {
          get: (target, key, self) => {
            made.push(`${name}.${String(key)}`)
            return Reflect.get(target, key, self)
          },
        })
      const counted = { ...ports, sessions: noted(ports.sessions, 'sessions'), queue: noted(ports.queue, 'queue') }
      const outcome = await pickUpChosen(counted, onDuty(rob), { session, reason: 'Speaks Navajo.' }, at + 999)
      expect(outcome).toMatchObject({ session: { id: session } })
      return made
    }
    expect(await calls('S499')).toEqual(await calls('S2'))
  })

  it('R2 of two who choose the same patron at once, one succeeds, and the other is refused and gets nobody else', async () => {
    const { ports } = await threeWait()
    const choice = { session: 'B', reason: 'Speaks Navajo.' }
    const outcomes = await Promise.all([rob, ann].map(one => pickUpChosen(ports, onDuty(one), choice, at + 9)))
    expect(outcomes.map(outcome => ('refusal' in outcome ? outcome.refusal.code : outcome.session.id))).toEqual([
      'B',
      'already-picked-up',
    ])
    expect((await ports.queue.waiting(['cooperative'])).entries).toHaveLength(2)
  })

  it('R5 a librarian at their limit takes nobody, chosen or not', async () => {
    const { ports } = await threeWait()
    const full = { ...onDuty(rob), limit: 1 }
    await ports.roster.arrive(full, at)
    await pickUpOldest(ports, full, at + 9)
    const refusal = { refusal: { code: 'at-your-limit' } }
    expect(await pickUpOldest(ports, full, at + 10)).toMatchObject(refusal)
    expect(await pickUpChosen(ports, full, { session: 'B' }, at + 10)).toMatchObject(refusal)
    expect((await ports.queue.waiting(['cooperative'])).entries).toHaveLength(2)
  })
})

describe('R9 the serving librarian, named as the patron’s library wants', () => {
  const silent = { ...wren, namesInstitution: false }

  it.each([
    ['their own library may be named', wren, ann, undefined],
    ['another library may not', silent, ann, 'Larch College'],
    ['one’s own library is not another', silent, rob, undefined],
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

describe('R35 transfers in the tables', () => {
  const offer = { type: 'OfferTransfer', by: 'rob', reachable: true } as const
  const answer = (who: typeof ann) => ({
    type: 'AnswerTransfer' as const,
    accept: true,
    librarian: { id: who.id, name: who.name, library: who.library },
    pools: who.pools,
    connection: `${who.id}-1`,
  })

  it('R35 of two in a pool who accept at once, one takes over and the other is refused, and R5 both counts are right', async () => {
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

  it('R5 R35 a librarian at their limit cannot accept, and the session stays where it was', async () => {
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

  it('R34 R1 a patron whose librarian vanished is in the queue before those who asked later', async () => {
    const { ports, to } = await threeWait()
    await pickUpOldest(ports, onDuty(rob), at + 5)
    await run(ports, 'A', { type: 'GoAway', at: at + 6, connection: 'rob-1' })
    const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
    const line = [{ librarian: 'ann', connection: 'ann-1' }]
    await runEnding(ports, 'A', { type: 'Tick', at: at + 60_006, timing: wren.timing, ladder, line })
    expect((await ports.queue.waiting(['cooperative'])).entries.map(({ session }) => session)).toEqual(['A', 'B', 'C'])
    expect((await ports.roster.find('rob')).sessions).toEqual([])
    expect(to('patron-A').at(-1)).toMatchObject({ type: 'back-in-queue' })
    expect(to('ann-1').at(-1)).toMatchObject({ type: 'waiting', session: 'A', askedAt: at })
  })
})
