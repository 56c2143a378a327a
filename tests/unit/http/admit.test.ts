import { describe, expect, it } from 'vitest'
import type { Library } from '../../../lib/consortium/library.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import type { Request } from '../../../lib/http/route.ts'
import { closingActions } from '../../../lib/socket/closing.ts'
import { answered } from '../../../lib/socket/route.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const limits = { inTurn: 3, taken: 5, waiting: 10, waitingEverywhere: 2000 }
const campus = ['198.51.100.0/24']
const bully = '192.0.2.66'
const tokens = { ticket: async () => 'ticket', pass: async () => 'pass', readPass: async () => undefined }

async function desk(more: Partial<Library> = {}) {
  const wren = library('wren', 'Wren Library', { limits, networks: campus, ...more })
  const { ports, started, to } = await deskOf([wren], [librarian('rob', 'Rob', 'wren')])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const routes = closingActions(ports)
  const ask = async (address: string | undefined, body: object = {}, when = at) => {
    const request: Request = {
      path: { library: 'wren' },
      body: JSON.stringify({ question: 'Is anybody there?', ...body }),

      at: when,
      ...(address && { address }),
    }
    const answer = await http['POST /libraries/{library}/sessions']?.(request)
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    const { session, code } = JSON.parse(JSON.stringify(answer.body))
    return { status: answer.status, session, code, retryAfter: answer.retryAfter }
  }
  const several = async (count: number, address: string | ((n: number) => string)) => {
    const answers = []
    for (let n = 0; n < count; n++) answers.push(await ask(typeof address === 'string' ? address : address(n)))
    return answers
  }
  const inOrder = async () => (await ports.queue.waiting(['library:wren'], { most: 100 })).entries
  const stepBack = (frame: object) =>
    answered(
      routes,
      JSON.stringify({ action: 'step-back', ...frame }),
      { identity: { role: 'librarian', library: 'wren', librarian: 'rob' }, connection: 'rob-1', at },
      ports.log,
    )
  return { ask, several, inOrder, stepBack, ports, started, to }
}

