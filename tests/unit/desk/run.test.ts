import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import type { Connections, Sessions } from '../../../lib/desk/ports.ts'
import { Busy, run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { tickSession } from '../../../lib/desk/session-timer.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
import { memoryConnections, memoryLog, memoryTimers } from '../../memory/outside.ts'
import { memoryTables } from '../../memory/tables.ts'
import { directoryOf, librarian as entryOf, library } from '../members.ts'

const at = 1_790_000_000_000
const rob = { id: 'rob', name: 'Rob', library: 'wren' }
const librarian = { role: 'librarian', id: 'rob' } as const

const directory = {
  library: async () => undefined,
  librarian: async (id: string) => entryOf(id, id, 'wren'),
  isLibrarian: async () => true,
  librarianBySignIn: async () => undefined,
  isStaffName: async () => false,
}

const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }

async function deskWith(...questions: string[]) {
  const tables = memoryTables()
  const sockets = memoryConnections()
  const { timers, started } = memoryTimers()
  const { log, failures } = memoryLog()
  const ports = { ...tables, connections: sockets.connections, timers, log, directory }
  const duty = {
    librarian: 'rob',
    name: 'Rob',
    library: 'wren',
    pools: ['cooperative'],
    limit: 3,
    connection: 'rob-1',
    dutyLimit: 1_800_000,
  }
  await tables.roster.arrive(duty, at)
  for (const [i, session] of questions.entries()) {
    const asked = { session, library: 'wren', ladder, question: `Question ${i}?` }
    await run(ports, session, { type: 'Ask', at: at + i, ...asked })
    await run(ports, session, { type: 'Come', at: at + i, who: { role: 'patron' }, connection: `patron-${session}` })
  }
  return { ports, tables, sockets, started, failures, duty }
}

describe('run', () => {
  it('commits first: a step that could not be written is neither pushed nor acknowledged', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    const before = sockets.sent.length
    const broken: Sessions = { ...ports.sessions, append: async () => Promise.reject(new Error('no answer')) }
    const say = { type: 'Say', at: at + 20, from: librarian, n: 1, text: 'Hello' } as const
    await expect(run({ ...ports, sessions: broken }, 'A', say)).rejects.toThrow('no answer')
    expect(sockets.sent).toHaveLength(before)
  })

  it('a failing effect is logged, the step is kept, and the other effects are performed', async () => {
    const { ports, failures, sockets } = await deskWith('A')
    const connections: Connections = {
      post: async (connection, frame) =>
        connection === 'ann-1' ? Promise.reject(new Error('no answer')) : ports.connections.post(connection, frame),
    }
    const line = [{ librarian: 'ann', connection: 'ann-1' }]
    await runEnding({ ...ports, connections }, 'A', { type: 'Tick', at: at + 1, timing: defaultTiming, ladder, line })
    const outcome = await run({ ...ports, connections }, 'A', {
      type: 'PickUp',
      at: at + 5,
      librarian: rob,
      connection: 'rob-1',
    })
    expect(outcome).toMatchObject({ session: { status: 'active' } })
    expect(failures).toEqual(['effect Alert', 'effect Withdraw'])
    expect(sockets.to('patron-A')).toMatchObject([{ type: 'librarian-joined' }])
  })

  it('an overtaken command is decided again on the new session', async () => {
    const { ports } = await deskWith('A')
    let overtaken = false
    const sessions: Sessions = {
      ...ports.sessions,
      append: async (step, jointWrites) => {
        if (overtaken) return ports.sessions.append(step, jointWrites)
        overtaken = true
        await run(ports, 'A', { type: 'Say', at: at + 7, from: { role: 'patron' }, n: 1, text: 'Hello?' })
        return ports.sessions.append(step, jointWrites)
      },
    }
    await run({ ...ports, sessions }, 'A', { type: 'PickUp', at: at + 8, librarian: rob, connection: 'rob-1' })
    expect((await ports.sessions.load('A'))?.session).toMatchObject({ status: 'active', last: 2 })
  })

  it('a command that is overtaken again and again fails with an error', async () => {
    const { ports } = await deskWith('A')
    const sessions: Sessions = { ...ports.sessions, append: async () => 'conflict' }
    await expect(runEnding({ ...ports, sessions }, 'A', { type: 'Leave', at })).rejects.toThrow(Busy)
  })

  it('a connection that turns out to be gone is forgotten, and the other side is told', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    sockets.gone.add('patron-A')
    await run(ports, 'A', { type: 'Say', at: at + 20, from: librarian, n: 1, text: 'Hello' })
    expect((await ports.sessions.load('A'))?.session.patron.connection).toBeUndefined()
    expect(sockets.to('rob-1').at(-1)).toMatchObject({ type: 'patron-here', here: false })
  })

  it('R36 a repeat is pushed again with its first number, in case it was missed', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    const say = { type: 'Say', at: at + 20, from: librarian, n: 1, text: 'Hello' } as const
    await run(ports, 'A', say)
    const again = await run(ports, 'A', { ...say, at: at + 30 })
    expect(again).toMatchObject({ events: [{ type: 'Said', number: 2, at: at + 20 }] })
    const heard = sockets.to('patron-A').filter(({ type }) => type === 'message')
    expect(heard).toHaveLength(2)
    expect(heard[0]).toEqual(heard[1])
  })

  it('R36 a repeat after the end is acknowledged but not pushed', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    const say = { type: 'Say', at: at + 20, from: librarian, n: 1, text: 'Hello' } as const
    await run(ports, 'A', say)
    await runEnding(ports, 'A', { type: 'Close', at: at + 25, by: 'rob', today: '2026-11-24', despite: ['not-asked'] })
    expect(await run(ports, 'A', { ...say, at: at + 30 })).toMatchObject({ events: [{ type: 'Said', number: 2 }] })
    expect(sockets.to('patron-A').map(({ type }) => type)).toEqual(['librarian-joined', 'message', 'ended'])
  })
})

