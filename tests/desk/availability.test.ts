import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesk, type TestDesk } from './desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.stop())

describe('whether somebody would answer, as pages ask', () => {
  const get = async (path: string, base = desk.cloud.urls.cdn) => {
    const response = await fetch(`${base}${path}`)
    return { status: response.status, body: await response.json() }
  }
  const available = (library: string, base?: string) => get(`/libraries/${library}/availability`, base)
  const counted = () => {
    const { invocations, readUnits } = desk.cloud.ledger.byFunction().Api ?? { invocations: 0, readUnits: 0 }
    return { invocations, readUnits }
  }
  const costOf = async (doing: () => Promise<unknown>) => {
    const before = counted()
    await doing()
    await desk.cloud.quiet()
    const after = counted()
    return {
      invocations: after.invocations - before.invocations,
      readUnits: after.readUnits - before.readUnits,
    }
  }

  it('a thousand pages in five seconds reach the function once for each library', async () => {
    const { invocations } = await costOf(async () => {
      for (let page = 0; page < 1000; page++) await available(page % 2 === 0 ? 'mesa' : 'riverside')
    })
    expect(invocations).toBe(2)
    await desk.clock.advance(5_000)
    expect((await costOf(() => available('mesa'))).invocations).toBe(1)
  })

  it('changes within five seconds of somebody coming on duty, and names nobody', async () => {
    expect((await available('state-college')).body).toMatchObject({ staffed: false })
    const rob = await desk.librarian('rob@state-college.example.org')
    await desk.clock.advance(5_000)
    const { body } = await available('state-college')
    expect(body).toMatchObject({ open: true, staffed: true, answers: 'own', waiting: 0 })
    expect(JSON.stringify(body)).not.toMatch(/rob/i)
    rob.cut()
    await desk.cloud.quiet()
    await desk.clock.advance(5_000)
    expect((await available('state-college')).body).toMatchObject({ staffed: false })
  })

  it('costs two read units at most once the function knows the library, whoever would answer and however many wait', async () => {
    const costs: Record<string, number> = {}
    const ask = async (what: string, library: string) => {
      await available(library, desk.cloud.urls.http)
      costs[what] = (await costOf(() => available(library, desk.cloud.urls.http))).readUnits
    }
    await ask('nobody', 'state-college')
    const rob = await desk.librarian('rob@state-college.example.org')
    await ask('own', 'state-college')
    await ask('group', 'valley-university')
    await ask('cooperative', 'riverside')
    for (let n = 0; n < 30; n++)
      await desk.ask('state-college', `${'Is the map room open? '.repeat(150)} ${n}`, {
        email: `p${n}@mail.example.org`,
      })
    await ask('thirty waiting', 'state-college')
    rob.cut()
    const nancy = await desk.librarian('nancy@valley-university.example.edu')
    await ask('thirty of another library waiting', 'valley-university')
    nancy.cut()
    // A known librarian's entry, an empty pool, and the queue take half a unit each.
    expect(costs).toEqual({
      ...{ nobody: 2, own: 1, group: 1.5, cooperative: 2, 'thirty waiting': 1 },
      'thirty of another library waiting': 1,
    })
  })
})

describe('how long a patron will probably wait', () => {
  beforeAll(() => desk.clear())

  it('R6 is known once three were picked up, before a patron asks and while they wait, for no more read units', async () => {
    const available = async () =>
      (await fetch(`${desk.cloud.urls.http}/libraries/valley-university/availability`)).json()
    const readUnits = () => desk.cloud.ledger.byFunction().Api?.readUnits ?? 0
    const costs = async () => {
      await desk.cloud.quiet()
      await available()
      const before = readUnits()
      await available()
      return readUnits() - before
    }
    const nancy = await desk.librarian('nancy@valley-university.example.edu')
    const before = await costs()
    expect(await available()).not.toHaveProperty('expectedWait')
    for (const minutes of [1, 5, 2]) {
      const { session } = await desk.patron('valley-university', 'Is the map room open?')
      await desk.clock.advance(minutes * 60_000)
      await nancy.send({ action: 'pick-up' })
      await nancy.send({ action: 'close', session, despite: ['not-asked'] })
    }
    expect(await available()).toMatchObject({ answers: 'own', expectedWait: 120 })
    expect(await costs()).toBe(before)
    const jane = await desk.patron('valley-university', 'And the music room?')
    await desk.clock.advance(60_000)
    expect(await jane.send({ action: 'place', session: jane.session })).toMatchObject({ expectedWait: 60 })
  })
})
