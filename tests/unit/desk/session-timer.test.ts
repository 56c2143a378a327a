import { describe, expect, it } from 'vitest'
import { pickUpOldest, startServing } from '../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { tickSession } from '../../../lib/desk/session-timer.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Public Library')
const rob = librarian('rob', 'Rob', 'wren')
const hour = 3_600_000

async function waiting() {
  const desk = await deskOf([wren], [rob])
  await asks(desk.ports, 'A', at)
  return desk
}

async function served() {
  const desk = await waiting()
  const outcome = await pickUpOldest(desk.ports, onDuty(rob), at + 10)
  if ('refusal' in outcome) throw new Error(outcome.refusal.code)
  return { ...desk, session: outcome.session }
}

describe('the timers of a session', () => {
  it('R7 whoever picks up has the session a timer that wakes for the greeting, and takes the place of the one before', async () => {
    const { ports, session, started } = await served()
    await startServing(ports, session)
    expect([...started.sessions]).toEqual([['A-2', 30]])
  })

  it('that it cannot be started there keeps nobody from serving', async () => {
    const { ports, session, failures } = await served()
    const timers = { ...ports.timers, startSession: async () => Promise.reject(new Error('throttled')) }
    await startServing({ ...ports, timers }, session)
    expect(failures).toEqual(['start of a timer'])
  })

  it('one whose place is taken starts the other, in case nobody has, and is over', async () => {
    const { ports, started } = await served()
    expect(await tickSession(ports, { session: 'A', generation: 1 }, at + 60_000)).toBeUndefined()
    expect([...started.sessions]).toEqual([['A-2', 0]])
    expect((await ports.sessions.load('A'))?.session).toMatchObject({ librarian: { id: 'rob' } })
  })

  it('the newest goes on, and so does one of the release before, which has no number', async () => {
    const { ports, started } = await served()
    for (const generation of [2, undefined])
      expect(
        await tickSession(ports, { session: 'A', ...(generation !== undefined && { generation }) }, at + 20),
      ).toEqual({ ms: defaultTiming.greetingNudge - 10, keep: false })
    expect([...started.sessions]).toEqual([])
  })

  it('an execution that is an hour old goes on as another, long before its history is full', async () => {
    const { ports, started } = await waiting()
    const now = at + 60_000
    const woken = { session: 'A', generation: 1, since: now - hour }
    expect(await tickSession(ports, { ...woken, since: now - hour + 1 }, now)).toMatchObject({ ms: 15_000 })
    expect(await tickSession(ports, woken, now)).toBeUndefined()
    expect([...started.sessions]).toEqual([['A-2', 15]])
    expect((await ports.sessions.load('A'))?.session.generation).toBe(2)
  })

  it('R16 what is said after the greeting may put it off', async () => {
    const { ports } = await served()
    await run(ports, 'A', { type: 'Say', at: at + 20, from: { role: 'librarian', id: 'rob' }, n: 1, text: 'Hello' })
    expect(await tickSession(ports, { session: 'A', generation: 2 }, at + 30_000)).toEqual({
      ms: defaultTiming.silenceWarning - 29_980,
      keep: true,
    })
  })

  it('R29 what follows has another timer where nobody has begun with its mail for ten minutes', async () => {
    const { ports, started } = await served()
    await run(ports, 'A', { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
    const owing = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-11-24' } as const
    await runEnding(ports, 'A', { type: 'Close', at: at + 30, by: 'rob', despite: ['not-asked'], ...owing })
    await tickSession(ports, { session: 'A', generation: 2 }, at + 600_029)
    expect([...started.followUps]).toEqual(['A-2'])
    await tickSession(ports, { session: 'A', generation: 2 }, at + 600_030)
    expect([...started.followUps]).toEqual(['A-2', 'A-3'])
    expect(await tickSession(ports, { session: 'A', generation: 2 }, at + 900_000)).toBeUndefined()
  })

  it('a second timer is over once what was pending is due', async () => {
    const { ports } = await served()
    expect(await tickSession(ports, { session: 'A', until: 'next' }, at + 20)).toEqual({ ms: 29_990 })
    expect(await tickSession(ports, { session: 'A', until: 'then' }, at + 30_010)).toBeUndefined()
  })

  it('R34 it goes on while the librarian’s connection is lost, whatever else was pending before', async () => {
    const { ports } = await served()
    await run(ports, 'A', { type: 'Say', at: at + 20, from: { role: 'librarian', id: 'rob' }, n: 1, text: 'Hello' })
    await run(ports, 'A', { type: 'GoAway', at: at + 30, connection: 'rob-1' })
    expect(await tickSession(ports, { session: 'A', until: 'then' }, at + 15_030)).toEqual({
      ms: defaultTiming.vanishedAfter - 15_000,
    })
    await tickSession(ports, { session: 'A', until: 'then' }, at + 30 + defaultTiming.vanishedAfter)
    expect((await ports.sessions.load('A'))?.session.status).toBe('waiting')
  })

  it('R34 R45 it goes on while the patron waits again, and the first may sleep for longer', async () => {
    const { ports } = await waiting()
    expect(await tickSession(ports, { session: 'A', until: 'then' }, at + 20)).toEqual({ ms: 15_000 })
    expect(await tickSession(ports, { session: 'A', until: 'then' }, at + 15_020)).toEqual({ ms: 14_980 })
    expect(await tickSession(ports, { session: 'A', until: 'then' }, at + 121_000)).toBeUndefined()
  })
})
