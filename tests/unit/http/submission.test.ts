import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../lib/consortium/library.ts'
import { defaultPage } from '../../../lib/consortium/page.ts'
import { newestOf, resumed } from '../../../lib/desk/resume.ts'
import { runEnding } from '../../../lib/desk/run.ts'
import { arrivals } from '../../../lib/http/admission.ts'
import { at, deskOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Library', { origins: ['https://wren.example.org'] })
const tokens = {
  ticket: async () => 'ticket',
  pass: async () => 'pass',
  readPass: async () => undefined,
}

async function desk(asked = wren) {
  const { ports } = await deskOf([asked], [librarian('rob', 'Rob', 'wren')])
  const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
  const ask = async (body: object, when = at) => {
    const answer = await http['POST /libraries/{library}/sessions']?.({
      path: { library: 'wren' },
      body: JSON.stringify(body),
      at: when,
      address: '192.0.2.1',
    })
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    return { status: answer.status, ...(answer.body as { session?: string; code?: string; reason?: string }) }
  }
  return { ports, ask }
}

const once = '6f1c2b0e-7d44-4b6b-9a51-0f3f5b0c9a77'
const form = { question: 'Is the reading room open?', name: 'Jane', email: 'jane@example.org', once }

describe('one submission of the form', () => {
  it('R36 is taken again when no others are, and a form that was never taken is not', async () => {
    const { ask } = await desk({ ...wren, limits: { ...defaultLimits, inTurn: 1, taken: 1 } })
    const first = await ask(form)
    expect((await ask({ ...form, once: '0b8e4c55-6a0b-4e0e-8a4b-5f1d9a3c7e21' })).status).toBe(429)
    expect(await ask(form)).toEqual(first)
  })

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

describe('what a patron says beside the question', () => {
  const status = { id: 'status', label: { en: 'You are' }, required: true }
  const page = { ...defaultPage, form: { ...defaultPage.form, fields: [status] } }
  const asks = async (body: object) => {
    const { ports } = await deskOf([library('wren', 'Wren', { page })], [librarian('rob', 'Rob', 'wren')])
    const http = arrivals({ ...ports, tokens, socket: 'wss://desk.example.org' })
    const request = { path: { library: 'wren' }, body: JSON.stringify(body), at }
    const answer = await http['POST /libraries/{library}/sessions']?.(request)
    if (!answer || !('body' in answer)) throw new Error('There is no such route.')
    const { session = '' } = answer.body as { session?: string }
    return { answer, ports, session }
  }
  const filled = { question: '¿Mapas?', language: 'es', answers: { status: 'Alumna' } }

  it('is shown to the librarian, and the answers to nobody else', async () => {
    const { ports, session } = await asks(filled)
    const { entries } = await ports.queue.waiting(['library:wren'])
    expect(entries).toMatchObject([{ session, language: 'es' }])
    const newest = await ports.sessions.load(session)
    if (!newest) throw new Error('There is a session.')
    const forLibrarian = await newestOf(ports.sessions, newest, { role: 'librarian', id: 'rob' })
    const answers = [{ field: 'status', label: 'You are', text: 'Alumna' }]
    expect(forLibrarian).toMatchObject({ language: 'es', answers })
    const forPatron = await resumed(ports.sessions, newest, { role: 'patron' }, 0)
    expect(forPatron).toMatchObject({ language: 'es' })
    expect(forPatron).not.toHaveProperty('answers')
  })

  it('is kept with a question that is left for an answer by email', async () => {
    const { ports, session } = await asks({ ...filled, email: 'j@patrons.example.org', byMail: true })
    const [asked] = await ports.sessions.history(session)
    expect(asked).toMatchObject({ type: 'Asked', language: 'es', answers: [{ text: 'Alumna' }] })
  })

  it.each([
    ['a required answer that is missing', { answers: {} }, 'form-incomplete'],
    ['an answer to no field', { answers: { status: 'x', shoe: '44' } }, 'bad-frame'],
    ['a language that is none', { language: 'klingonese' }, 'bad-frame'],
    ['a language in another spelling', { language: 'ES' }, 'bad-frame'],
    ['an answer that is too long', { answers: { status: 'x'.repeat(501) } }, 'bad-frame'],
    ['an answer that is no text', { answers: { status: 5 } }, 'bad-frame'],
  ])('is refused with %s, and nothing is written', async (_what, more, code) => {
    const { answer, ports } = await asks({ ...filled, ...more })
    expect(answer).toMatchObject({ status: 400, body: { code } })
    expect((await ports.queue.waiting(['library:wren'])).entries).toEqual([])
  })
})
