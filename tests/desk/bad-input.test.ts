import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refused, startDesk, type TestDesk, type Wire } from './desk.ts'

/** Everything that the desk knows about a session, as its librarian sees it, and that a refusal must not change. */
async function stateOf(rob: Wire, session: string) {
  const { re: _re, ...state } = await rob.send({ action: 'resume', session, after: 0 })
  return state
}

describe('bad input gets its own refusal and changes nothing', () => {
  let desk: TestDesk
  let rob: Wire
  let nancy: Wire
  let jane: Wire & { session: string; pass: string; ticket: string }
  let session: string
  let before: unknown
  beforeAll(async () => {
    desk = await startDesk()
    rob = await desk.librarian('rob@state-college.example.org')
    nancy = await desk.librarian('nancy@valley-university.example.edu')
    jane = await desk.patron('valley-university', 'Is the map room open?', { name: 'Jane' })
    session = jane.session
    // Nancy is on duty at Jane's own library, so others reach Jane on the next rungs of the ladder (R4).
    await desk.clock.advance(60_000)
    await rob.send({ action: 'pick-up' })
    before = await stateOf(rob, session)
  })
  afterAll(() => desk.stop())

  const long = 'a'.repeat(4_001)
  const say = (more: object) => JSON.stringify({ action: 'say', session, n: 1, text: 'hello', ...more })
  const cases: readonly (readonly [string, () => string, string])[] = [
    ['not JSON', () => 'hello', 'not-json'],
    ['JSON that is not an object', () => '[1,2]', 'not-json'],
    ['JSON cut off', () => '{"action":"say"', 'not-json'],
    ['an unknown action', () => '{"action":"shout"}', 'unknown-action'],
    ['no action', () => '{}', 'unknown-action'],
    ['an action that is not a text', () => '{"action":7}', 'unknown-action'],
    ['a text that is not a text', () => say({ text: 5 }), 'bad-frame'],
    ['a text that is missing', () => say({ text: undefined }), 'bad-frame'],
    ['an empty text', () => say({ text: '  ' }), 'bad-frame'],
    ['a text over the limit', () => say({ text: long }), 'bad-frame'],
    ['a counter that is not a whole number', () => say({ n: 1.5 }), 'bad-frame'],
    ['a counter that is not positive', () => say({ n: 0 }), 'bad-frame'],
    ['an unknown field', () => say({ colour: 'red' }), 'bad-frame'],
    ['a session id of another shape', () => say({ session: '../x' }), 'bad-frame'],
    ['a session that never existed', () => say({ session: '0'.repeat(26) }), 'no-such-session'],
    ['a counter that comes too early', () => say({ n: 3 }), 'out-of-order'],
    [
      'a deadline that is not a date',
      () => JSON.stringify({ action: 'close', session, deadline: 'soon' }),
      'bad-frame',
    ],
    ['an unknown code', () => JSON.stringify({ action: 'close', session, code: 'fine' }), 'bad-frame'],
    [
      'an address that is not one',
      () => JSON.stringify({ action: 'attest-contact', session, email: 'jane' }),
      'bad-frame',
    ],
    ['an action of the other role', () => JSON.stringify({ action: 'leave', session }), 'not-for-you'],
  ]
  it.each(cases)('%s', async (_what, text, code) => {
    const reply = await rob.sendText(text())
    expect(reply).toMatchObject({ type: 'refused', code })
    expect(String(reply.reason)).toMatch(/^[A-Z][^\n]*\.$/)
    expect(JSON.stringify(reply)).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error|aaaa/)
    expect(await stateOf(rob, session)).toEqual(before)
  })

  it.each([33, 129])('a frame of %i KB ends the connection, and the session is unchanged', async kilobytes => {
    const other = await desk.librarian('john@state-college.example.org')
    void other.sendText(JSON.stringify({ action: 'say', session, n: 1, text: 'c'.repeat(kilobytes * 1024) }))
    expect(await other.closed).toBe(1009)
    expect(await stateOf(rob, session)).toEqual(before)
  })

  it('R20 a librarian who does not hold the session is refused', async () => {
    for (const frame of [
      { action: 'say', session, n: 1, text: 'hello' },
      { action: 'note', session, n: 1, text: 'hello' },
      { action: 'typing', session },
      { action: 'ask-contact', session },
      { action: 'attest-contact', session, email: 'x@example.org' },
      { action: 'close', session },
      { action: 'resume', session, after: 0 },
    ])
      expect(await nancy.send(frame), frame.action).toMatchObject({ type: 'refused', code: 'not-yours' })
    expect(await stateOf(rob, session)).toEqual(before)
  })

  it('a patron is refused another patron’s session, before anything of it is read', async () => {
    const other = await desk.patron('mesa', 'Hello?')
    for (const frame of [
      { action: 'say', session, n: 1, text: 'hello' },
      { action: 'resume', session, after: 0 },
      { action: 'leave', session },
      { action: 'confirm-contact', session, email: 'x@example.org' },
    ])
      expect(await other.send(frame), frame.action).toMatchObject({ type: 'refused', code: 'not-yours' })
    expect(await other.send({ action: 'pick-up' })).toMatchObject({ code: 'not-for-you' })
    expect(await stateOf(rob, session)).toEqual(before)
  })

  it('before pick-up a librarian may not write, after closing nobody may', async () => {
    const waiting = await desk.patron('mesa', 'Anybody?')
    const early = { action: 'say', session: waiting.session, n: 1, text: 'hi' }
    expect(await nancy.send(early)).toMatchObject({ code: 'not-picked-up' })
    expect(await waiting.send({ ...early, text: 'still here' })).toMatchObject({ type: 'said', number: 2 })
    const closed = await desk.patron('mesa', 'Bye')
    await closed.send({ action: 'leave', session: closed.session })
    const late = { action: 'say', session: closed.session, n: 1, text: 'late' }
    expect(await closed.send(late)).toMatchObject({ type: 'refused', code: 'closed' })
  })

  it('the same counter with other words is refused, with the same words acknowledged with its first number', async () => {
    const said = await rob.send({ action: 'say', session, n: 1, text: 'hello' })
    expect(await rob.send({ action: 'say', session, n: 1, text: 'hello' })).toMatchObject({
      type: 'said',
      number: said.number,
    })
    expect(await rob.send({ action: 'say', session, n: 1, text: 'goodbye' })).toMatchObject({ code: 'other-words' })
    expect(await rob.send({ action: 'resume', session, after: 0 })).toMatchObject({ last: 2 })
  })

  describe('tickets', () => {
    const status = (opening: Promise<unknown>) =>
      opening.then(
        () => 101,
        error => (error instanceof Refused ? error.status : error),
      )

    it('a ticket opens one connection and no second', async () => {
      expect(await status(desk.open(jane.ticket))).toBe(403)
    })

    it('of two that use a ticket at once, one is admitted', async () => {
      const { ticket } = await desk.ask('mesa', 'Twice at once?')
      const both = await Promise.all([status(desk.open(ticket)), status(desk.open(ticket))])
      expect(both.toSorted()).toEqual([101, 403])
    })

    it('an expired ticket is refused', async () => {
      const { ticket } = await desk.ask('mesa', 'Too late?')
      await desk.clock.advance(61_000)
      expect(await status(desk.open(ticket))).toBe(403)
    })

    it('a ticket that was tampered with is refused', async () => {
      const { ticket } = await desk.ask('mesa', 'Changed?')
      const [head = '', body = '', signature = ''] = ticket.split('.')
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
      const forged = { ...claims, identity: { role: 'librarian', library: 'mesa', librarian: 'rob' } }
      const swapped = Buffer.from(JSON.stringify(forged)).toString('base64url')
      expect(await status(desk.open(`${head}.${swapped}.${signature}`))).toBe(403)
      const none = Buffer.from('{"alg":"none"}').toString('base64url')
      expect(await status(desk.open(`${none}.${swapped}.`))).toBe(403)
      expect(await status(desk.open(`${head}.${body}.${signature.slice(0, -4)}AAAA`))).toBe(403)
    })

    it('a pass is not a ticket, and a ticket is not a pass', async () => {
      expect(await status(desk.open(jane.pass))).toBe(403)
      const { session: mine, ticket } = await desk.ask('mesa', 'Pass?')
      const answer = await desk.post(`/sessions/${mine}/tickets`, '', { authorization: `Bearer ${ticket}` })
      expect(answer).toMatchObject({ status: 401, body: { code: 'bad-ticket' } })
    })

    it('a pass for one session gives no ticket for another', async () => {
      const other = await desk.ask('mesa', 'Mine?')
      const answer = await desk.post(`/sessions/${other.session}/tickets`, '', { authorization: `Bearer ${jane.pass}` })
      expect(answer).toMatchObject({ status: 401, body: { code: 'bad-ticket' } })
    })

    it('a ticket given to one web page opens no connection from another', async () => {
      const page = 'https://library.state-college.example.org'
      const asked = await desk.post(
        '/libraries/state-college/sessions',
        { question: 'From the web?' },
        { origin: page },
      )
      expect(asked.status).toBe(201)
      expect(await status(desk.open(String(asked.body.ticket), { origin: 'https://evil.example' }))).toBe(403)
      expect(await status(desk.open(String(asked.body.ticket)))).toBe(403)
      expect(await status(desk.open(String(asked.body.ticket), { origin: page }))).toBe(101)
    })

    it('without any ticket there is no connection', async () => {
      expect(await status(desk.open('nothing'))).toBe(403)
    })
  })

  describe('questions', () => {
    const ask = (library: string, body: unknown, headers = {}) =>
      desk.post(`/libraries/${library}/sessions`, body, headers)

    it.each([
      ['not JSON', '{', 'bad-frame'],
      ['no question', {}, 'bad-frame'],
      ['an empty question', { question: ' ' }, 'bad-frame'],
      ['a question over the limit', { question: 'q'.repeat(4_001) }, 'bad-frame'],
      ['an address that is not one', { question: 'Hi', email: 'jane at home' }, 'bad-frame'],
      ['an unknown field', { question: 'Hi', library: 'x' }, 'bad-frame'],
    ])('%s', async (_what, body, code) => {
      const answer = await ask('mesa', body)
      expect(answer).toMatchObject({ status: 400, body: { code } })
      expect(String(answer.body.reason)).toMatch(/^[A-Z][^\n]*\.$/)
    })

    it('a library that is not a member', async () => {
      expect(await ask('nowhere', { question: 'Hi' })).toMatchObject({ status: 404, body: { code: 'no-such-library' } })
    })

    it('a page that is not on the library’s list', async () => {
      const answer = await ask('mesa', { question: 'Hi' }, { origin: 'https://evil.example' })
      expect(answer).toMatchObject({ status: 403, body: { code: 'wrong-origin' } })
    })

    it('a ticket is only for librarians of the consortium with a valid sign-in', async () => {
      const stranger = { authorization: `Bearer ${await desk.cloud.signIn('stranger@example.org')}` }
      expect(await desk.post('/tickets', '', stranger)).toMatchObject({
        status: 403,
        body: { code: 'unknown-librarian' },
      })
      expect((await desk.post('/tickets', '')).status).toBe(401)
      expect((await desk.post('/tickets', '', { authorization: `Bearer ${jane.pass}` })).status).toBe(401)
    })
  })
})
