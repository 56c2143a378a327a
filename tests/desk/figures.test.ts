import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const words = 'x'.repeat(120)

describe('what a session costs, as the local cloud counts it', () => {
  let desk: TestDesk
  let rob: Wire
  let jane: Wire & { session: string }
  let session: string
  let n = 0
  beforeAll(async () => {
    desk = await startDesk()
    rob = await desk.librarian('rob@state-college.example.org')
    const name = 'Jane Margarethe Doe-Featherstonehaugh'
    jane = await desk.patron('valley-university', 'Is the map room open?', {
      name,
      email: 'jane.doe@mail.valley.example',
    })
    session = jane.session
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'ask-contact', session })
    await jane.send({ action: 'confirm-contact', session, email: 'jane.doe@mail.valley.example', name })
    await desk.cloud.quiet()
  })
  afterAll(() => desk.stop())

  /** What one message of 120 bytes adds to the ledger of its session. */
  async function costOfOne() {
    const before = desk.cloud.ledger.session(session)
    const { number } = await rob.send({ action: 'say', session, n: ++n, text: words })
    await jane.push('message', frame => frame.number === number)
    await desk.cloud.quiet()
    const after = desk.cloud.ledger.session(session)
    const calls = (tally: typeof after) => Object.values(tally.dynamodb).reduce((sum, count) => sum + count, 0)
    return {
      invocations: after.invocations - before.invocations,
      calls: calls(after) - calls(before),
      readUnits: after.readUnits - before.readUnits,
      writeUnits: after.writeUnits - before.writeUnits,
      posts: after.posts - before.posts,
      transitions: after.transitions - before.transitions,
      scans: after.scans - before.scans,
    }
  }

  const cheap = { invocations: 1, calls: 2, readUnits: 1, writeUnits: 1, posts: 1, transitions: 0, scans: 0 }

  it('the 3rd message: one invocation, one read, one write of one unit each, one post, nothing else', async () => {
    await costOfOne()
    await costOfOne()
    expect(await costOfOne()).toEqual(cheap)
  })

  it('the 300th message costs what the 3rd did', async () => {
    while (n < 299) await rob.send({ action: 'say', session, n: ++n, text: words })
    expect(await costOfOne()).toEqual(cheap)
  })

  it('a sleep of the timer takes one transition, its end one more, and no message causes one', async () => {
    const before = desk.cloud.ledger.session(session)
    const wakesBefore = desk.cloud.ledger.byFunction().SessionTimer?.invocations ?? 0
    await desk.clock.advance(600_000)
    const transitions = desk.cloud.ledger.session(session).transitions - before.transitions
    const wakes = (desk.cloud.ledger.byFunction().SessionTimer?.invocations ?? 0) - wakesBefore
    expect(wakes).toBeGreaterThan(0)
    expect(transitions).toBeLessThanOrEqual(wakes + 1)
  })

  it('the wakes of a session grow with its length, not with its messages', async () => {
    const wakesWith = async (perMinute: number) => {
      const other = await desk.patron('valley-university', 'A long one?')
      const before = desk.cloud.ledger.byFunction().SessionTimer?.invocations ?? 0
      await rob.send({ action: 'pick-up' })
      let count = 0
      for (let minute = 0; minute < 20; minute++) {
        for (let i = 0; i < perMinute; i++)
          await rob.send({ action: 'say', session: other.session, n: ++count, text: 'Still searching…' })
        await other.send({ action: 'say', session: other.session, n: minute + 1, text: 'Thanks!' })
        await desk.clock.advance(60_000)
      }
      const wakes = (desk.cloud.ledger.byFunction().SessionTimer?.invocations ?? 0) - before
      await rob.send({ action: 'close', session: other.session, despite: ['not-asked'] })
      await desk.clock.advance(150_000)
      return wakes
    }
    await rob.send({ action: 'close', session, despite: ['not-asked'] })
    await desk.clock.advance(300_000)
    const few = await wakesWith(1)
    const many = await wakesWith(8)
    expect(few).toBeGreaterThan(0)
    expect(many).toBe(few)
  })

  it('no function scans a table while people are served, but for the one that looks who is to be invited', () => {
    const scanning = Object.entries(desk.cloud.ledger.byFunction()).filter(([, { scans }]) => scans > 0)
    expect(scanning.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Directory', 'Invites'])
  })
})
