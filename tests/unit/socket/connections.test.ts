import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../lib/consortium/library.ts'
import { run } from '../../../lib/desk/run.ts'
import { connect, connectionActions, disconnect } from '../../../lib/socket/connections.ts'
import { answered } from '../../../lib/socket/route.ts'
import { memoryLog } from '../../memory/outside.ts'
import { memoryTables } from '../../memory/tables.ts'
import { at, directoryOf, library } from '../members.ts'
import { deskBefore, frames, identities, type Who } from '../open-desk.ts'

const { session: jane } = identities['its patron']

/** The desk on which Rob serves Jane, and what it looks like when somebody's connection ends. */
async function desk() {
  const there = await deskBefore()
  const ends = (who: Who, connection = `${who}-1`) =>
    disconnect(there.ports, { identity: identities[who], connection, at: at + 1 })
  const session = async () => (await there.ports.sessions.load(jane))?.session
  return { ...there, ends, session }
}

/** The entrance of a desk with these limits, and the connections that it ended. */
function entrance(limits = defaultLimits, ends: (connection: string) => Promise<void> = async () => {}) {
  const { tickets } = memoryTables()
  const { log, failures } = memoryLog()
  const ended: string[] = []
  const connections = {
    close: async (connection: string) => {
      await ends(connection)
      ended.push(connection)
    },
  }
  const directory = directoryOf([library('wren', 'Wren Library', { limits })])
  const connects = (context: unknown, connection = 'c') =>
    connect({ tickets, directory, connections, log }, context, connection, at)
  return { connects, ended, failures }
}

