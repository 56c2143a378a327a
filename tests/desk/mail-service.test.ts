import PostalMime from 'postal-mime'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Intercept } from '../../local/cloud.ts'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const mailbox = 'info@riverside-library.example.org'
/** As it stands in the body of a call. */
const patrons = encodeURIComponent('jane@patrons.example.org')

describe('what the mail service may answer instead', () => {
  let desk: TestDesk
  let fault: Intercept | undefined
  let rob: Wire
  let session: string
  beforeAll(async () => {
    desk = await startDesk({
      // The receipt of the patron goes out beside it, whatever becomes of the follow-up.
      intercept: (call, next) =>
        fault && call.operation === 'SendRawEmail' && !call.body.toString().includes(patrons)
          ? fault(call, next)
          : next(),
    })
  })
  afterAll(() => desk.stop())
  beforeEach(async () => {
    rob = await desk.librarian('rob@state-college.example.org')
    const jane = await desk.patron('riverside', 'Is the reading room open?')
    session = jane.session
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'attest-contact', session, email: 'jane@patrons.example.org' })
  })
  afterEach(() => {
    fault = undefined
    return desk.clear()
  })

  const passOn = async () => {
    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' }
    expect(await rob.send(close)).toMatchObject({ type: 'closed' })
  }
  const error = (status: number, code: string, message: string) => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body:
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>` +
      `<Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  })
  const references = async () => {
    const ofStaff = (await desk.cloud.mail()).filter(({ to }) => !to.includes('jane@patrons.example.org'))
    const parsed = await Promise.all(ofStaff.map(({ raw }) => PostalMime.parse(raw ?? '')))
    return parsed.map(({ headers }) => headers.find(({ key }) => key === 'x-coopdesk-reference')?.value)
  }

  it.each([
    [400, 'Throttling', 'Maximum sending rate exceeded.'],
    [400, 'MessageRejected', 'Email address is not verified.'],
    [503, 'ServiceUnavailable', 'Service is unavailable.'],
  ])(
    'R29 ten minutes of %i %s lose no mail: it goes out once afterwards',
    async (status, code, message) => {
      let tries = 0
      const until = desk.clock.now() + 600_000
      fault = (_call, next) => {
        if (desk.clock.now() > until) return next()
        tries++
        return Promise.resolve(error(status, code, message))
      }
      await passOn()
      await desk.clock.advance(590_000)
      expect(await references()).toEqual([])
      // It is tried at once and after one, three and seven minutes, and each time the SDK retries on its own.
      expect(tries).toBeGreaterThanOrEqual(4)
      expect(tries).toBeLessThanOrEqual(4 * 3)
      await desk.clock.advance(600_000)
      expect(await references()).toEqual([`${session}.1`])
    },
    60_000,
  )

  it('R29 a daily quota that is used up for three hours loses no mail, which is tried once an hour', async () => {
    let tries = 0
    const until = desk.clock.now() + 3 * 3_600_000 - 60_000
    fault = (_call, next) => {
      if (desk.clock.now() > until) return next()
      tries++
      return Promise.resolve(error(400, 'Throttling', 'Daily message quota exceeded.'))
    }
    await passOn()
    await desk.clock.advance(3 * 3_600_000 - 60_000)
    expect(await references()).toEqual([])
    // The SDK tries three times on its own, at once and after one and two hours.
    expect(tries).toBe(3 * 3)
    await desk.clock.advance(3_600_000)
    expect(await references()).toEqual([`${session}.1`])
  }, 60_000)

  it('R29 an address that it refuses for good is given up at once, and the escalation address is told', async () => {
    fault = async (call, next) =>
      call.body.toString().includes(encodeURIComponent(mailbox))
        ? error(400, 'InvalidParameterValue', 'Local address contains control or whitespace')
        : next()
    await passOn()
    await desk.clock.advance(120_000)
    const ofStaff = (await desk.cloud.mail()).filter(({ to }) => !to.includes('jane@patrons.example.org'))
    expect(ofStaff.map(({ to }) => to)).toEqual([['coordinator@hudson-lakes.example.org']])
    expect(ofStaff[0]?.subject).toContain('UNDELIVERABLE')
  })

  it('R29 a mail that was accepted but not acknowledged may come twice, and is recognised by its reference', async () => {
    let isDone = false
    fault = async (_call, next) => {
      const answer = await next()
      if (isDone) return answer
      isDone = true
      return error(500, 'InternalFailure', 'The request timed out.')
    }
    await passOn()
    await desk.clock.advance(600_000)
    const [first, second, ...more] = await references()
    expect([first, second, more]).toEqual([`${session}.1`, `${session}.1`, []])
  })

  it('R29 if the function dies between sending and recording, the mail is sent once more a minute later', async () => {
    let isDone = false
    fault = async (call, next) => {
      const answer = await next()
      if (!isDone) desk.cloud.kill(call.caller.functionId)
      isDone = true
      return answer
    }
    await passOn()
    await desk.clock.advance(50_000)
    expect(await references()).toEqual([`${session}.1`])
    await desk.clock.advance(600_000)
    expect(await references()).toEqual([`${session}.1`, `${session}.1`])
  })
})
