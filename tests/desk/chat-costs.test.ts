import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tally } from '../../local/ledger.ts'
import { startDesk, type TestDesk } from './desk.ts'

const words = 'x'.repeat(120)

describe('what sessions cost, on a clock that only the test moves', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.stop())

  /** What everything costs that is done meanwhile. */
  async function costOf(done: () => Promise<unknown>) {
    await desk.cloud.quiet()
    const before = desk.cloud.ledger.total()
    const dollars = desk.cloud.ledger.price()
    await done()
    await desk.cloud.quiet()
    const after = desk.cloud.ledger.total()
    const of = (name: keyof Omit<Tally, 'dynamodb'>) => after[name] - before[name]
    return {
      transitions: of('transitions'),
      writeUnits: of('writeUnits'),
      readUnits: of('readUnits'),
      messages: of('messagesIn') + of('messagesOut'),
      invocations: of('invocations'),
      dollars: desk.cloud.ledger.price() - dollars,
      gb: of('gbSeconds') * 1.33e-5,
    }
  }

  it('a standard chat', async () => {
    const rob = await desk.librarian('rob@state-college.example.org')
    const cost = await costOf(async () => {
      const jane = await desk.patron('state-college', 'Is the map room open?', { name: 'Jane' })
      const { session } = jane
      await desk.clock.advance(45_000)
      await rob.send({ action: 'pick-up' })
      for (let n = 1; n <= 15; n++) {
        await desk.clock.advance(n === 1 ? 10_000 : 28_000)
        const said = await rob.send({ action: 'say', session, n, text: words })
        expect(said.type).toBe('said')
        await desk.clock.advance(28_000)
        await jane.send({ action: 'say', session, n, text: words })
      }
      await desk.clock.advance(28_000)
      console.log(await rob.send({ action: 'close', session, despite: ['not-asked'] }))
      jane.cut()
      await desk.clock.advance(600_000)
      console.log(desk.cloud.ledger.table())
    })
    console.log(cost)
  })

  it('a lonely question', async () => {
    const cost = await costOf(async () => {
      await desk.patron('state-college', 'Is the map room open?', { name: 'Jane' })
      await desk.clock.advance(1_800_000)
      await desk.clock.advance(600_000)
    })
    console.log(cost)
  })
})
