import { afterEach, describe, expect, it } from 'vitest'
import { defaultPatience } from '../../../client/connection.ts'
import type { Heard } from '../../../client/desk-client.ts'
import { connectLibrarian, type LibrarianOptions } from '../../../client/librarian-client.ts'
import { nodeSocket } from '../../../terminal/node-socket.ts'
import { fakeDesk, type Received } from './fake-desk.ts'

const patience = { ...defaultPatience, firstRetry: 1, longestRetry: 5 }
const held = '01JD0000000000000000000001'
const patron = (session: string, askedAt: number) => ({ session, library: 'mesa', askedAt, question: 'Maps?' })

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

/** A librarian at a desk where these patrons wait. */
async function librarianAt(waiting: ReturnType<typeof patron>[], more: Partial<LibrarianOptions> = {}) {
  const there = { waiting, isLost: false, wakesBy: 'queue', heard: [] as Heard[] }
  const frame = ({ action, session, n }: Received) => {
    if (action === 'on-duty') return { type: 'on-duty', pools: [], limit: 3, waiting: there.waiting, sessions: [held] }
    if (action === 'say') return { type: 'said', session, n, number: 2, at: 1 }
    const awoken = action === there.wakesBy && { asleep: true }
    if (action === 'queue') return { type: 'queue', waiting: there.waiting, ...awoken }
    if (action === 'heard') return { type: 'heard', session, ...awoken }
    if (action === 'off-duty') return { type: 'off-duty', sessions: [held] }
    if (there.isLost) return { type: 'refused', action, code: 'not-picked-up', reason: 'No.' }
    const standing = { session, library: 'mesa', status: 'active', askedAt: 0, last: 1, patron: { here: true } }
    return { type: 'resumed', ...standing, n: 4, messages: [], more: false }
  }
  const desk = await fakeDesk({
    frame,
    http: (_path, ticket) => ({ status: 201, body: { librarian: 'rob', name: 'Rob', role: 'librarian', ...ticket } }),
  })
  open.push({ close: desk.stop })
  const rob = await connectLibrarian(desk.http, async () => ({ idToken: 'token' }), {
    socket: nodeSocket,
    patience,
    listener: heard => void there.heard.push(heard),
    ...more,
  })
  open.unshift(rob)
  return { desk, rob, there, actions: () => desk.received.map(({ action }) => action) }
}

describe('a librarian at the desk', () => {
  it('R3 comes on duty, sees who waits, the longest first, and goes on with the sessions they hold', async () => {
    const { desk, rob, actions } = await librarianAt([patron('b', 2), patron('a', 1)])
    expect(rob.waiting().map(({ session }) => session)).toEqual(['a', 'b'])
    expect(actions()).toEqual(['on-duty', 'resume'])
    expect(desk.received[1]).toMatchObject({ session: held, after: 0 })
  })

  it('R36 goes on in a session with the counter that the desk names', async () => {
    const { rob } = await librarianAt([])
    expect(await rob.send({ action: 'say', session: held, text: 'I am back.' })).toMatchObject({ type: 'said', n: 5 })
  })

  it('R45 hears each alert, even for a patron whom they know already, and sees that patron once', async () => {
    const { desk, rob, there } = await librarianAt([patron('a', 1)])
    desk.push({ type: 'waiting', ...patron('a', 1), at: 5 })
    desk.push({ type: 'waiting', ...patron('a', 1), at: 20, repeat: true })
    desk.push({ type: 'waiting', ...patron('b', 2) })
    await rob.next('waiting', ({ session }) => session === 'b')
    const told = there.heard.filter(({ type }) => type === 'waiting' || type === 'called')
    expect(told).toEqual([
      { type: 'waiting', ...patron('a', 1) },
      { type: 'called', session: 'a', again: false },
      { type: 'called', session: 'a', again: true },
      { type: 'waiting', ...patron('b', 2) },
    ])
  })

  it('may connect without coming on duty, and then comes on duty for the pools that they choose', async () => {
    const { desk, rob, actions } = await librarianAt([], { onDuty: false })
    expect(actions()).toEqual([])
    await rob.comeOnDuty(['library:mesa'])
    expect(desk.received[0]).toMatchObject({ action: 'on-duty', pools: ['library:mesa'] })
  })

  it('R4 sees who begins to wait, and who waits no longer', async () => {
    const { desk, rob } = await librarianAt([patron('a', 1)])
    desk.push({ type: 'waiting', ...patron('b', 2) })
    desk.push({ type: 'no-longer-waiting', session: 'a' })
    await rob.next('no-longer-waiting')
    expect(rob.waiting().map(({ session }) => session)).toEqual(['b'])
  })

  it('learns after a lost connection who came and who went in the meantime', async () => {
    const { desk, rob, there } = await librarianAt([patron('a', 1), patron('b', 2)])
    await rob.next('connected')
    there.waiting = [patron('b', 2), patron('c', 3)]
    desk.cut()
    await rob.next('connected')
    expect(rob.waiting().map(({ session }) => session)).toEqual(['b', 'c'])
    expect(await rob.next('no-longer-waiting')).toMatchObject({ session: 'a' })
    expect(await rob.next('waiting', ({ session }) => session === 'c')).toMatchObject({ askedAt: 3 })
  })

  it('R39 learns from who waits that a patron is theirs no more, where nothing told them', async () => {
    const { desk, rob, there } = await librarianAt([])
    await rob.next('connected')
    // An alert that came late: they are served by this librarian still.
    desk.push({ type: 'waiting', ...patron(held, 1) })
    await rob.next('waiting')
    there.isLost = true
    desk.push({ type: 'no-longer-waiting', session: held })
    desk.push({ type: 'waiting', ...patron(held, 1) })
    await expect.poll(() => there.heard).toContainEqual({ type: 'no-longer-yours', session: held, now: 'waiting' })
    const asked = desk.received.filter(({ action }) => action === 'resume').length
    desk.push({ type: 'waiting', ...patron('b', 2) })
    await rob.next('waiting', ({ session }) => session === 'b')
    expect(desk.received.filter(({ action }) => action === 'resume')).toHaveLength(asked)
  })

  it('R40 answers at once when it hears that the desk believes it to be asleep, and knows when the desk has learnt better', async () => {
    const { desk, there, actions } = await librarianAt([])
    desk.push({ type: 'asleep', at: 5 })
    await expect.poll(() => there.heard.some(({ type }) => type === 'awake')).toBe(true)
    expect(actions().at(-1)).toBe('queue')
  })

  it('R40 knows that it is awake again when it confirms an alert that it slept through', async () => {
    const { desk, there } = await librarianAt([])
    there.wakesBy = 'heard'
    desk.push({ type: 'waiting', ...patron('a', 1), at: 5 })
    await expect.poll(() => there.heard.some(({ type }) => type === 'awake')).toBe(true)
  })

  it('does not come on duty with a new connection after going off duty', async () => {
    const { desk, rob, actions } = await librarianAt([])
    await rob.next('connected')
    await rob.send({ action: 'off-duty' })
    desk.cut()
    await rob.next('connected')
    expect(actions().filter(action => action === 'on-duty')).toHaveLength(1)
  })
})
