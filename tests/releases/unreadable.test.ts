import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type VirtualClock, virtualClock } from '../../local/clock.ts'
import { fields, parseJson } from '../../local/template/shape.ts'
import { readTemplate } from '../../local/template/template.ts'
import { startDesk, type TestDesk, type Wire } from '../desk/desk.ts'
import { mailsOf } from './day.ts'
import { openFixture, type RawItem, readFixture } from './fixture.ts'

const dayMs = 86_400_000
const path = 'cdk.out/Coopdesk.template.json'
const fixture = readFixture('next')
const { patrons, followUps, at } = fixture.left

/** Of a release that does not exist yet. */
const later = { version: { N: '99' } }

/** The items of a table, changed. */
const changed = (table: string, change: (item: RawItem) => readonly RawItem[]) =>
  (fixture.tables[table] ?? []).flatMap(change)

const isOf = ({ session }: RawItem, id: string) => session?.S === id

/** The fixture with items that cannot be read, one of each kind. */
const damaged = {
  ...fixture,
  tables: {
    ...fixture.tables,
    SessionsTable: changed('SessionsTable', item => {
      if (isOf(item, patrons.waiting.session)) return [{ ...item, ...later }]
      if (isOf(item, followUps.promised)) return [{ ...item, state: { M: {} } }]
      // Only its beginning: the current session can be read, and its messages cannot.
      if (isOf(item, patrons.active.session) && item.step?.N === '1')
        return [{ ...item, events: { L: [{ S: 'Jane' }] } }]
      return [item]
    }),
    WaitingTable: changed('WaitingTable', item => {
      const { question: _question, ...broken } = item
      return [item, { ...broken, session: { S: 'BROKEN' }, place: { S: '000000000000001#X' } }]
    }),
    FollowUpsTable: changed('FollowUpsTable', item => [isOf(item, followUps.owed) ? { ...item, ...later } : item]),
    RosterTable: changed('RosterTable', item => [{ ...item, ...later }]),
  },
}

describe('what cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-unreadable-'))
  const lines: string[] = []
  let clock: VirtualClock
  let desk: TestDesk
  let rob: Wire
  let nancy: Wire

  beforeAll(async () => {
    const dataFile = join(folder, 'desk.db')
    await openFixture(damaged, dataFile, await readTemplate(path))
    clock = virtualClock(at)
    desk = await startDesk({
      dataFile,
      clock,
      schedulesApartMs: 100 * dayMs,
      onEvent: ({ line }) => void lines.push(line),
    })
    rob = await desk.open(await desk.librarianTicket('rob@state-college.example.org'))
    nancy = await desk.open(await desk.librarianTicket('nancy@valley-university.example.edu'))
  })
  afterAll(async () => {
    await desk?.stop()
    rmSync(folder, { recursive: true })
  })

  it('of a librarian is replaced when they come on duty, and hides no waiting patron', async () => {
    const { waiting } = await rob.send({ action: 'on-duty' })
    const sessions = Array.isArray(waiting) ? waiting.map(({ session }) => session) : []
    expect(sessions).toEqual([patrons.waiting.session, patrons.waitingToo.session])
  })

  it('of one patron keeps no other waiting, and a request for that one is not told to try again', async () => {
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({
      type: 'picked-up',
      session: patrons.waitingToo.session,
    })
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'refused', code: 'unreadable' })
    const { session, pass } = patrons.waiting
    const { status, body } = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${pass}` })
    expect(status).toBe(201)
    const patron = await desk.open(String(body.ticket))
    expect(await patron.send({ action: 'resume', session, after: 0 })).toMatchObject({ code: 'unreadable' })
    expect(await patron.send({ action: 'say', session, n: 1, text: 'Hello?' })).toMatchObject({ code: 'unreadable' })
    patron.cut()
  })

  it('of an earlier message stops only reading it again, not the conversation', async () => {
    const { session } = patrons.active
    expect(await rob.send({ action: 'resume', session, after: 0 })).toMatchObject({ code: 'unreadable' })
    expect(await rob.send({ action: 'say', session, n: 3, text: 'Is that all?' })).toMatchObject({ number: 4 })
    expect(await rob.send({ action: 'close', session })).toMatchObject({ type: 'closed' })
  })

  it('of one follow-up hides no other', async () => {
    const { followUps: listed } = await nancy.send({ action: 'follow-ups' })
    const sessions = Array.isArray(listed) ? listed.map(({ session }) => session) : []
    const others = ['taken', 'held', 'undeliverable', 'overdue'] as const
    expect(sessions.sort()).toEqual(others.map(name => followUps[name]).sort())
  })

  it('is retried by its timers, and stops no other', async () => {
    await clock.advance(10 * dayMs)
    await desk.cloud.quiet()
    const sessionTimers = desk.cloud.executions('SessionTimersMachine')
    const followUpTimers = desk.cloud.executions('FollowUpTimersMachine')
    const of = (timers: typeof sessionTimers, session: string) =>
      Object.entries(timers).flatMap(([name, state]) => (name.startsWith(session) ? [state] : []))
    expect(of(sessionTimers, patrons.waiting.session)).toContain('RUNNING')
    expect(of(sessionTimers, patrons.waitingToo.session)).not.toContain('RUNNING')
    expect(of(followUpTimers, followUps.promised)).toContain('RUNNING')
    expect(Object.values({ ...sessionTimers, ...followUpTimers })).not.toContain('FAILED')
    expect((await mailsOf(desk, followUps.overdue)).length).toBeGreaterThan(0)
  })

  it('is logged by kind and id, for the alarm to count, and without its contents', () => {
    const said = lines
      .map(parseJson)
      .map(fields)
      .filter(({ message }) => message === 'unreadable')
    const kinds = said.map(({ kind }) => kind)
    expect([...new Set(kinds)].sort()).toEqual(['follow-up-entry', 'on-duty', 'queue-entry', 'step'])
    const known = ['level', 'message', 'timestamp', 'service', 'sampling_rate', 'kind', 'id', 'version', 'field']
    for (const line of said) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(line)))
      expect(JSON.stringify(line)).not.toMatch(/Jane|Ada|piano|almanac|example\.org/)
    }
  })
})
