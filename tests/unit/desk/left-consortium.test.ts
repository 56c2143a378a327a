import { expect, it } from 'vitest'
import { leaveConsortium } from '../../../lib/desk/leave-consortium.ts'
import { run } from '../../../lib/desk/run.ts'
import { tickSession } from '../../../lib/desk/session-timer.ts'
import { queueActions } from '../../../lib/socket/queue.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, directoryOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const amy = librarian('amy', 'Amy', 'wren')
const identity = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
const session = 'JANE0000000000000000000000'

/** Rob is on duty, but no longer in the consortium file. */
async function left() {
  const { ports, started } = await deskOf([wren], [rob, amy])
  await asks(ports, session, at)
  const afterwards = { ...ports, directory: directoryOf([wren], [amy]) }
  const robSends = (frame: object, there = afterwards) =>
    answered(queueActions(there), JSON.stringify(frame), { identity, connection: 'rob-1', at: at + 1 }, ports.log)
  return { ports, afterwards, robSends, started }
}

it('a librarian who has left the consortium can no longer pick up patrons, and is off duty', async () => {
  const { ports, robSends } = await left()
  expect(await robSends({ action: 'pick-up' })).toMatchObject({ type: 'refused', code: 'not-on-duty' })
  expect((await ports.roster.find('rob')).duty).toBeUndefined()
  expect((await ports.sessions.load(session))?.session.status).toBe('waiting')
})

it('whoever has left comes on duty no more, whatever a function remembers of them', async () => {
  const { afterwards, robSends } = await left()
  const remembered = { ...afterwards, directory: { ...afterwards.directory, librarian: async () => rob } }
  expect(await robSends({ action: 'on-duty' }, remembered)).toMatchObject({ code: 'unknown-librarian' })
  expect(await robSends({ action: 'pick-up' }, remembered)).toMatchObject({ code: 'not-on-duty' })
})

it('R34 whoever leaves is off duty at once, and their patrons wait again: what they write in the next moment is refused', async () => {
  const { ports, afterwards, robSends, started } = await left()
  await robSends({ action: 'pick-up' }, ports)
  await leaveConsortium(afterwards, 'rob', at + 1_000)
  expect((await ports.roster.find('rob')).duty).toBeUndefined()
  expect([...started.looks]).toEqual([`${session}-left-${at + 1_000}`])
  // The function that the timer wakes may have read of them before.
  const remembered = { ...afterwards, directory: { ...afterwards.directory, librarian: async () => rob } }
  await tickSession(remembered, { session, until: 'next' }, at + 1_100)
  const say = { type: 'Say', at: at + 1_200, from: { role: 'librarian', id: 'rob' }, n: 1, text: 'Hi' } as const
  expect(await run(ports, session, say)).toMatchObject({ refusal: { code: 'not-picked-up' } })
  expect((await ports.sessions.load(session))?.session).toMatchObject({ status: 'waiting', askedAt: at })
})

it('R4 whoever waits for nobody but them goes on to the next rung at once', async () => {
  const { ports, afterwards, started } = await left()
  await ports.roster.depart('amy', 'amy-1')
  await leaveConsortium(afterwards, 'rob', at + 1_000)
  expect([...started.looks]).toEqual([`${session}-rung-${at + 1_000}`])
})

it('R34 the patrons of a librarian who has left wait again at the next wake of their timer', async () => {
  const { ports, afterwards, robSends } = await left()
  await robSends({ action: 'pick-up' }, ports)
  await tickSession(ports, { session }, at + 1_000)
  expect((await ports.sessions.load(session))?.session.status).toBe('active')
  await tickSession(afterwards, { session }, at + 2_000)
  expect((await ports.sessions.load(session))?.session).toMatchObject({ status: 'waiting', askedAt: at })
  const say = { type: 'Say', at: at + 3_000, from: { role: 'librarian', id: 'rob' }, n: 1, text: 'Hi' } as const
  expect(await run(ports, session, say)).toMatchObject({ refusal: { code: 'not-picked-up' } })
})
