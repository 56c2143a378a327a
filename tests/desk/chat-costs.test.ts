import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionsAtThousand } from '../../bench/cost/figures.ts'
import { priceOf } from '../../bench/cost/price.ts'
import type { Ledger, Tally } from '../../local/ledger.ts'
import { startDesk, type TestDesk } from './desk.ts'

type Count = keyof Omit<Tally, 'dynamodb'>

const words = 'x'.repeat(120)

/** The running time of functions is assumed and not measured, so that a busy machine costs nothing. */
const dollarsOf = (tally: Tally | undefined): number => (tally ? priceOf({ tally, timerCalls: {}, logBytes: 0 }) : 0)

/** What the sweep has cost so far. */
const sweepOf = (ledger: Ledger): Tally | undefined =>
  Object.entries(ledger.byFunction()).find(([name]) => name.startsWith('Sweep'))?.[1]

describe('what sessions cost, on a clock that only the test moves', () => {
  let desk: TestDesk
  const timerCalls = new Map<string, number>()
  beforeAll(async () => {
    desk = await startDesk({
      intercept: ({ service, operation }, next) => {
        if (service === 'states') timerCalls.set(operation, (timerCalls.get(operation) ?? 0) + 1)
        return next()
      },
    })
  })
  afterAll(() => desk.stop())

  /** What everything has cost, but for the sweep, which comes for all sessions together. */
  function spent() {
    const { ledger } = desk.cloud
    const sweep = sweepOf(ledger)
    const total = ledger.total()
    const of = (name: Count) => total[name] - (sweep?.[name] ?? 0)
    return {
      transitions: of('transitions'),
      writeUnits: of('writeUnits'),
      messagesIn: of('messagesIn'),
      messagesOut: of('messagesOut'),
      apiRequests: of('messagesIn') + of('posts') + of('httpRequests'),
      invocations: of('invocations'),
      dollars: dollarsOf(total) - dollarsOf(sweep),
    }
  }

  /** What the sweeps of the next three quarters of an hour cost, dollars. */
  async function threeSweeps(): Promise<number> {
    const price = () => dollarsOf(sweepOf(desk.cloud.ledger))
    const before = price()
    await desk.clock.advance(3 * 900_000)
    await desk.cloud.quiet()
    return price() - before
  }

  /** What everything costs that is done meanwhile. */
  async function costOf(done: () => Promise<unknown>) {
    await desk.cloud.quiet()
    const before = spent()
    await done()
    await desk.cloud.quiet()
    const after = spent()
    const of = (name: keyof typeof after) => after[name] - before[name]
    const messages = of('messagesIn') + of('messagesOut')
    const used = { apiRequests: of('apiRequests'), invocations: of('invocations') }
    return { transitions: of('transitions'), writeUnits: of('writeUnits'), messages, dollars: of('dollars'), ...used }
  }

  it('a question that nobody picks up for half an hour: 18 transitions, and at most $0.0006', async () => {
    const cost = await costOf(async () => {
      await desk.patron('state-college', 'Is the map room open?', { name: 'Jane' })
      await desk.clock.advance(2_400_000)
    })
    expect(cost.transitions).toBeLessThanOrEqual(18)
    expect(cost.dollars).toBeLessThanOrEqual(0.0006)
  })

  it('R16 a standard chat: 9 transitions, 108 socket messages, 50 write units and $0.00046 at most, and 20 a second', async () => {
    const rob = await desk.librarian('rob@state-college.example.org')
    timerCalls.clear()
    const cost = await costOf(async () => {
      const jane = await desk.patron('state-college', 'Is the map room open?', { name: 'Jane' })
      const { session } = jane
      await desk.clock.advance(45_000)
      await rob.send({ action: 'pick-up' })
      for (let n = 1; n <= 15; n++) {
        await desk.clock.advance(n === 1 ? 10_000 : 28_000)
        await rob.send({ action: 'say', session, n, text: words })
        await desk.clock.advance(28_000)
        await jane.send({ action: 'say', session, n, text: words })
      }
      await desk.clock.advance(28_000)
      await rob.send({ action: 'close', session, despite: ['not-asked'] })
      jane.cut()
      await desk.clock.advance(600_000)
    })
    expect(cost.transitions).toBeLessThanOrEqual(9)
    expect(cost.messages).toBeLessThanOrEqual(108)
    // The facts take three of them, since the step that ends the session is written in one transaction with them. The list of those on
    // duty takes two: it shows how many sessions each has.
    expect(cost.writeUnits).toBeLessThanOrEqual(45 + 3 + 2)
    expect(cost.dollars).toBeLessThanOrEqual(0.00046)

    // However many are on duty, a question costs the same (`docs/internals/growth.md`).
    const { perSecond, metFirst } = questionsAtThousand({ ...cost, timerCalls: name => timerCalls.get(name) ?? 0 })
    expect(perSecond, `${metFirst}: ${JSON.stringify([...timerCalls])}`).toBeGreaterThanOrEqual(20)
  })

  it('the sweep: $0.50 a month at most, for 300 libraries with ten chats a day each', async () => {
    const empty = await threeSweeps()
    const questions = 10
    for (let n = 1; n <= questions; n++) await desk.patron('state-college', `Question ${n}?`, { name: 'Jane' })
    const full = await threeSweeps()
    const each = (full - empty) / questions
    const [triples, chats] = [2_880 / 3, 300 * 10 * 30]
    expect(each).toBeGreaterThan(0)
    // One chat in five is looked at again for its follow-up, hence twice the price for each.
    expect(triples * empty + chats * 2 * each).toBeLessThanOrEqual(0.5)
  })
})
