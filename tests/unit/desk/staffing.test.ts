import { expect, it } from 'vitest'
import { openSession } from '../../../lib/desk/open-session.ts'
import { staffing } from '../../../lib/desk/staffing.ts'
import { quarterFor } from '../../../lib/desk/sweep.ts'
import { at, deskOf, librarian, library, onDuty } from '../members.ts'

/** Open on Mondays from nine to five, New York time; the ladder is the own library, then the cooperative. */
const wren = library('wren', 'Wren', { hours: [{ day: 'monday', from: '09:00', to: '17:00' }] })
const rob = librarian('rob', 'Rob', 'wren', { pools: ['library:wren'] })
const ann = librarian('ann', 'Ann', 'larch', { pools: ['cooperative'] })
const open = Date.parse('2026-11-23T15:00:00Z')
const closed = Date.parse('2026-11-23T23:00:00Z')

async function deskAt(when: number, who: readonly (typeof rob)[]) {
  const desk = await deskOf([wren], [])
  for (const [i, one] of who.entries()) await desk.ports.roster.arrive(onDuty(one), when - 60_000 + i)
  return desk
}
const staffed = async (who: readonly (typeof rob)[], when = open, theirs = wren) =>
  (await staffing((await deskAt(when, who)).ports.roster, theirs, 1, when)).ladder.staffed

it('R4 a pool is staffed while one of its members is on duty', async () => {
  expect(await staffed([rob, ann])).toEqual(['library:wren', 'cooperative'])
  expect(await staffed([ann])).toEqual(['cooperative'])
  expect(await staffed([])).toEqual([])
})

it('R4 outside its opening hours a library’s own pool counts as empty even if somebody is signed in; the others do not', async () => {
  const { roster } = (await deskAt(closed, [rob, ann])).ports
  const { ladder, line } = await staffing(roster, wren, 1, closed)
  expect(ladder).toEqual({ rungs: wren.ladder, staffed: ['cooperative'] })
  expect(line(0)).toEqual([{ librarian: 'ann', connection: 'ann-1' }])
})

it('R4 on a closed day a library’s own pool counts as empty in spite of its hours', async () => {
  expect(await staffed([rob, ann], open, { ...wren, closedDays: ['2026-11-23'] })).toEqual(['cooperative'])
  expect(await staffed([rob, ann], open, { ...wren, closedDays: ['2026-11-24'] })).toContain('library:wren')
})

it('R4 opening hours are those of the library’s time zone', async () => {
  const honolulu = { ...wren, timeZone: 'Pacific/Honolulu' }
  expect(await staffed([rob], open, honolulu)).toEqual([])
  expect(await staffed([rob], closed, honolulu)).toEqual(['library:wren'])
})

it('R4 a question to a closed library reaches the next rung at once, one to an open library after its time', async () => {
  const reached = async (when: number) => {
    const { ports } = await deskAt(when, [rob, ann])
    const outcome = await openSession(ports, wren, 'A', { question: 'The almanac?' }, when)
    return 'session' in outcome && outcome.session.status === 'waiting' ? outcome.session.pools : []
  }
  expect(await reached(open)).toEqual(['library:wren'])
  expect(await reached(closed)).toEqual(['library:wren', 'cooperative'])
})

it('R6 a question while nobody is on duty on any rung is offered an address at once', async () => {
  const { ports } = await deskAt(closed, [rob])
  expect(await openSession(ports, wren, 'A', { question: 'The almanac?' }, closed)).toMatchObject({
    events: [{ type: 'Asked' }, { type: 'AddressOffered', at: closed }],
  })
})

it('R45 a question alerts the one whose turn it is, of the rungs that it has reached', async () => {
  const bea = librarian('bea', 'Bea', 'wren')
  const { ports, sent } = await deskAt(open, [ann, rob, bea])
  expect(await openSession(ports, wren, 'A', { question: 'The almanac?' }, open)).toMatchObject({
    events: [{ type: 'Asked' }, { type: 'Alerted', to: [{ librarian: 'rob' }] }],
  })
  expect(sent).toMatchObject([
    { connection: 'rob-1', frame: { type: 'waiting', session: 'A', question: 'The almanac?' } },
  ])
})

it('R40 a rung whose only librarian is asleep is not staffed, and they are not in line', async () => {
  const { ports } = await deskAt(open, [rob, ann])
  await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], open)
  const { ladder, line } = await staffing(ports.roster, wren, 4, open)
  expect(ladder.staffed).toEqual(['cooperative'])
  expect(line(0)).toEqual([{ librarian: 'ann', connection: 'ann-1' }])
})

it('the timer of a session is started, and the sweep told of it, before its first step is written', async () => {
  const { ports, started } = await deskOf([wren], [rob])
  const sessions = { ...ports.sessions, append: async () => Promise.reject(new Error('no answer')) }
  await expect(openSession({ ...ports, sessions }, wren, 'A', { question: '?' }, at)).rejects.toThrow('no answer')
  expect([...started.sessions.keys()]).toEqual(['A-1'])
  expect(await ports.watch.filed(quarterFor(at))).toEqual(['A'])
})
