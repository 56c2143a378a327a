import { expect, it } from 'vitest'
import type { SignIns } from '../../../lib/access/sign-ins.ts'
import { defaultLimits } from '../../../lib/consortium/library.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import { questionStatus } from '../../../lib/http/question-status.ts'
import { signInRoutes } from '../../../lib/http/sign-in.ts'
import { testTokens } from '../../memory/mail-tokens.ts'
import { at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library')
const hale = library('hale', 'Hale Library')
const rob = librarian('rob', 'Rob', 'wren', { limit: 500 })
const tokens = { ticket: async () => 'ticket', pass: async () => 'pass', readPass: async () => undefined }

/** The provider of a librarian's sign-in, who vouches for them. */
const signIns: SignIns = {
  providers: [],
  read: async () => ({
    provider: {
      ...{ id: 'own', issuer: 'https://own.example.org', audience: 'desk', parameters: {} },
      ...{ scopes: ['openid', 'email'], addresses: 'verified' },
    },
    claims: { sub: 'one', email: rob.email, email_verified: true },
  }),
  userInfo: async () => ({ about: {} }),
}

async function desk() {
  const { ports, started } = await deskOf([wren, hale], [rob])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const ask = async (address: string, when: number, at = 'wren', more: object = {}) => {
    const body = JSON.stringify({ question: 'Is the reading room open?', ...more })
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

/**
 * What one question cost that nobody answered in the last build without limits, dollars, as it was counted
 * (`docs/operating/costs.md`): its timer, its steps and four mails. One that is taken today costs less.
 */
const unlimited = 0.005443

/**
 * What one refused question costs at most, dollars: a request and an invocation with 100 ms of half a gigabyte, a refused write, and
 * a few reads (`local/prices.json`).
 */
const refusedMost = 0.000_005

/** What is added where the desk is full: two counts of those who wait, which read 200 KB each at most. */
const fullMost = 0.000_03

/** Ten minutes of 100 questions a second. */
const [perSecond, seconds] = [100, 600]

it.each([1, 50])(
  'R42 a flood of ten minutes from %i sources, 100 questions a second: patrons from elsewhere are taken all the time and served before all that is beyond the share of a source, nobody notices it at another library, a librarian signs in, links work, and it costs at most a fiftieth',
  async sources => {
    const { started, ask, ports, pickUp } = await desk()
    const routes = {
      ...signInRoutes({ ...ports, tokens, socket: 'wss://desk.example.org', signIns }),
      ...questionStatus({ ...ports, mailTokens: testTokens() }),
    }
    const mail = { question: 'Where are the almanacs?', email: 'jane@example.org', byMail: true }
    const { session: owed } = await ask('198.51.100.99', at, 'hale', mail)
    const token = (await testTokens().statusLink(owed, at)).split('/').at(-1)
    const calm = { asked: 0, taken: 0, signedIn: 0, opened: 0 }
    const statuses = new Set<number>()
    const real: string[] = []
    let [taken, full] = [0, 0]
    for (let n = 0; n < perSecond * seconds; n++) {
      const when = at + (n * 1_000) / perSecond
      const { status } = await ask(`192.0.2.${n % sources}`, when)
      if (status === 201) taken++
      if (status === 409) full++
      statuses.add(status)
      if (n % (60 * perSecond) !== 0) continue
      const minute = n / (60 * perSecond)
      const { status: here, session } = await ask(`198.51.100.${minute}`, when)
      const elsewhere = await ask(`203.0.113.${minute}`, when, 'hale')
      calm.asked += 2
      calm.taken += [here, elsewhere.status].filter(each => each === 201).length
      real.push(session)
      const signIn = await routes['POST /tickets']?.({ path: {}, body: '', bearer: 'id-token', at: when })
      if (signIn?.status === 201) calm.signedIn++
      const link = await routes['GET /questions/{token}']?.({ path: { token }, body: '', at: when })
      if (link?.status === 200) calm.opened++
    }
    expect([...statuses].filter(each => ![201, 409, 429].includes(each))).toEqual([])
    expect(calm).toEqual({ asked: 20, taken: 20, signedIn: 10, opened: 10 })
    const others = new Set(real)
    const before = []
    while (others.size > 0) {
      const outcome = await pickUp()
      if ('refusal' in outcome) throw new Error(outcome.refusal.reason)
      if (!others.delete(outcome.session.id))
        before.push(outcome.before?.status === 'waiting' && outcome.before.afterOthers)
    }
    expect(before.every(afterOthers => !afterOthers)).toBe(true)
    // All that was asked was either refused, or is in the queue with a timer.
    expect(started.sessions.size).toBe(taken + calm.taken + 1)
    const asked = perSecond * seconds
    const cost = taken * unlimited + full * fullMost + asked * refusedMost
    expect(cost).toBeLessThan((asked * unlimited) / 50)
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
