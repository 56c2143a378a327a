import { afterEach, describe, expect, it } from 'vitest'
import { defaultPatience } from '../../../client/connection.ts'
import { type DeskClient, deskClient, type Greeting } from '../../../client/desk-client.ts'
import { DeskRefusal, type Ticket } from '../../../client/desk-http.ts'
import { frameToPatron } from '../../../client/frames-to-patron.ts'
import { noAnswer } from '../../../client/requests.ts'
import { nodeSocket } from '../../../terminal/node-socket.ts'
import { type FakeDesk, fakeDesk, type Received } from './fake-desk.ts'

const session = '01JD0000000000000000000000'
const quick = { ...defaultPatience, gap: 20, firstRetry: 1, longestRetry: 5 }
/** For what must come before the client asks for what it lacks. */
const patient = { ...quick, gap: 3_600_000 }
const message = (number: number) => ({ number, from: 'librarian', at: number, text: `message ${number}` })
const push = (number: number) => ({ type: 'message', session, ...message(number) })

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

/** A desk whose session has the messages up to `there.last`, and a patron connected to it. */
async function patronAt(
  there: { last: number; page?: number },
  answer: (received: Received) => object | undefined = () => undefined,
  patience = quick,
) {
  const frame = (received: Received) => {
    if (received.action !== 'resume') return answer(received)
    const after = Number(received.after)
    const last = Math.min(there.last, after + (there.page ?? 1_000))
    const messages = Array.from({ length: Math.max(0, last - after) }, (_, i) => message(after + 1 + i))
    const standing = {
      session,
      library: 'mesa',
      status: 'active',
      askedAt: 0,
      last: there.last,
      patron: { here: true },
    }
    return { type: 'resumed', ...standing, n: 0, messages, more: last < there.last }
  }
  const desk = await fakeDesk({ frame })
  const client = await connected(desk, desk.ticket, patience)
  return { desk, client }
}

async function connected(desk: FakeDesk, ticket: () => Promise<Ticket>, patience = quick): Promise<DeskClient> {
  const greeting = async ({ resume }: Greeting) => void (await resume(session))
  open.push({ close: desk.stop })
  const client = await deskClient({
    role: 'patron',
    reads: frameToPatron,
    socket: nodeSocket,
    ticket,
    patience,
    greeting,
  })
  open.unshift(client)
  return client
}

const shown = (client: DeskClient) => client.transcript(session).map(({ number }) => number)
const resumes = ({ received }: FakeDesk) =>
  received.filter(({ action }) => action === 'resume').map(({ after }) => after)

