import { expect, it } from 'vitest'
import { openSession } from '../../../lib/desk/open-session.ts'
import { staffedLadder } from '../../../lib/desk/staffing.ts'
import { at, deskOf, librarian, library } from '../members.ts'

/** Open on Mondays from nine to five, New York time; the ladder is the own library, then the cooperative. */
const wren = library('wren', 'Wren', { hours: [{ day: 'monday', from: '09:00', to: '17:00' }] })
const rob = librarian('rob', 'Rob', 'wren', { pools: ['library:wren'] })
const ann = librarian('ann', 'Ann', 'larch', { pools: ['cooperative'] })
const open = Date.parse('2026-11-23T15:00:00Z')
const closed = Date.parse('2026-11-23T23:00:00Z')

it('R4 a pool is staffed while somebody of it is on duty', async () => {
  const staffed = async (...who: (typeof rob)[]) =>
    (await staffedLadder((await deskOf([wren], who)).ports.roster, wren, open)).staffed
  expect(await staffed(rob, ann)).toEqual(['library:wren', 'cooperative'])
  expect(await staffed(ann)).toEqual(['cooperative'])
  expect(await staffed()).toEqual([])
})

it('R4 outside its opening hours a library’s own pool counts as empty, whoever is signed in; the others do not', async () => {
  const { roster } = (await deskOf([wren], [rob, ann])).ports
  expect((await staffedLadder(roster, wren, closed)).staffed).toEqual(['cooperative'])
  expect((await staffedLadder(roster, wren, closed)).rungs).toEqual(wren.ladder)
})

it('R4 on a closed day a library’s own pool counts as empty, whatever its hours say', async () => {
  const { roster } = (await deskOf([wren], [rob, ann])).ports
  expect((await staffedLadder(roster, { ...wren, closedDays: ['2026-11-23'] }, open)).staffed).toEqual(['cooperative'])
  expect((await staffedLadder(roster, { ...wren, closedDays: ['2026-11-24'] }, open)).staffed).toContain('library:wren')
})

it('R4 opening hours are those of the library’s time zone', async () => {
  const { roster } = (await deskOf([wren], [rob])).ports
  const honolulu = { ...wren, timeZone: 'Pacific/Honolulu' }
  expect((await staffedLadder(roster, honolulu, open)).staffed).toEqual([])
  expect((await staffedLadder(roster, honolulu, closed)).staffed).toEqual(['library:wren'])
})

it('R4 a question to a closed library stands on the next rung at once, to an open one after its time', async () => {
  const reached = async (when: number) => {
    const { ports } = await deskOf([wren], [rob, ann])
    const outcome = await openSession(ports, wren, 'A', { question: 'The almanac?' }, when)
    return 'session' in outcome && outcome.session.status === 'waiting' ? outcome.session.pools : []
  }
  expect(await reached(open)).toEqual(['library:wren'])
  expect(await reached(closed)).toEqual(['library:wren', 'cooperative'])
})

it('R6 a question while nobody is on duty on any rung is offered an address at once', async () => {
  const { ports } = await deskOf([wren], [rob])
  expect(await openSession(ports, wren, 'A', { question: 'The almanac?' }, closed)).toMatchObject({
    events: [{ type: 'Asked' }, { type: 'AddressOffered', at: closed }],
  })
})

it('the timer of a session is started before its first step is written', async () => {
  const { ports, started } = await deskOf([wren], [rob])
  const sessions = { ...ports.sessions, append: async () => Promise.reject(new Error('no answer')) }
  await expect(openSession({ ...ports, sessions }, wren, 'A', { question: '?' }, at)).rejects.toThrow('no answer')
  expect([...started.sessions.keys()]).toEqual(['A'])
})
