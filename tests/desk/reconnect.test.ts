import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Asked, startDesk, type TestDesk, type Wire } from './desk.ts'

const few = 5
const many = 20

let desk: TestDesk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.stop())

/** What all the functions have used so far. */
function used() {
  const { invocations, dynamodb, readUnits, writeUnits, posts, messagesIn } = desk.cloud.ledger.total()
  const calls = Object.values(dynamodb).reduce((sum, count) => sum + count, 0)
  return { invocations, calls, readUnits, writeUnits, posts, messagesIn }
}

/** So many patrons whose lines are cut in the same moment come back in the same moment; what each of them has then, and what it cost. */
async function returnOf(count: number) {
  const patrons: (Wire & Asked)[] = []
  for (let i = 0; i < count; i++) {
    const patron = await desk.patron('riverside', `Question ${i}?`)
    await patron.send({ action: 'say', session: patron.session, n: 1, text: 'First.' })
    patrons.push(patron)
  }
  for (const { cut } of patrons) cut()
  await desk.cloud.quiet()
  await Promise.all(patrons.map(({ closed }) => closed))
  await desk.cloud.quiet()
  const before = used()
  const back = await Promise.all(
    patrons.map(async ({ session, pass }) => {
      const { body } = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${pass}` })
      const wire = await desk.open(String(body.ticket))
      const resumed = await wire.send({ action: 'resume', session, after: 0 })
      const said = await wire.send({ action: 'say', session, n: 2, text: 'Back.' })
      return { session, resumed, said }
    }),
  )
  await desk.cloud.quiet()
  const after = used()
  const cost = Object.fromEntries(
    Object.entries(after).map(([name, value]) => [
      name,
      (value - (Object.entries(before).find(([key]) => key === name)?.[1] ?? 0)) / count,
    ]),
  )
  return { back, cost }
}

it('R33 twenty patrons who come back at once cost each what five do; nothing is lost, nothing is doubled', async () => {
  const [small, large] = [await returnOf(few), await returnOf(many)]
  const { invocations, writeUnits } = small.cost
  expect(large.cost).toMatchObject({ invocations, writeUnits, messagesIn: 2, posts: 0 })
  // Each machine of a function reads the directory once; otherwise they read the same.
  expect(large.cost.calls).toBeLessThanOrEqual(small.cost.calls ?? 0)
  expect(large.cost.readUnits).toBeLessThanOrEqual(small.cost.readUnits ?? 0)
  for (const { resumed, said } of [...small.back, ...large.back]) {
    expect(resumed).toMatchObject({
      type: 'resumed',
      last: 2,
      n: 1,
      messages: [{ number: 1 }, { number: 2, text: 'First.' }],
    })
    expect(said).toMatchObject({ type: 'said', number: 3 })
  }
})
