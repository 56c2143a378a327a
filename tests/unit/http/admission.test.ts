import { describe, expect, it } from 'vitest'
import { arrivals } from '../../../lib/http/admission.ts'
import type { Request } from '../../../lib/http/route.ts'
import { at, directoryOf, library } from '../members.ts'
import { deskBefore, identities } from '../open-desk.ts'

const page = 'https://wren.example.org'
const wren = library('wren', 'Wren Library', { origins: [page] })
const patron = identities['its patron']

type Route = 'POST /libraries/{library}/sessions' | 'POST /sessions/{session}/tickets'

/** The desk as somebody finds it who has no connection yet. */
async function entrance() {
  const { ports, state } = await deskBefore()
  const routes = arrivals({
    ...ports,
    directory: directoryOf([wren]),
    tokens: {
      ...ports.tokens,
      ticket: async (to, _origin, again) => JSON.stringify({ ...to, ...(again && { again }) }),
      readPass: async pass => (pass === 'janes-pass' ? patron : undefined),
    },
  })
  const request = async (route: Route, more: Partial<Request> = {}) => {
    const response = await routes[route]?.({ path: { library: 'wren' }, body: '', at, ...more })
    if (!response || !('body' in response)) throw new Error(`${route} is answered with a body.`)
    return response
  }
  const asks = (body: object, more: Partial<Request> = {}) =>
    request('POST /libraries/{library}/sessions', { body: JSON.stringify(body), ...more })
  const comesBack = (more: Partial<Request>) =>
    request('POST /sessions/{session}/tickets', { path: { session: patron.session }, ...more })
  return { asks, comesBack, state, ports }
}

describe('a patron who asks', () => {
  it('R1 opens a session of the library, with a pass to come back and a ticket for one connection', async () => {
    const { asks, ports } = await entrance()
    const { status, body } = await asks({ question: 'Is the reading room open?', name: 'Ann' }, { origin: page })
    expect({ status, body }).toMatchObject({ status: 201, body: { socket: 'wss://desk.example.org' } })
    const { session } = JSON.parse(JSON.stringify(body))
    expect((await ports.sessions.load(session))?.session).toMatchObject({ library: 'wren', status: 'waiting' })
    expect(JSON.parse(JSON.parse(JSON.stringify(body)).pass)).toEqual({ role: 'patron', library: 'wren', session })
  })

  it('R36 opens one session by one submission of the form, however often it arrives', async () => {
    const { asks } = await entrance()
    const first = await asks({ question: 'Maps?', once: 'the-first-form-that-was-sent' })
    expect(first.status).toBe(201)
    expect(await asks({ question: 'Maps?', once: 'the-first-form-that-was-sent' })).toEqual(first)
    expect(await asks({ question: 'Maps?', once: 'another-form-that-was-sent' })).not.toEqual(first)
    expect(await asks({ question: 'Maps?' })).not.toEqual(first)
  })

  it('is refused at an unknown library, on a page that is not the library’s, and without a question', async () => {
    const { asks, state } = await entrance()
    const before = await state()
    const question = { question: 'Maps?' }
    expect(await asks(question, { path: { library: 'nowhere' } })).toMatchObject({
      status: 404,
      body: { code: 'no-such-library' },
    })
    expect(await asks(question, { origin: 'https://elsewhere.example.org' })).toMatchObject({
      status: 403,
      body: { code: 'wrong-origin' },
    })
    expect(await asks({})).toMatchObject({ status: 400, body: { code: 'bad-frame' } })
    expect(await state()).toEqual(before)
  })
})

describe('a patron who comes back', () => {
  it('R33 gets a ticket for the session of their pass, which says that they are back, and for no other', async () => {
    const { comesBack } = await entrance()
    const back = await comesBack({ bearer: 'janes-pass', origin: page })
    const body = {
      ticket: JSON.stringify({ ...patron, again: true }),
      socket: 'wss://desk.example.org',
      version: 'coopdesk.v1',
    }
    expect(back).toEqual({ status: 201, body })
    for (const more of [{}, { bearer: 'no-pass' }, { bearer: 'janes-pass', path: { session: 'another' } }])
      expect(await comesBack(more)).toMatchObject({ status: 401, body: { code: 'bad-ticket' } })
  })

  it('is refused on a page that is not the library’s', async () => {
    const { comesBack } = await entrance()
    const elsewhere = { bearer: 'janes-pass', origin: 'https://elsewhere.example.org' }
    expect(await comesBack(elsewhere)).toMatchObject({ status: 403, body: { code: 'wrong-origin' } })
  })
})
