import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const rob = 'rob@state-college.example.org'
let desk: TestDesk
let wire: Wire
let jane: Awaited<ReturnType<TestDesk['patron']>>
let session: string
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.stop())
beforeEach(async () => {
  wire = await desk.librarian(rob)
  jane = await desk.patron('mesa', 'Do you lend telescopes?')
  session = jane.session
  await wire.send({ action: 'pick-up' })
})
afterEach(() => desk.clear())

const again = async () => {
  const { body } = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${jane.pass}` })
  return desk.open(String(body.ticket))
}

it('R33 of two tabs of one patron the newest gets the messages, and the end of the older one changes nothing', async () => {
  const second = await again()
  await second.send({ action: 'resume', session, after: 0 })
  await wire.send({ action: 'say', session, n: 1, text: 'Hello' })
  expect(await second.push('message')).toMatchObject({ number: 2 })
  expect(jane.pushes.filter(({ type }) => type === 'message')).toEqual([])
  jane.cut()
  await desk.cloud.quiet()
  await wire.send({ action: 'say', session, n: 2, text: 'Still there?' })
  await second.push('message', frame => frame.number === 3)
})

it('R33 of two tabs of one librarian the newest is on duty, and gets the pushes once it has resumed', async () => {
  const second = await desk.librarian(rob)
  await second.send({ action: 'resume', session, after: 0 })
  expect(await wire.send({ action: 'pick-up' })).toMatchObject({ code: 'not-on-duty' })
  wire.cut()
  await desk.cloud.quiet()
  await jane.send({ action: 'say', session, n: 1, text: 'Hello?' })
  expect(await second.push('message')).toMatchObject({ text: 'Hello?' })
})

it('R34 a librarian who goes off duty keeps their open sessions and is told of no others', async () => {
  expect(await wire.send({ action: 'off-duty' })).toMatchObject({ type: 'off-duty', sessions: [session] })
  await desk.ask('mesa', 'Another question')
  await desk.clock.advance(90_000)
  expect(wire.pushes.filter(frame => frame.type === 'waiting' && frame.session !== session)).toEqual([])
  expect(await wire.send({ action: 'say', session, n: 1, text: "Hi, I'm Rob." })).toMatchObject({ type: 'said' })
  expect(await wire.send({ action: 'pick-up' })).toMatchObject({ code: 'not-on-duty' })
})

it('R33 the end of a connection after two hours is harmless: both come back, and nothing is missing or repeated', async () => {
  for (let n = 1; n <= 23; n++) {
    await wire.send({ action: 'say', session, n, text: `Still searching, ${n}` })
    await jane.send({ action: 'say', session, n, text: 'Thank you' })
    await desk.clock.advance(5 * 60_000)
  }
  await desk.clock.advance(5 * 60_000)
  expect(await Promise.all([wire.closed, jane.closed])).toEqual([1001, 1001])

  const librarian = await desk.librarian(rob)
  expect(await librarian.send({ action: 'resume', session, after: 47 })).toMatchObject({ n: 23, messages: [] })
  await librarian.send({ action: 'say', session, n: 24, text: 'Found it!' })
  const patron = await again()
  const resumed = await patron.send({ action: 'resume', session, after: 47 })
  expect(resumed).toMatchObject({ n: 23, messages: [{ number: 48, text: 'Found it!' }] })
})
