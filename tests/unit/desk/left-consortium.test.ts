import { expect, it } from 'vitest'
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

/** Rob is on duty, and the consortium file knows them no longer. */
async function left() {
  const { ports } = await deskOf([wren], [rob, amy])
  await asks(ports, session, at)
  const afterwards = { ...ports, directory: directoryOf([wren], [amy]) }
  const robSends = (frame: object, there = afterwards) =>
    answered(queueActions(there), JSON.stringify(frame), { identity, connection: 'rob-1', at: at + 1 }, ports.log)
  return { ports, afterwards, robSends }
}

it('whoever has left the consortium picks nobody up any more, and is off duty', async () => {
  const { ports, robSends } = await left()
  expect(await robSends({ action: 'pick-up' })).toMatchObject({ type: 'refused', code: 'not-on-duty' })
  expect((await ports.roster.find('rob')).duty).toBeUndefined()
  expect((await ports.sessions.load(session))?.session.status).toBe('waiting')
})

it('R34 the patrons of whoever has left wait again as soon as their timer looks', async () => {
  const { ports, afterwards, robSends } = await left()
  await robSends({ action: 'pick-up' }, ports)
  await tickSession(ports, { session }, at + 1_000)
  expect((await ports.sessions.load(session))?.session.status).toBe('active')
  await tickSession(afterwards, { session }, at + 2_000)
  expect((await ports.sessions.load(session))?.session).toMatchObject({ status: 'waiting', askedAt: at })
  const say = { type: 'Say', at: at + 3_000, from: { role: 'librarian', id: 'rob' }, n: 1, text: 'Hi' } as const
  expect(await run(ports, session, say)).toMatchObject({ refusal: { code: 'not-picked-up' } })
})
