import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const rob = 'rob@state-college.example.org'
const nancy = 'nancy@valley-university.example.edu'
const erin = 'erin@riverside-library.example.org'

describe('the rules of the desk, through the protocol', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterEach(() => desk.clear())
  afterAll(() => desk.stop())

  const heard = (wire: Wire, type: string, session: string) =>
    wire.pushes.filter(frame => frame.type === type && frame.session === session)

  describe('waiting', () => {
    it('R4 the patron’s own library is alerted at once, its group and the cooperative as the wait goes on', async () => {
      const own = await desk.librarian(nancy)
      const group = await desk.librarian(rob)
      const everyone = await desk.librarian(erin)
      const { session } = await desk.patron('valley-university', 'Where is the map room?')
      await own.push('waiting')
      expect([group, everyone].map(wire => heard(wire, 'waiting', session).length)).toEqual([0, 0])
      await desk.clock.advance(30_000)
      expect(await group.push('waiting')).toMatchObject({ session, question: 'Where is the map room?' })
      expect(heard(everyone, 'waiting', session)).toEqual([])
      await desk.clock.advance(30_000)
      await everyone.push('waiting')
      expect(await group.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
      for (const wire of [own, everyone]) await wire.push('no-longer-waiting')
    })

    it('R4 a rung with nobody on duty is skipped at once', async () => {
      const everyone = await desk.librarian(erin)
      const { session } = await desk.patron('valley-university', 'Where is the map room?')
      expect(await everyone.push('waiting')).toMatchObject({ session })
    })

    it('R2 R3 a librarian on duty for some of their pools sees, hears of and gets only the patrons of those', async () => {
      const wire = await desk.open(await desk.librarianTicket(rob))
      await desk.patron('mesa', 'First')
      await desk.clock.advance(1_000)
      const own = await desk.patron('state-college', 'Second')
      const narrow = { action: 'on-duty', pools: ['library:state-college'] }
      expect(await wire.send(narrow)).toMatchObject({ pools: narrow.pools, waiting: [{ session: own.session }] })
      const { session: elsewhere } = await desk.patron('mesa', 'Third')
      expect(await wire.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session: own.session })
      expect(await wire.send({ action: 'pick-up' })).toMatchObject({ code: 'nobody-waiting' })
      expect(heard(wire, 'waiting', elsewhere)).toEqual([])
      expect(await wire.send({ action: 'on-duty' })).toMatchObject({
        waiting: [{ question: 'First' }, { question: 'Third' }],
      })
    })

    it('R2 a librarian cannot come on duty for a pool that is not theirs, and stays on duty as before', async () => {
      const wire = await desk.librarian('john@state-college.example.org')
      const foreign = { action: 'on-duty', pools: ['library:state-college', 'cooperative'] }
      expect(await wire.send(foreign)).toMatchObject({ type: 'refused', code: 'not-your-pool' })
      const { session } = await desk.patron('state-college', 'Where is the map room?')
      expect(await wire.push('waiting')).toMatchObject({ session })
    })

    it.each(['goes off duty', 'loses the connection'])(
      'R4 a rung whose last librarian %s is skipped at once',
      async how => {
        const own = await desk.librarian(nancy)
        const everyone = await desk.librarian(erin)
        const { session } = await desk.patron('valley-university', 'Where is the map room?')
        await own.push('waiting')
        expect(heard(everyone, 'waiting', session)).toEqual([])
        if (how === 'goes off duty') await own.send({ action: 'off-duty' })
        else own.cut()
        await desk.cloud.quiet()
        await desk.clock.advance(15_000)
        expect(await everyone.push('waiting')).toMatchObject({ session })
      },
    )

    it('R6 a patron sees whom they are waiting for, gets an offer after two minutes, and may leave an address', async () => {
      await desk.librarian(nancy)
      const jane = await desk.patron('valley-university', 'Where is the map room?', { name: 'Jane' })
      const standing = await jane.send({ action: 'resume', session: jane.session, after: 0 })
      expect(standing).toMatchObject({ status: 'waiting', pools: ['library:valley-university'] })
      expect(standing.offered).toBeUndefined()
      await desk.clock.advance(119_000)
      expect(heard(jane, 'address-offer', jane.session)).toEqual([])
      await desk.clock.advance(1_000)
      await jane.push('address-offer')
      expect(heard(jane, 'waiting-for', jane.session).at(-1)).toMatchObject({
        pools: ['library:valley-university', 'group:academic', 'cooperative'],
      })
      const left = await jane.send({ action: 'leave-address', session: jane.session, email: 'jane@valley.example' })
      expect(left).toMatchObject({ type: 'address-left' })
      await jane.push('ended')
      await desk.clock.advance(1_000)
      const mails = await desk.cloud.mail()
      const to = mails.filter(({ subject }) => subject.includes(jane.session.slice(-8))).map(mail => mail.to)
      expect(to).toContainEqual(['ask@valley-university.example.edu'])
    })

    it('R6 if nobody is on duty anywhere, the offer comes at once', async () => {
      const jane = await desk.patron('mesa', 'Anybody there?')
      expect(await jane.send({ action: 'resume', session: jane.session, after: 0 })).toMatchObject({ offered: true })
    })

    it('R2 a particular patron out of turn needs a reason, which is kept with the session', async () => {
      const wire = await desk.librarian(rob)
      await desk.patron('mesa', 'First')
      await desk.clock.advance(1_000)
      const second = await desk.patron('mesa', 'Second')
      const pickUp = { action: 'pick-up', session: second.session }
      expect(await wire.send(pickUp)).toMatchObject({ type: 'refused', code: 'no-reason' })
      expect(await wire.send({ ...pickUp, reason: 'speaks Navajo' })).toMatchObject({
        type: 'picked-up',
        ...(second.session && { session: second.session }),
      })
      expect(await wire.send({ ...pickUp, session: '0'.repeat(26) })).toMatchObject({ code: 'no-such-session' })
    })
  })

  describe('with a patron', () => {
    let wire: Wire
    let jane: Awaited<ReturnType<TestDesk['patron']>>
    let session: string
    let briefing: Record<string, unknown>
    beforeEach(async () => {
      wire = await desk.librarian(rob)
      jane = await desk.patron('mesa', 'Do you lend telescopes?', { name: 'Jane Miller' })
      session = jane.session
      const picked = await wire.send({ action: 'pick-up' })
      briefing = { ...Object(picked.briefing) }
    })

    it('R7 R11 R18 the briefing has the greeting, ready to send, the policy page and three lists of scripts', () => {
      expect(briefing.library).toEqual(expect.stringContaining('Mesa'))
      expect(briefing.greeting).toEqual(expect.stringContaining('Jane Miller'))
      expect(briefing.greeting).not.toMatch(/[{}]/)
      expect(briefing.scripts).toMatchObject({
        mine: expect.any(Array),
        myLibrary: expect.any(Array),
        patronsLibrary: expect.any(Array),
      })
    })

    it('R11 a patron never gets a policy page', () => {
      expect(JSON.stringify(jane.pushes)).not.toMatch(/policy/)
    })

    it('R11 a mistake on the policy page is reported to its library, without naming the patron', async () => {
      const report = { action: 'report-policy', session, text: 'The link to the hours is dead.' }
      expect(await wire.send(report)).toMatchObject({ type: 'policy-reported' })
      // Sent again because its reply was lost, it is the same report.
      expect(await wire.send(report)).toMatchObject({ type: 'policy-reported' })
      for (const text of ['The map is old.', 'Loans are for a week.'])
        expect(await wire.send({ ...report, text })).toMatchObject({ type: 'policy-reported' })
      expect(await wire.send({ ...report, text: 'And more.' })).toMatchObject({ code: 'enough-reports' })
      await wire.send({ action: 'close', session, despite: ['not-asked'] })
      await desk.clock.advance(1_000)
      const mails = await desk.cloud.mail()
      expect(mails).toHaveLength(3)
      const mail = mails.find(({ text }) => text?.includes('The link to the hours'))
      expect(mail?.to).toEqual(['questions@mesa-library.example.org'])
      expect(mail?.text).toContain('The link to the hours is dead.')
      expect(`${mail?.subject} ${mail?.text}`).not.toContain('Jane')
    })

    it('R7 no message 30 s after picking up: a nudge, once', async () => {
      await desk.clock.advance(29_000)
      expect(heard(wire, 'greeting-nudge', session)).toEqual([])
      await desk.clock.advance(1_000)
      await wire.push('greeting-nudge')
      await desk.clock.advance(60_000)
      expect(heard(wire, 'greeting-nudge', session)).toHaveLength(1)
    })

    it('R9 R17 advice comes with the acknowledgement and stops nothing', async () => {
      const said = await wire.send({ action: 'say', session, n: 1, text: "We can't lend anything." })
      expect(said).toMatchObject({ type: 'said', number: 2 })
      expect(said.advice).toMatchObject([{ rule: 'greeting' }, { rule: 'positive-phrasing' }])
      expect(await jane.push('message')).toMatchObject({ text: "We can't lend anything." })
    })

    it('R12 R13 R14 a resource needs a citation, a link that will die is marked, a statement arrives byte for byte', async () => {
      const resource = { action: 'say', session, n: 1, text: 'Here it is', kind: 'resource' }
      expect(await wire.send({ ...resource, resource: {} })).toMatchObject({ type: 'refused', code: 'no-citation' })
      const url = 'https://catalog.example.org/search?sessionid=123'
      await wire.send({ ...resource, resource: { url, path: 'Catalog > Things > Telescopes' } })
      expect(await jane.push('message')).toMatchObject({ kind: 'resource', resource: { url }, mayExpire: true })
      const statement = 'african americans and business* and "new york"  _x_'
      await wire.send({ action: 'say', session, n: 2, text: statement, kind: 'statement' })
      expect(await jane.push('message', frame => frame.number === 3)).toMatchObject({
        kind: 'statement',
        text: statement,
      })
    })

    it('R20 a text that names another patron of this librarian is softly refused', async () => {
      const other = await desk.patron('mesa', 'Another question', { name: 'Boris Petrov', email: 'boris@mesa.example' })
      await wire.send({ action: 'pick-up' })
      const say = { action: 'say', session, n: 1, text: 'Hi Boris Petrov, here is your list' }
      expect(await wire.send(say)).toMatchObject({ type: 'refused', code: 'another-patron', soft: true })
      expect(await wire.send({ ...say, text: 'Write to boris@mesa.example' })).toMatchObject({ code: 'another-patron' })
      expect(await wire.send({ ...say, despite: ['another-patron'] })).toMatchObject({ type: 'said' })
      expect(await wire.send({ ...say, session: other.session })).toMatchObject({ type: 'said' })
    })

    it('R20 an address that becomes known while another patron is served counts, too', async () => {
      const other = await desk.patron('mesa', 'Another question')
      await wire.send({ action: 'pick-up' })
      await wire.send({ action: 'attest-contact', session: other.session, email: 'cleo@mesa.example' })
      const say = { action: 'say', session, n: 1, text: 'I wrote to cleo@mesa.example' }
      expect(await wire.send(say)).toMatchObject({ code: 'another-patron' })
    })

    it('R21 closing without having asked whether that is all is softly refused', async () => {
      const close = { action: 'close', session, code: 'answered' }
      expect(await wire.send(close)).toMatchObject({ type: 'refused', code: 'not-asked', soft: true })
      await wire.send({ action: 'say', session, n: 1, text: 'Does this completely answer your question?' })
      expect(await wire.send(close)).toMatchObject({ type: 'closed' })
    })

    it('R21 a patron who has gone need not be asked', async () => {
      jane.cut()
      await wire.push('patron-here', frame => frame.here === false)
      expect(await wire.send({ action: 'close', session, code: 'answered' })).toMatchObject({ type: 'closed' })
    })

    it('R23 the patron reads the goodbye of their own library', async () => {
      await wire.send({ action: 'close', session, code: 'answered', despite: ['not-asked'] })
      const { goodbye } = await jane.push('ended')
      expect(goodbye).toEqual(briefing.goodbye)
      expect(goodbye).not.toMatch(/State College/)
    })

    it('R28 the code is suggested from the state of the session', async () => {
      const suggest = { action: 'suggest', session }
      expect(await wire.send(suggest)).toMatchObject({ type: 'suggestion', code: 'lost-call' })
      await jane.send({ action: 'say', session, n: 1, text: 'Small ones?' })
      expect(await wire.send(suggest)).toMatchObject({ code: 'answered', because: 'no-contact' })
      await jane.send({ action: 'say', session, n: 2, text: 'I am jane@mesa.example' })
      expect(await wire.send(suggest)).toMatchObject({ code: 'follow-up-by-patrons-library' })
      expect(await wire.send({ ...suggest, resolved: true })).toMatchObject({ code: 'answered' })
    })

    it('R33 a silent patron: the librarian is prompted to ask, to warn, to close', async () => {
      await wire.send({ action: 'say', session, n: 1, text: "Hi, I'm Rob. Which kind?" })
      await desk.clock.advance(180_000)
      expect(await wire.push('patron-silent')).toMatchObject({ prompt: 'ask' })
      await desk.clock.advance(120_000)
      await wire.push('patron-silent', frame => frame.prompt === 'warn')
      await desk.clock.advance(300_000)
      await wire.push('patron-silent', frame => frame.prompt === 'close')
      expect(jane.pushes.map(({ type }) => type)).not.toContain('patron-silent')
    })

    it('R34 when a librarian vanishes for a minute, the patron is back in the queue with their original wait', async () => {
      const other = await desk.librarian(erin)
      const { askedAt } = await jane.send({ action: 'resume', session, after: 0 })
      wire.cut()
      await jane.push('librarian-here', frame => frame.here === false)
      await desk.clock.advance(59_000)
      expect(heard(jane, 'back-in-queue', session)).toEqual([])
      await desk.clock.advance(2_000)
      await jane.push('back-in-queue')
      await other.push('waiting', frame => frame.session === session)
      expect(await other.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session, askedAt })
      const again = await desk.librarian(rob)
      expect(await again.send({ action: 'say', session, n: 1, text: 'Sorry!' })).toMatchObject({ code: 'not-yours' })
    })

    it('R34 a librarian who is back within a minute continues', async () => {
      wire.cut()
      await jane.push('librarian-here', frame => frame.here === false)
      await desk.clock.advance(50_000)
      const back = await desk.librarian(rob)
      await back.send({ action: 'resume', session, after: 0 })
      await desk.clock.advance(30_000)
      expect(heard(jane, 'back-in-queue', session)).toEqual([])
      expect(await back.send({ action: 'say', session, n: 1, text: "Hi, I'm Rob." })).toMatchObject({ type: 'said' })
    })

    it('R35 a transfer is offered and accepted; the patron is told, and nobody serves twice', async () => {
      const other = await desk.librarian(nancy)
      const offer = { action: 'transfer', session, librarian: 'nancy', note: 'Asks for a small telescope.' }
      expect(await wire.send(offer)).toMatchObject({ type: 'transfer-asked' })
      expect(await wire.send(offer)).toMatchObject({ code: 'transfer-pending' })
      expect(await other.push('transfer-offered')).toMatchObject({ session, note: 'Asks for a small telescope.' })
      const taken = await other.send({ action: 'answer-transfer', session, accept: true })
      expect(taken).toMatchObject({ type: 'transferred', session, notes: [{ text: 'Asks for a small telescope.' }] })
      await wire.push('transferred-away')
      await jane.push('librarian-joined', frame => String(frame.name).startsWith('Nancy'))
      expect(await wire.send({ action: 'say', session, n: 1, text: 'x' })).toMatchObject({ code: 'not-yours' })
      expect(await other.send({ action: 'say', session, n: 1, text: "Hi, I'm Nancy." })).toMatchObject({ type: 'said' })
      expect(JSON.stringify(jane.pushes)).not.toContain('small telescope')
    })

    it('R35 an offer is declined, or returns after 30 s', async () => {
      const other = await desk.librarian(nancy)
      const offer = { action: 'transfer', session, librarian: 'nancy' }
      await wire.send(offer)
      await other.send({ action: 'answer-transfer', session, accept: false })
      await wire.push('transfer-offer-declined')
      await wire.send(offer)
      await desk.clock.advance(31_000)
      await wire.push('transfer-returned')
      await other.push('transfer-over')
      expect(await other.send({ action: 'answer-transfer', session, accept: true })).toMatchObject({
        code: 'no-transfer',
      })
      expect(await wire.send({ ...offer, librarian: 'mei' })).toMatchObject({ code: 'nobody-there' })
    })

    it('R35 the first of a pool to accept takes over', async () => {
      const [a, b] = [await desk.librarian(nancy), await desk.librarian(erin)]
      await wire.send({ action: 'transfer', session, pool: 'cooperative' })
      for (const one of [a, b]) await one.push('transfer-offered')
      const answers = await Promise.all(
        [a, b].map(one => one.send({ action: 'answer-transfer', session, accept: true })),
      )
      expect(answers.map(({ type }) => type).toSorted()).toEqual(['refused', 'transferred'])
    })
  })
})
