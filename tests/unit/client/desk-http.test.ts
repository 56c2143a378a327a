import { afterEach, describe, expect, it, vi } from 'vitest'
import { askQuestion, DeskRefusal } from '../../../client/desk-http.ts'
import { testProofs } from '../../memory/mail-tokens.ts'
import { at } from '../members.ts'
import { type Answers, type FakeDesk, fakeDesk } from './fake-desk.ts'

const open: FakeDesk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.stop()
})
const desk = async (http: NonNullable<Answers['http']>) => {
  const started = await fakeDesk({ http })
  open.push(started)
  return started
}

describe('a patron submits a question', () => {
  it('R36 as the same submission again where the desk was busy, so that it opens one session', async () => {
    let isBusy = true
    const { http, bodies } = await desk((_path, ticket) => {
      const wasBusy = isBusy
      isBusy = false
      return wasBusy
        ? { status: 503, body: { code: 'try-again', reason: 'The desk is busy; please try again.' } }
        : { status: 201, body: { session: 's', pass: 'p', ...ticket } }
    })
    expect(await askQuestion(http, 'mesa', { question: 'Maps?' })).toMatchObject({ session: 's', pass: 'p' })
    expect(bodies).toHaveLength(2)
    expect(bodies[0]).toBe(bodies[1])
    expect(bodies[0]).toMatch(/"once":"[0-9a-f-]{36}"/)
  })

  it('and goes on to try where it is throttled, but not where its source has asked too much', async () => {
    let tries = 0
    const throttled = await desk((_path, ticket) =>
      ++tries < 3
        ? { status: 429, body: { message: 'Too Many Requests' } }
        : { status: 201, body: { session: 's', pass: 'p', ...ticket } },
    )
    let busy = 0
    expect(await askQuestion(throttled.http, 'mesa', { question: 'Maps?' }, () => busy++)).toMatchObject({
      session: 's',
    })
    expect([busy, throttled.bodies.length]).toEqual([2, 3])
    const refusing = await desk(() => ({ status: 429, body: { code: 'too-many-questions', reason: 'Please wait.' } }))
    await expect(askQuestion(refusing.http, 'mesa', { question: 'Maps?' })).rejects.toThrow('Please wait.')
    expect(refusing.bodies).toHaveLength(1)
  })

  it.each([
    ['in seconds', () => '90', 90_000],
    ['as a date', () => new Date(Date.now() + 90_000).toUTCString(), 90_000],
    ['as neither', () => 'soon', undefined],
    ['as a date that has passed', () => new Date(0).toUTCString(), undefined],
  ])('and a refusal says how long the desk asks to be left alone, %s', async (_how, header, wait) => {
    const { http } = await desk(() => ({
      status: 429,
      body: { code: 'too-many-questions', reason: 'Please wait.' },
      headers: { 'retry-after': header() },
    }))
    const refused = await askQuestion(http, 'mesa', { question: 'Maps?' }).catch((error: unknown) => error)
    const { retryAfter } = refused instanceof DeskRefusal ? refused : {}
    // A date has whole seconds, and some time has passed.
    expect(retryAfter && Math.ceil(retryAfter / 10_000) * 10_000).toBe(wait)
  })

  it('with the work that the library asks of their device, in the same submission', async () => {
    const challenge = await testProofs.challenge('mesa', at)
    const { http, bodies } = await desk((_path, ticket) =>
      bodies.length === 1
        ? { status: 403, body: { code: 'proof-missing', reason: 'This library asks for work.', challenge } }
        : { status: 201, body: { session: 's', pass: 'p', ...ticket } },
    )
    expect(await askQuestion(http, 'mesa', { question: 'Maps?' })).toMatchObject({ session: 's' })
    const [first, second] = bodies.map(body => JSON.parse(body))
    expect(second).toEqual({ ...first, proof: expect.any(String) })
    expect(await testProofs.read(second.proof, 'mesa', at)).toHaveProperty('id')
  })

  it('and a device that cannot do the work is told so by the desk', async () => {
    const { http, bodies } = await desk(() => ({
      status: 403,
      body: { code: 'proof-missing', reason: 'This library asks for work.', challenge },
    }))
    const challenge = await testProofs.challenge('mesa', at)
    vi.stubGlobal('crypto', { ...crypto, getRandomValues: () => new Uint8Array(16), subtle: undefined })
    const asking = askQuestion(http, 'mesa', { question: 'Maps?' }).finally(() => vi.unstubAllGlobals())
    await expect(asking).rejects.toMatchObject({ code: 'proof-missing', message: 'This library asks for work.' })
    expect(bodies).toHaveLength(1)
  })

  it("and a refusal is final, with the desk's code and sentence", async () => {
    const { http, bodies } = await desk(() => ({
      status: 404,
      body: { code: 'no-such-library', reason: 'There is no such library.' },
    }))
    const asking = askQuestion(http, 'nowhere', { question: 'Maps?' })
    await expect(asking).rejects.toMatchObject({
      status: 404,
      code: 'no-such-library',
      message: 'There is no such library.',
    })
    expect(bodies).toHaveLength(1)
  })
})
