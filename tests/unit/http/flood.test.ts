import { expect, it } from 'vitest'
import { defaultLimits } from '../../../lib/consortium/library.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import { at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library')
const hale = library('hale', 'Hale Library')
const rob = librarian('rob', 'Rob', 'wren', { limit: 500 })
const tokens = { ticket: async () => 'ticket', pass: async () => 'pass', readPass: async () => undefined }

async function desk() {
  const { ports, started } = await deskOf([wren, hale], [rob])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const ask = async (address: string, when: number, at = 'wren') => {
    const body = JSON.stringify({ question: 'Is the reading room open?' })
    const request = { path: { library: at }, body, at: when, address }
    const answer = await http['POST /libraries/{library}/sessions']?.(request)
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    return { status: answer.status, session: String(JSON.parse(JSON.stringify(answer.body)).session) }
  }
  /** 20 seconds of 100 questions a second, from so many sources in turn. */
  const flood = async (sources: number) => {
    const taken: string[] = []
    for (let n = 0; n < 2000; n++) {
      const { status, session } = await ask(`192.0.2.${n % sources}`, at + n * 10)
      if (status === 201) taken.push(session)
    }
    return taken
  }
  const pickUp = () => pickUpOldest(ports, onDuty(rob), at + 60_000)
  return { ports, started, ask, flood, pickUp }
}

it.each([
  [1, defaultLimits.taken],
  [50, defaultLimits.waiting * 0.8],
])('R42 of a flood from %i sources no more than %i questions are taken, and timers started', async (sources, most) => {
  const { flood, started } = await desk()
  expect((await flood(sources)).length).toBeLessThanOrEqual(most)
  expect(started.sessions.size).toBeLessThanOrEqual(most)
})

it.each([1, 50])(
  'R2 in a flood from %i sources a patron from elsewhere is taken, and served before all that is beyond the share of a source',
  async sources => {
    const { flood, ask, pickUp, ports } = await desk()
    await flood(sources)
    const real = await ask('198.51.100.1', at + 60_000)
    expect(real.status).toBe(201)
    const before = []
    for (let n = 0; n < defaultLimits.inTurn * sources + 1; n++) {
      const outcome = await pickUp()
      if ('refusal' in outcome) throw new Error(outcome.refusal.reason)
      if (outcome.session.id === real.session) break
      before.push(outcome.before?.status === 'waiting' && outcome.before.afterOthers)
    }
    expect((await ports.sessions.load(real.session))?.session.status).toBe('active')
    expect(before.every(afterOthers => !afterOthers)).toBe(true)
    expect(before.length).toBeLessThanOrEqual(defaultLimits.inTurn * sources)
  },
)

/** What one question cost that nobody answered, before there were limits: a chat's steps, its timer and four mails, dollars. */
const unlimited = 0.0048

/**
 * What one refused question costs at most, dollars: a request and an invocation with 100 ms of half a gigabyte, a refused write, and
 * a few reads (`local/prices.json`).
 */
const refusedMost = 0.000_005

/** What is added where the desk is full: two counts of those who wait, which read 200 KB each at most. */
const fullMost = 0.000_03

it.each([1, 50])(
  'R42 a flood of ten minutes from %i sources, 100 questions a second, costs at most a fiftieth of one without limits',
  async sources => {
    const { started, ask, ports } = await desk()
    const refusals = new Set<number>()
    let [taken, full] = [0, 0]
    // A tenth of them is asked: the others are only refused, too, once the limits are reached.
    for (let n = 0; n < 6_000; n++) {
      const { status } = await ask(`192.0.2.${n % sources}`, at + n * 100)
      if (status === 201) taken++
      else refusals.add(status)
      if (status === 409) full++
    }
    expect([...refusals].filter(status => status !== 429 && status !== 409)).toEqual([])
    expect(started.sessions.size).toBe(taken)
    expect((await ports.queue.waiting(['library:wren'], { most: 1_000 })).entries).toHaveLength(taken)
    const [asked, before] = [60_000, 60_000 * unlimited]
    const cost = taken * unlimited + full * 10 * fullMost + asked * refusedMost
    expect(cost).toBeLessThan(before / 50)
  },
)

it('R42 a question beyond the limit of its source is refused with one look at the source, and nothing else', async () => {
  const { ask, ports } = await desk()
  for (let n = 0; n < defaultLimits.taken; n++) await ask('192.0.2.1', at)
  const touched: string[] = []
  const watched = <P extends object>(name: string, port: P): P =>
    new Proxy(port, {
      get: (target, key, receiver) => {
        touched.push(`${name}.${String(key)}`)
        return Reflect.get(target, key, receiver)
      },
    })
  const watching = {
    ...ports,
    sources: watched('sources', ports.sources),
    queue: watched('queue', ports.queue),
    sessions: watched('sessions', ports.sessions),
    roster: watched('roster', ports.roster),
    timers: watched('timers', ports.timers),
  }
  const routes = arrivals({ ...watching, tokens, socket: 'wss://desk.example.org' })
  touched.splice(0)
  const request = { path: { library: 'wren' }, body: '{"question":"Open?"}', claims: {}, at, address: '192.0.2.1' }
  expect((await routes['POST /libraries/{library}/sessions']?.(request))?.status).toBe(429)
  expect(touched).toEqual(['sources.count'])
})

it('a flood on one library is not noticed at another', async () => {
  const { flood, ask } = await desk()
  await flood(50)
  expect((await ask('192.0.2.200', at + 60_000, 'hale')).status).toBe(201)
})

it('a class of 35 behind one address asks within two minutes, and all are taken', async () => {
  const { ask } = await desk()
  const answers = []
  for (let n = 0; n < 35; n++) answers.push((await ask('198.51.100.1', at + n * 3_400)).status)
  expect(answers).toEqual(Array(35).fill(201))
})
