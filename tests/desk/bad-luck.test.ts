import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Intercept } from '../../local/cloud.ts'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

describe('bad luck loses nothing that was acknowledged', () => {
  let desk: TestDesk
  let fault: Intercept | undefined
  let rob: Wire
  let jane: Wire & { session: string; pass: string }
  let session: string
  beforeAll(async () => {
    desk = await startDesk({ intercept: (call, next) => (fault ? fault(call, next) : next()) })
  })
  afterAll(() => desk.stop())
  beforeEach(async () => {
    rob = await desk.librarian('rob@state-college.example.org')
    jane = await desk.patron('riverside', 'Is the reading room open?')
    session = jane.session
    await rob.send({ action: 'pick-up' })
  })
  afterEach(() => {
    fault = undefined
    return desk.clear()
  })

  const texts = async () => {
    const { messages } = await rob.send({ action: 'resume', session, after: 0 })
    return Array.isArray(messages) ? messages.map(({ number, text }) => [number, text]) : []
  }

  it('R36 a function that dies after the write: the retry is acknowledged, and the message is there once', async () => {
    fault = async ({ operation, caller }, next) => {
      const answer = await next()
      if (operation === 'PutItem') {
        fault = undefined
        desk.cloud.kill(caller.functionId)
      }
      return answer
    }
    const first = await rob.sendText(JSON.stringify({ action: 'say', session, n: 1, text: 'It is.' }))
    expect(first.message).toBe('Internal server error')
    expect(await rob.send({ action: 'say', session, n: 1, text: 'It is.' })).toMatchObject({ type: 'said', number: 2 })
    expect(await jane.push('message')).toMatchObject({ number: 2, text: 'It is.' })
    expect(await texts()).toEqual([
      [1, 'Is the reading room open?'],
      [2, 'It is.'],
    ])
  })

  it('R36 a write whose response is lost is not repeated by the SDK’s own retry', async () => {
    fault = async ({ operation }, next) => {
      const answer = await next()
      if (operation !== 'PutItem') return answer
      fault = undefined
      return { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' }
    }
    expect(await rob.send({ action: 'say', session, n: 1, text: 'It is.' })).toMatchObject({ type: 'said', number: 2 })
    expect(await texts()).toHaveLength(2)
  })

  it('R36 frames that overtake each other end up in the order of their counters', async () => {
    const frames = [1, 2, 3, 4, 5].map(n => ({ action: 'say', session, n, text: `part ${n}` }))
    const pending = new Set(frames)
    for (let round = 0; pending.size > 0 && round < 20; round++)
      await Promise.all(
        [...pending].map(async frame => {
          const reply = await rob.send(frame)
          if (reply.type === 'said') pending.delete(frame)
          else expect(reply.code).toBe('out-of-order')
        }),
      )
    expect((await texts()).slice(1).map(([, text]) => text)).toEqual(frames.map(({ text }) => text))
  })

  it('a dead connection does not disturb the others: the message is kept, the patron is away, and the librarian is told', async () => {
    fault = async ({ operation }, next) => {
      if (operation !== 'PostToConnection') return next()
      fault = undefined
      return { status: 410, headers: { 'x-amzn-errortype': 'GoneException' }, body: '{"message":"Gone"}' }
    }
    expect(await rob.send({ action: 'say', session, n: 1, text: 'It is.' })).toMatchObject({ type: 'said', number: 2 })
    expect(await rob.push('patron-here', frame => frame.here === false)).toMatchObject({ session })
    expect(await jane.send({ action: 'resume', session, after: 1 })).toMatchObject({ messages: [{ text: 'It is.' }] })
  })

  it('an old disconnect does not remove a new connection', async () => {
    const again = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${jane.pass}` })
    const back = await desk.open(String(again.body.ticket))
    await back.send({ action: 'resume', session, after: 1 })
    jane.cut()
    await desk.cloud.quiet()
    await rob.send({ action: 'say', session, n: 1, text: 'Still there?' })
    expect(await back.push('message')).toMatchObject({ number: 2 })
  })

  it('two librarians picking up at once get two different patrons', async () => {
    const nancy = await desk.librarian('nancy@valley-university.example.edu')
    await desk.ask('riverside', 'First')
    await desk.clock.advance(10)
    await desk.ask('riverside', 'Second')
    const picked = await Promise.all([rob, nancy, rob].map(wire => wire.send({ action: 'pick-up' })))
    const sessions = picked.filter(({ type }) => type === 'picked-up').map(frame => frame.session)
    expect(new Set(sessions).size).toBe(2)
    expect(picked.filter(({ code }) => code === 'nobody-waiting')).toHaveLength(1)
  })

  it('R5 a librarian who picks up many times at once stays within their limit', async () => {
    for (let i = 0; i < 4; i++) await desk.ask('riverside', `Question ${i}`)
    const picked = await Promise.all([1, 2, 3, 4].map(() => rob.send({ action: 'pick-up' })))
    const sessions = picked.filter(({ type }) => type === 'picked-up').map(frame => frame.session)
    expect(new Set(sessions).size).toBe(2)
    expect(picked.filter(({ code }) => code === 'at-your-limit')).toHaveLength(2)
  })

  /** The follow-up to the library, and the receipt to the patron. */
  const both = [['info@riverside-library.example.org'], ['jane@riverside.example']]
  const recipients = async () => (await desk.cloud.mail()).map(({ to }) => to).toSorted()

  it('a mail service that fails is tried again until the mail is out, once', async () => {
    let failures = 0
    fault = async ({ operation }, next) => {
      if (operation !== 'SendRawEmail' || failures >= 4) return next()
      failures++
      return {
        status: 503,
        headers: {},
        body: '<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>',
      }
    }
    await rob.send({ action: 'attest-contact', session, email: 'jane@riverside.example' })
    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' }
    expect(await rob.send(close)).toMatchObject({ type: 'closed' })
    await desk.clock.advance(600_000)
    expect(failures).toBe(4)
    expect(await recipients()).toEqual(both)
  })

  it('a follow-up timer whose start was lost is started by the session’s timer', async () => {
    fault = async ({ operation }, next) =>
      operation === 'StartExecution' ? { status: 500, headers: {}, body: '{"__type":"InternalFailure"}' } : next()
    await rob.send({ action: 'attest-contact', session, email: 'jane@riverside.example' })
    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' }
    expect(await rob.send(close)).toMatchObject({ type: 'closed' })
    expect(await desk.cloud.mail()).toHaveLength(0)
    fault = undefined
    await desk.clock.advance(180_000)
    expect(await recipients()).toEqual(both)
  })
})