describe('one source that asks too much', () => {
  it('R2 the questions beyond its share come after those of everybody else, and alert nobody', async () => {
    const { ask, several, inOrder, to } = await desk()
    const flood = await several(5, bully)
    const alerts = to('rob-1').length
    const real = await ask('192.0.2.1', {}, at + 1)
    expect(flood.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const places = (await inOrder()).map(({ session }) => session)
    expect(places.indexOf(real.session)).toBe(3)
    expect(places.slice(4).toSorted()).toEqual([flood[3]?.session, flood[4]?.session].toSorted())
    expect(alerts).toBe(3)
    expect(to('rob-1')).toHaveLength(4)
  })

  it('R42 no more than a number are taken in ten minutes; it is told when to come again, and nothing is written', async () => {
    const { ask, several, inOrder, started } = await desk()
    await several(5, bully)
    const [timers, waiting] = [started.sessions.size, (await inOrder()).length]
    expect(await ask(bully)).toEqual({ status: 429, code: 'too-many-questions', retryAfter: 600 - ((at / 1000) % 600) })
    expect([started.sessions.size, (await inOrder()).length]).toEqual([timers, waiting])
    expect(await ask(bully, {}, at + 600_000)).toMatchObject({ status: 201 })
  })

  it('R42 in the networks of the library nobody is refused, only put behind the others', async () => {
    const { several, inOrder } = await desk({ limits: { ...limits, waiting: 100 } })
    const classroom = await several(9, '198.51.100.7')
    expect(classroom.map(({ status }) => status)).toEqual(Array(9).fill(201))
    expect((await inOrder()).filter(({ afterOthers }) => afterOthers)).toHaveLength(6)
  })

  it('where nobody knows the source, no source is limited', async () => {
    const { ask } = await desk({ limits: { ...limits, waiting: 100 } })
    for (let n = 0; n < 20; n++) expect(await ask(undefined)).toMatchObject({ status: 201 })
  })

  it('a form that was taken is acknowledged again, whatever its source has asked since', async () => {
    const { ask, several } = await desk()
    const once = 'one-form-that-was-filled-in'
    const first = await ask(bully, { once })
    await several(6, bully)
    expect(await ask(bully, { once })).toEqual(first)
  })
})

describe('a desk that is full', () => {
  const crowd = (n: number) => `203.0.113.${n}`

  it('the last fifth of the places is for sources that have asked nothing else', async () => {
    const { ask, several } = await desk()
    await several(8, n => crowd(Math.floor(n / 2)))
    expect(await ask(crowd(0))).toMatchObject({ status: 409, code: 'desk-full' })
    expect(await ask(crowd(10))).toMatchObject({ status: 201 })
    expect(await ask(crowd(11))).toMatchObject({ status: 201 })
    expect(await ask(crowd(12))).toMatchObject({ status: 409, code: 'desk-full' })
  })

  it('R36 still acknowledges a form that it has taken before', async () => {
    const { ask, several } = await desk()
    const once = 'one-form-that-was-filled-in'
    const first = await ask(crowd(0), { once })
    await several(9, n => crowd(n + 1))
    expect(await ask(crowd(0))).toMatchObject({ status: 409, code: 'desk-full' })
    expect(await ask(crowd(0), { once })).toEqual(first)
  })

  it('R6 whoever finds no place leaves an address, and their library owes the answer at once', async () => {
    const { ask, several, ports, inOrder, started } = await desk()
    await several(10, crowd)
    const waiting = (await inOrder()).length
    const left = await ask(crowd(20), { byMail: true, email: 'jane@example.org' })
    expect(left).toMatchObject({ status: 201 })
    expect((await ports.sessions.load(left.session))?.session).toMatchObject({
      ...{ status: 'closed', code: 'follow-up-by-patrons-library', how: 'by-patron' },
      followUp: { owner: 'library', email: 'jane@example.org' },
    })
    expect(await inOrder()).toHaveLength(waiting)
    expect(await ports.followUps.owed(['library:wren'])).toHaveLength(1)
    expect([...started.followUps]).toEqual([expect.stringContaining(left.session)])
  })

  it('an answer by email needs an address', async () => {
    const { ask } = await desk()
    expect(await ask(crowd(1), { byMail: true })).toMatchObject({ status: 400, code: 'bad-frame' })
  })
})

describe('R42 stepping back from a source', () => {
  it('R42 refuses it for a day, and nobody else', async () => {
    const { ask, stepBack, ports } = await desk()
    const { session } = await ask(bully)
    expect(await stepBack({ session })).toMatchObject({ type: 'stepped-back', session })
    expect(await ask(bully, {}, at + 3_600_000)).toMatchObject({ status: 403, code: 'source-refused' })
    expect(await ask('192.0.2.67', {}, at + 3_600_000)).toMatchObject({ status: 201 })
    expect(await ask(bully, {}, at + 25 * 3_600_000)).toMatchObject({ status: 201 })
    expect((await ports.sessions.load(session))?.session).toMatchObject({ code: 'answered', steppedBackBy: 'rob' })
  })

  it('R42 in the networks of the library nobody is refused for it', async () => {
    const { ask, stepBack, inOrder } = await desk()
    const { session } = await ask('198.51.100.7')
    await stepBack({ session })
    expect(await ask('198.51.100.7')).toMatchObject({ status: 201 })
    expect((await inOrder()).map(({ afterOthers }) => afterOthers)).toEqual([true])
  })

  it('R42 closes by one command all that waits from there, and nothing of anybody else', async () => {
    const { ask, several, stepBack, inOrder, ports } = await desk()
    const flood = (await several(4, bully)).map(({ session }) => session)
    const { session: real } = await ask('192.0.2.1')
    const reply = await stepBack({ session: flood[1], all: true })
    expect(reply).toMatchObject({ type: 'stepped-back', session: flood[1] })
    const others = reply.type === 'stepped-back' ? (reply.others ?? []) : []
    expect(others.toSorted()).toEqual([flood[0], flood[2], flood[3]].toSorted())
    expect((await inOrder()).map(({ session }) => session)).toEqual([real])
    expect((await ports.sessions.load(flood[3] ?? ''))?.session).toMatchObject({ status: 'closed' })
  })

  it('R42 without that word what else waits from there goes on waiting', async () => {
    const { several, stepBack, inOrder } = await desk()
    const flood = await several(3, bully)
    await stepBack({ session: flood[0]?.session })
    expect(await inOrder()).toHaveLength(2)
  })
})

describe('the places of a desk', () => {
  it('R42 are counted only if as many may wait as there are places, so asking costs the same however many wait', async () => {
    const { ports, ask } = await desk({ limits: { ...limits, waiting: 40 } })
    const counted: number[] = []
    const { queue } = ports
    Object.assign(ports, {
      queue: {
        ...queue,
        count: (...asked: Parameters<typeof queue.count>) => {
          counted.push(asked[1].most)
          return queue.count(...asked)
        },
      },
    })
    const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
    const body = JSON.stringify({ question: 'Is anybody there?' })
    const statuses: (number | undefined)[] = []
    for (let n = 0; n < 42; n++)
      statuses.push(
        (await http['POST /libraries/{library}/sessions']?.({ path: { library: 'wren' }, body, at: at + n }))?.status,
      )
    expect(statuses.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 201))
    expect(statuses.slice(40)).toEqual([409, 409])
    expect(counted).toEqual([40, 40])
    expect((await ask('192.0.2.7')).status).toBe(409)
  })
})
