import { expect, it } from 'vitest'
import { arrivals } from '../../../lib/http/admission.ts'
import type { Request } from '../../../lib/http/route.ts'
import { at, directoryOf, librarian, library } from '../members.ts'
import { deskBefore, identities } from '../open-desk.ts'

const wren = library('wren', 'Wren Library')
const amy = librarian('amy', 'Amy', 'wren')
const patron = identities['its patron']

type Route = 'POST /libraries/{library}/sessions' | 'POST /sessions/{session}/tickets'

/** The entrance of a desk with these libraries, and what it says. */
async function entrance(libraries = [wren]) {
  const { ports, state } = await deskBefore()
  const directory = directoryOf(libraries, [amy])
  const routes = arrivals({
    ...ports,
    directory,
    tokens: { ...ports.tokens, readPass: async pass => (pass === 'janes-pass' ? patron : undefined) },
  })
  const request = async (route: Route, more: Partial<Request> = {}) => {
    const path = { library: 'wren', session: patron.session }
    const response = await routes[route]?.({ path, body: '', at, ...more })
    if (!response || !('body' in response)) throw new Error(`${route} is answered with a body.`)
    return response
  }
  const asks = (body: object) => request('POST /libraries/{library}/sessions', { body: JSON.stringify(body) })
  return { asks, request, state }
}

it('nobody asks under a name that a member of staff has', async () => {
  const { asks, state } = await entrance()
  const before = await state()
  expect(await asks({ question: 'Maps?', name: 'Wren Library' })).toMatchObject({
    status: 400,
    body: { code: 'staff-name' },
  })
  expect(await state()).toEqual(before)
})

it('R33 a pass of a library that has left the consortium brings nobody back', async () => {
  const { request } = await entrance([])
  expect(await request('POST /sessions/{session}/tickets', { bearer: 'janes-pass' })).toMatchObject({
    status: 404,
    body: { code: 'no-such-library' },
  })
})

it.each(['POST /libraries/{library}/sessions', 'POST /sessions/{session}/tickets'] as const)(
  'a client that speaks no version of the desk hears at %s which there are',
  async route => {
    const { request } = await entrance()
    const body = JSON.stringify({ question: 'Maps?', versions: ['coopdesk.v9'] })
    const response = await request(route, { bearer: 'janes-pass', body })
    expect(response).toMatchObject({ status: 400, body: { code: 'unknown-version', versions: ['coopdesk.v1'] } })
    expect(response.body).toHaveProperty('reason', expect.stringMatching(/^[A-Z].*\.$/))
  },
)

it('whoever sends what is no question hears which field is wrong', async () => {
  const { asks } = await entrance()
  expect((await asks({ question: 7 })).body).toHaveProperty('reason', expect.stringContaining('question'))
})