describe('pick-up', () => {
  it('R2 N who pick up at once get the N longest-waiting, and the rest are told that nobody is left', async () => {
    const { ports, tables, duty } = await deskWith('A', 'B', 'C')
    const otherPatrons = ['ann', 'bea', 'cleo'].map(librarian => ({ ...duty, librarian, connection: librarian }))
    for (const other of otherPatrons) await tables.roster.arrive(other, at)
    const outcomes = await Promise.all([duty, ...otherPatrons].map(one => pickUpOldest(ports, one, at + 10)))
    const picked = outcomes.flatMap(outcome => ('session' in outcome ? [outcome.session.id] : []))
    expect(picked.toSorted()).toEqual(['A', 'B', 'C'])
    expect(outcomes.filter(outcome => 'refusal' in outcome)).toMatchObject([{ refusal: { code: 'nobody-waiting' } }])
  })
})

describe('the end of a session', () => {
  const close = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-11-24' } as const

  it('R29 starts the follow-up timer if there is a follow-up, and only then', async () => {
    const { ports, started, duty } = await deskWith('A', 'B')
    await pickUpOldest(ports, duty, at + 10)
    await runEnding(ports, 'B', { type: 'Leave', at: at + 15 })
    expect([...started.followUps]).toEqual([])
    await run(ports, 'A', { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
    await runEnding(ports, 'A', { type: 'Close', at: at + 30, by: 'rob', ...close })
    expect([...started.followUps]).toEqual(['A-2'])
  })

  it('is kept even if that timer could not be started, which is logged', async () => {
    const { ports, failures, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    await run(ports, 'A', { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
    const timers = { ...ports.timers, startFollowUp: async () => Promise.reject(new Error('no answer')) }
    const outcome = await runEnding({ ...ports, timers }, 'A', { type: 'Close', at: at + 30, by: 'rob', ...close })
    expect(outcome).toMatchObject({ session: { status: 'closed' } })
    expect(failures).toEqual(['start of a follow-up'])
  })
})

describe('the session’s timer', () => {
  it('starts a follow-up timer again whose start may have been lost, until its mails are out', async () => {
    const { ports, started, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    await run(ports, 'A', { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
    const close = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-11-24' } as const
    await runEnding(ports, 'A', { type: 'Close', at: at + 30, by: 'rob', ...close })
    started.followUps.clear()
    expect(await tickSession({ ...ports, directory }, { session: 'A' }, at + 100_000)).toEqual({
      ms: 300_000,
      keep: false,
    })
    expect([...started.followUps]).toEqual(['A-2'])
    for (const [n, kind] of [
      [1, 'follow-up'],
      [2, 'receipt'],
    ] as const)
      await runFollowUp(ports, 'A', { type: 'RecordMail', at: at + 110_000, n, kind, mail: `mail-${n}` })
    expect(await tickSession({ ...ports, directory }, { session: 'A' }, at + 400_000)).toBeUndefined()
  })

  it('R23 the goodbye of a session that it ends names both libraries like any other', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await pickUpOldest(ports, duty, at + 10)
    await run(ports, 'A', { type: 'Say', at: at + 10, from: librarian, n: 1, text: 'Hello' })
    const wren = library('wren', 'Wren', { goodbye: 'Thank you from {patronLibrary} and {librarianLibrary}.' })
    const rob = entryOf('rob', 'Rob', 'larch')
    const both = directoryOf([wren, library('larch', 'Larch')], [rob])
    await tickSession({ ...ports, directory: both }, { session: 'A' }, at + 10 + defaultTiming.idleLimit)
    expect(sockets.to('patron-A').find(({ type }) => type === 'ended')).toMatchObject({
      goodbye: 'Thank you from Wren and Larch.',
    })
  })

  it('R20 a patron who vanished or whose session was closed no longer counts in the librarian’s other sessions', async () => {
    const { ports, duty } = await deskWith('A', 'B')
    await pickUpOldest(ports, duty, at + 10)
    await pickUpOldest(ports, duty, at + 20)
    await run(ports, 'B', { type: 'Say', at: at + 900_000, from: librarian, n: 1, text: 'Hello' })
    await run(ports, 'B', { type: 'RecordOtherPatrons', at: at + 900_001, librarian: 'rob', otherPatrons: ['1:abc'] })
    await tickSession({ ...ports, directory }, { session: 'A' }, at + 910_000)
    expect((await ports.sessions.load('B'))?.session).toMatchObject({ librarian: { otherPatrons: [] } })
  })

  it('R33 repeats the state of the session at each wake to a side that may have missed something', async () => {
    const { ports, sockets, duty } = await deskWith('A')
    await tickSession({ ...ports, directory }, { session: 'A' }, at + 10)
    expect(sockets.to('patron-A').filter(({ type }) => type === 'standing')).toEqual([])
    await pickUpOldest(ports, duty, at + 20)
    await tickSession({ ...ports, directory }, { session: 'A' }, at + 30)
    const standing = { type: 'standing', session: 'A', status: 'active', last: 1 }
    expect(sockets.to('rob-1').at(-1)).toEqual(standing)
    expect(sockets.to('patron-A').at(-1)).toEqual(standing)
  })

  it('ends at once without a session, and otherwise sleeps until something can be due', async () => {
    const { ports } = await deskWith('A')
    expect(await tickSession({ ...ports, directory }, { session: 'never' }, at)).toBeUndefined()
    expect(await tickSession({ ...ports, directory }, { session: 'A' }, at)).toEqual({ ms: 300_000, keep: false })
  })
})