describe('a connection', () => {
  it('is accepted once for each ticket, and not after it has expired', async () => {
    const { connects } = entrance()
    const context = { ticket: 't-1', expiresAt: String(at + 60_000) }
    expect(await connects(context)).toBe('welcome')
    expect(await connects(context, 'another')).toBe('refused')
    expect(await connects({ ...context, ticket: 't-2' })).toBe('welcome')
  })

  it('is accepted only by what the authorizer says about its ticket', async () => {
    const { connects } = entrance()
    for (const context of [undefined, {}, { ticket: 't-1' }, { expiresAt: '1' }, { ticket: 1, expiresAt: 1 }])
      await expect(connects(context)).rejects.toThrow()
  })

  it('a session has so many sockets at most: with one more the oldest ends, and no patron is kept out', async () => {
    const { connects, ended } = entrance({ ...defaultLimits, sockets: 3 })
    const back = { ...identities['its patron'], again: 'true' }
    const open = (n: number, more: object = back) =>
      connects({ ...more, ticket: `t-${n}`, expiresAt: String(at + 60_000) }, `c-${n}`)
    expect(await open(1, identities['its patron'])).toBe('welcome')
    for (const n of [2, 3, 4, 5]) expect(await open(n)).toBe('welcome')
    expect(ended).toEqual(['c-2', 'c-3'])
    expect(await open(6, { ...back, session: 'another' })).toBe('welcome')
    expect(await open(7, identities['its librarian'])).toBe('welcome')
    expect(ended).toEqual(['c-2', 'c-3'])
  })

  it('that cannot end an older one is accepted all the same', async () => {
    const { connects, failures } = entrance({ ...defaultLimits, sockets: 2 }, () =>
      Promise.reject(new Error('Throttled')),
    )
    const context = { ...identities['its patron'], again: 'true', expiresAt: String(at + 60_000) }
    for (const ticket of ['t-1', 't-2', 't-3']) expect(await connects({ ...context, ticket }, ticket)).toBe('welcome')
    expect(failures.length).toBeGreaterThan(0)
  })

  it('R33 that ends marks its patron as away, who continues after coming back', async () => {
    const { ends, ask, session } = await desk()
    await ends('its patron')
    expect((await session())?.patron.connection).toBeUndefined()
    expect(await ask('resume', frames.resume, 'its patron')).toMatchObject({ type: 'resumed', status: 'active' })
    expect((await session())?.patron.connection).toBe('its patron-1')
  })

  it('R33 that is an old one ends nothing', async () => {
    const { ends, state } = await desk()
    const before = await state()
    await ends('its patron', 'its patron-0')
    await ends('its librarian', 'its librarian-0')
    expect((await state()).sessions).toEqual(before.sessions)
    expect((await state()).duty).toEqual(before.duty)
  })

  it('R34 of a librarian, when it ends, takes them off duty and marks them as away in all their sessions', async () => {
    const { ends, session, ports } = await desk()
    await ends('its librarian')
    expect(await session()).toMatchObject({ status: 'active', librarian: { awaySince: at + 1 } })
    expect((await ports.roster.find('rob')).duty).toBeUndefined()
  })

  it('R4 of the last librarian on a rung, when it ends, moves the patrons waiting there, and no other does', async () => {
    const { ends, ports, state } = await desk()
    const ladder = { rungs: [{ pool: 'library:wren', after: 0 }], staffed: ['library:wren'] }
    await run(ports, 'ann', { type: 'Ask', at, session: 'ann', library: 'wren', ladder, question: 'Maps?' })
    const woken = async () => [...(await state()).timers.looks].filter(look => look.includes('rung'))
    await ends('its librarian')
    await ends('a colleague who has joined')
    expect(await woken()).toEqual([])
    await ends('a colleague')
    expect(await woken()).toEqual([`ann-rung-${at + 1}`])
  })

  it('R38 brings a closed conversation back to its librarian for some days, and to its patron without such a limit', async () => {
    const { ask, ports } = await desk()
    await ask('close', frames.close, 'its librarian')
    const resumes = (who: Who, later: number, directory = ports.directory) => {
      const caller = { identity: identities[who], connection: `${who}-1`, at: at + later }
      const frame = JSON.stringify({ action: 'resume', ...frames.resume })
      return answered(connectionActions({ ...ports, directory }), frame, caller, ports.log)
    }
    const [hour, year] = [3_600_000, 365 * 86_400_000]
    expect(await resumes('its librarian', hour)).toMatchObject({ type: 'resumed', status: 'closed' })
    expect(await resumes('its librarian', year)).toMatchObject({ code: 'too-long-ago' })
    expect(await resumes('its librarian', hour, directoryOf([]))).toMatchObject({ code: 'unknown-librarian' })
    expect(await resumes('its patron', year)).toMatchObject({ type: 'resumed', status: 'closed' })
  })

  it('R33 brings back the messages after one, or the ones before it', async () => {
    const { ask } = await desk()
    for (const n of [1, 2]) await ask('say', { session: jane, n, text: `Page ${n}.` }, 'its patron')
    const numbers = async (some: object) => {
      const reply = await ask('resume', { session: jane, after: 0, ...some }, 'its patron')
      return reply.type === 'resumed' ? reply.messages.map(({ number }) => number) : []
    }
    expect(await numbers({ after: 1 })).toEqual([2, 3])
    expect(await numbers({ before: 3 })).toEqual([1, 2])
  })

  it('of somebody else brings back nothing of a session', async () => {
    const { ask, state } = await desk()
    const before = await state()
    for (const who of ['another patron', 'a patron elsewhere', 'a colleague', 'a librarian elsewhere'] as const)
      expect(await ask('resume', frames.resume, who)).toMatchObject({ type: 'refused', code: 'not-yours' })
    expect(await state()).toEqual(before)
  })
})

describe('R6 the place of a patron', () => {
  it('is told to whoever waits, and to nobody who is served', async () => {
    const { ask } = await desk()
    const { session } = identities['a patron elsewhere']
    expect(await ask('place', { session }, 'a patron elsewhere')).toStrictEqual({
      ...{ type: 'place', session, before: 0, staffed: true, answers: 'own', now: at },
    })
    expect(await ask('place', { session: jane }, 'its patron')).toMatchObject({ code: 'already-picked-up' })
  })
})
