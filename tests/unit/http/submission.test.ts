import { describe, expect, it } from 'vitest'
import { runEnding } from '../../../lib/desk/run.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Library', { origins: ['https://wren.example.org'] })
const tokens = {
  ticket: async () => 'ticket',
  pass: async () => 'pass',
  readPass: async () => undefined,
}

async function desk() {
  const { ports } = await deskOf([wren], [librarian('rob', 'Rob', 'wren')])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const ask = async (body: object, when = at) => {
    const answer = await http['POST /libraries/{library}/sessions']?.({
      path: { library: 'wren' },
      body: JSON.stringify(body),
      at: when,
    })
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    return { status: answer.status, ...(answer.body as { session?: string; code?: string; reason?: string }) }
  }
  return { ports, ask }
}

const once = '6f1c2b0e-7d44-4b6b-9a51-0f3f5b0c9a77'
const form = { question: 'Is the reading room open?', name: 'Jane', email: 'jane@example.org', once }

describe('one submission of the form', () => {
  it('R36 opens the same session when it is sent again', async () => {
    const { ask } = await desk()
    const first = await ask(form)
    expect(first.status).toBe(201)
    expect(await ask(form, at + 60_000)).toEqual(first)
  })

  it.each([
    ['another question', { question: 'And on Sunday?' }],
    ['another name', { name: 'Joan' }],
    ['no address any more', { email: undefined }],
  ])('R36 %s under the same `once` is refused and not lost', async (_what, more) => {
    const { ask } = await desk()
    await ask(form)
    expect(await ask({ ...form, ...more })).toEqual({
      status: 409,
      code: 'other-question',
      reason: 'This form was already sent with a different question. Send this one as a new form.',
    })
  })

  it('R36 after the end of its session it is refused', async () => {
    const { ports, ask } = await desk()
    const { session = '' } = await ask(form)
    await runEnding(ports, session, { type: 'Leave', at: at + 1 })
    expect(await ask(form, at + 31 * 60_000)).toMatchObject({ status: 409, code: 'closed' })
  })
})
