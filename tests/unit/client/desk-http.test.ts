import { afterEach, describe, expect, it } from 'vitest'
import { askQuestion } from '../../../client/desk-http.ts'
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
