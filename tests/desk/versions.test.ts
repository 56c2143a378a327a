import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { protocolRefusals } from '../../lib/protocol/refusals.ts'
import { startDesk, type TestDesk } from './desk.ts'

describe('a client of another version', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.stop())

  const refusal = {
    code: 'unknown-version',
    reason: protocolRefusals['unknown-version'],
    versions: ['coopdesk.v1'],
  }
  const versions = ['coopdesk.v9']
  const origin = 'https://www.riverside-library.example.org'
  const question = { question: 'Is it open?', versions }

  it.each([
    ['asks', '/libraries/riverside/sessions', question],
    ['asks, in words of its own version', '/libraries/riverside/sessions', { words: ['x'], versions }],
    ['comes back', '/sessions/01K5ZQ8M3T9V7W2X4Y6Z8A1B3C/tickets', { versions }],
  ])('gets a refusal that a page can read, when it %s', async (_what, path, body) => {
    const url = `${desk.cloud.urls.http}${path}`
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { origin } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([400, origin])
    expect(await answer.json()).toMatchObject(refusal)
  })

  it('is refused when it signs in', async () => {
    const token = await desk.cloud.signIn('rob@state-college.example.org')
    const answer = await desk.post('/tickets', { versions }, { authorization: `Bearer ${token}` })
    expect(answer).toMatchObject({ status: 400, body: refusal })
  })

  it('that also speaks this one is told to offer it', async () => {
    const { body } = await desk.post('/libraries/riverside/sessions', {
      ...question,
      versions: [...versions, 'coopdesk.v1'],
    })
    expect(body).toMatchObject({ version: 'coopdesk.v1' })
  })

  it.each([['coopdesk.v9'], ['coopdesk']])(
    'is refused at the handshake with %s, as with a bad ticket',
    async offered => {
      const { ticket } = await desk.ask('riverside', 'Is it open?')
      expect(await statusOf([offered, ticket])).toBe(await statusOf(['coopdesk.v1', 'not.a.ticket']))
      expect(await statusOf(['coopdesk.v1', ticket])).toBe('open')
    },
  )

  const statusOf = (protocols: string[]) =>
    new Promise<number | 'open' | undefined>((resolve, reject) => {
      const socket = new WebSocket(desk.cloud.urls.socket, protocols)
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.once('open', () => {
        socket.terminate()
        resolve('open')
      })
      socket.once('error', reject)
    })
})
