import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import type { LivingTimers } from '../../../lib/desk/ports.ts'
import { run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { quarterFor, quarterMs, sweep } from '../../../lib/desk/sweep.ts'
import { Unreadable } from '../../../lib/desk/unreadable.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Public Library')
const rob = librarian('rob', 'Rob', 'wren')
const hour = 3_600_000

/** The sweep that comes next after a session was filed at this moment. */
const nextAfter = (moment: number) => (quarterFor(moment) + 1) * quarterMs

/** Sessions that wait, and are filed; those whose timer lives are named `<session>-<generation>`. */
async function deskWith(...sessions: string[]) {
  const desk = await deskOf([wren], [rob])
  const alive = new Set<string>()
  const asked: string[] = []
  const living: LivingTimers = {
    isAlive: async (session, generation) => {
      asked.push(`${session}-${generation}`)
      return alive.has(`${session}-${generation}`)
    },
  }
  for (const session of sessions) {
    await asks(desk.ports, session, at)
    await desk.ports.watch.file(session, quarterFor(at))
  }
  return { ...desk, alive, asked, ports: { ...desk.ports, living, librarianFactsDays: 396 } }
}

const owing = { code: 'follow-up-by-patrons-library', deadline: 'none', today: '2026-11-24' } as const

/** A session that ended with something owed to its patron. */
async function owed() {
  const desk = await deskWith('A')
  const { ports } = desk
  await pickUpOldest(ports, onDuty(rob), at + 10)
  await run(ports, 'A', { type: 'AttestContact', at: at + 20, by: 'rob', email: 'jane@example.org' })
  await runEnding(ports, 'A', { type: 'Close', at: at + 30, by: 'rob', despite: ['not-asked'], ...owing })
  desk.started.followUps.clear()
  return desk
}

describe('the sweep', () => {
  it('starts the next timer of a session that has none, and says so', async () => {
    const { ports, started } = await deskWith('A')
    expect(await sweep(ports, nextAfter(at))).toEqual(['A'])
    expect([...started.sessions]).toEqual([['A-2', 0]])
    expect((await ports.sessions.load('A'))?.session.generation).toBe(2)
  })

  it('leaves a session alone whose timer runs, and looks again a quarter of an hour later, until it is over', async () => {
    const { ports, started, alive, asked } = await deskWith('A')
    alive.add('A-1')
    const first = nextAfter(at)
    expect(await sweep(ports, first)).toEqual([])
    alive.clear()
    expect(await sweep(ports, first + quarterMs)).toEqual(['A'])
    alive.add('A-2')
    expect(await sweep(ports, first + 2 * quarterMs)).toEqual([])
    await runEnding(ports, 'A', { type: 'Leave', at: first + 2 * quarterMs })
    expect(await sweep(ports, first + 3 * quarterMs)).toEqual([])
    expect(await sweep(ports, first + 4 * quarterMs)).toEqual([])
    expect(asked).toEqual(['A-1', 'A-1', 'A-2'])
    expect([...started.sessions.keys()]).toEqual(['A-2'])
  })

  it('R16 asks for the timer that looks after the session now, once its librarian is overdue, and not before', async () => {
    const { ports, alive, asked } = await deskWith('A')
    const next = nextAfter(at)
    await pickUpOldest(ports, onDuty(rob), next - 80_000)
    alive.add('A-1')
    expect(await sweep(ports, next)).toEqual([])
    expect(asked).toEqual([])
    expect(await sweep(ports, next + quarterMs)).toEqual(['A'])
    expect(asked).toEqual(['A-2'])
  })

  it('reads each quarter of an hour once, and none that is not over', async () => {
    const { ports, alive, asked } = await deskWith('A')
    alive.add('A-1')
    const first = nextAfter(at)
    await sweep(ports, first - 1)
    expect(asked).toEqual([])
    await sweep(ports, first)
    await sweep(ports, first + 1)
    expect(asked).toEqual(['A-1'])
  })

  it('makes up for the sweeps that did not come', async () => {
    const { ports, started } = await deskWith('A')
    await ports.watch.swept(quarterFor(at) - 3)
    expect(await sweep(ports, nextAfter(at) + 40 * quarterMs)).toEqual(['A'])
    expect([...started.sessions.keys()]).toEqual(['A-2'])
  })

  it('waits for a session that began a moment ago, and forgets one that never began', async () => {
    const { ports, started } = await deskWith('A')
    await ports.watch.file('never', quarterFor(at))
    await ports.watch.swept(0)
    const early = nextAfter(at - 900_000)
    const fresh = await deskWith()
    await asks(fresh.ports, 'B', early - 59_000)
    await fresh.ports.watch.file('B', quarterFor(early) - 1)
    expect(await sweep(fresh.ports, early)).toEqual([])
    expect(await fresh.ports.watch.filed(quarterFor(early))).toEqual(['B'])
    expect(await sweep(ports, nextAfter(at))).toEqual(['A'])
    expect(started.sessions.has('never-2')).toBe(false)
  })

  it('one that cannot be read, or asked about, keeps no other from being looked at, and is looked at again', async () => {
    const { ports, started, failures } = await deskWith('A', 'B', 'C')
    const sessions = {
      ...ports.sessions,
      glance: async (id: string) => {
        if (id === 'A') throw new Unreadable({ kind: 'step', id })
        if (id === 'B') throw new Error('throttled')
        return ports.sessions.glance(id)
      },
    }
    expect(await sweep({ ...ports, sessions }, nextAfter(at))).toEqual(['C'])
    expect(failures).toEqual(['sweep'])
    expect([...started.sessions.keys()]).toEqual(['C-2'])
    expect((await sweep(ports, nextAfter(at) + quarterMs)).toSorted()).toEqual(['A', 'B', 'C'])
  })
})

describe('the sweep, after a session', () => {
  it('R29 starts a follow-up’s timer where what is due was not done for two hours', async () => {
    const { ports, started } = await owed()
    expect(await sweep(ports, nextAfter(at))).toEqual([])
    expect(await sweep(ports, at + 2 * hour)).toEqual([])
    expect(await sweep(ports, at + 2 * hour + 3 * quarterMs)).toEqual(['A'])
    expect([...started.followUps]).toEqual(['A-3'])
  })

  it('R29 looks at one that is looked after only once more is due, and at nothing when all is done', async () => {
    const { ports } = await owed()
    const begun = at + 1_000
    await runFollowUp(ports, 'A', { type: 'RecordMail', at: begun, n: 1, kind: 'follow-up', mail: 'mail-1' })
    await runFollowUp(ports, 'A', { type: 'RecordMail', at: begun, n: 2, kind: 'receipt', mail: 'mail-2' })
    const by = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
    await runFollowUp(ports, 'A', { type: 'FinishFollowUp', at: begun, by, note: 'Telephoned.' })
    for (let quarter = 0; quarter < 12; quarter++)
      expect(await sweep(ports, nextAfter(at) + quarter * quarterMs)).toEqual([])
  })
})