describe('a client at the desk', () => {
  it('R33 comes back with a fresh ticket and asks for exactly what it missed', async () => {
    const there = { last: 2 }
    const { desk, client } = await patronAt(there)
    await client.next('connected')
    there.last = 4
    desk.cut()
    await client.next('disconnected')
    await client.next('connected')
    expect(shown(client)).toEqual([1, 2, 3, 4])
    expect(resumes(desk)).toEqual([0, 2])
    expect(desk.tickets).toEqual(['ticket-1', 'ticket-2'])
  })

  it('R33 stays away as long as it is told to', async () => {
    const { desk, client } = await patronAt({ last: 1 })
    const back = Promise.withResolvers<void>()
    await client.next('connected')
    client.drop(back.promise)
    await client.next('disconnected')
    await expect(client.next('connected', undefined, 50)).rejects.toThrow('No "connected"')
    expect(desk.tickets).toHaveLength(1)
    back.resolve()
    await client.next('connected')
  })

  it('R36 shows a push once, in order, and asks for one that is missing after the last number it had', async () => {
    const { desk, client } = await patronAt({ last: 1 }, undefined, patient)
    desk.push(push(2))
    desk.push(push(2))
    await client.next('message', ({ number }) => number === 2)
    desk.push(push(4))
    const there = client.next('message', ({ number }) => number === 4)
    desk.push(push(3))
    await there
    expect(shown(client)).toEqual([1, 2, 3, 4])
    expect(resumes(desk)).toEqual([0])
  })

  it('R36 asks again for what a push has skipped', async () => {
    const there = { last: 1 }
    const { desk, client } = await patronAt(there)
    there.last = 3
    desk.push(push(3))
    await client.next('message', ({ number }) => number === 3)
    expect(shown(client)).toEqual([1, 2, 3])
    expect(resumes(desk)).toEqual([0, 1])
  })

  it('R33 asks for what it missed when it learns the state of the session, and for nothing if it has everything', async () => {
    const there = { last: 1 }
    const { desk, client } = await patronAt(there)
    there.last = 3
    desk.push({ type: 'standing', session, status: 'active', last: 3 })
    await client.next('message', ({ number }) => number === 3)
    expect(shown(client)).toEqual([1, 2, 3])
    desk.push({ type: 'standing', session, status: 'active', last: 3 })
    desk.push(push(4))
    await client.next('message', ({ number }) => number === 4)
    expect(resumes(desk)).toEqual([0, 1])
  })

  it('R33 notices that it missed a change of the session', async () => {
    const { desk } = await patronAt({ last: 1 })
    desk.push({ type: 'standing', session, status: 'closed', last: 1 })
    await expect.poll(() => resumes(desk)).toEqual([0, 1])
  })

  it('R33 asks for missing messages at the end before it announces the end', async () => {
    const there = { last: 1 }
    const { desk, client } = await patronAt(there)
    there.last = 2
    desk.push({ type: 'ended', session, last: 2, at: 9 })
    await client.next('ended')
    expect(shown(client)).toEqual([1, 2])
  })

  it('R33 asks for page after page of a long absence', async () => {
    const { desk, client } = await patronAt({ last: 5, page: 2 })
    expect(shown(client)).toEqual([1, 2, 3, 4, 5])
    expect(resumes(desk)).toEqual([0, 2, 4])
  })

  it('R36 sends a message again with the same counter if the connection broke before the acknowledgement', async () => {
    let deaf = true
    const { desk, client } = await patronAt({ last: 1 }, ({ action, n }) =>
      action === 'say' && !deaf ? { type: 'said', session, n, number: 2, at: 5 } : undefined,
    )
    await client.next('connected')
    const reply = client.send({ action: 'say', session, text: 'Hello?' })
    await expect.poll(() => desk.received.filter(({ action }) => action === 'say').length).toBe(1)
    deaf = false
    desk.cut()
    expect(await reply).toEqual({ type: 'said', session, n: 1, number: 2, at: 5 })
    expect(desk.received.filter(({ action }) => action === 'say').map(({ n }) => n)).toEqual([1, 1])
    expect(client.transcript(session).at(-1)).toEqual({ number: 2, from: 'patron', mine: true, at: 5, text: 'Hello?' })
  })

  it('gets a refusal as a reply', async () => {
    const refusal = { type: 'refused', code: 'closed', reason: 'This session is closed.' }
    const { client } = await patronAt({ last: 1 }, () => refusal)
    expect(await client.send({ action: 'leave', session })).toEqual(refusal)
  })

  it('skips what it does not know', async () => {
    const { desk, client } = await patronAt({ last: 1 })
    desk.push({ type: 'weather', session })
    desk.push({ message: 'Internal server error', connectionId: 'x', requestId: 'y' })
    desk.push({ ...push(2), mood: 'sunny' })
    const heard = await client.next('message', ({ number }) => number === 2)
    expect(heard).not.toHaveProperty('mood')
  })

  it('gives up and says so if the desk no longer admits it', async () => {
    const desk = await fakeDesk({ frame: () => ({ type: 'left', session }) })
    let passes = 1
    const client = await connected(desk, async () => {
      if (passes-- > 0) return desk.ticket()
      throw new DeskRefusal(401, 'bad-ticket', 'This ticket is not valid. Get a new one.')
    })
    desk.cut()
    expect((await client.next('gave-up')).reason).toBe('This ticket is not valid. Get a new one.')
  })

  it('answers for a desk that it has left', async () => {
    const { client } = await patronAt({ last: 1 })
    const unanswered = client.send({ action: 'leave', session })
    await client.close()
    expect(await unanswered).toEqual(noAnswer)
    expect(await client.send({ action: 'leave', session })).toEqual(noAnswer)
  })
})
