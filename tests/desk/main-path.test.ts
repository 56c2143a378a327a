import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesk, type TestDesk, type Wire } from './desk.ts'

const statement = 'african americans and business* and new york'

describe('the main path, through the template on one machine', () => {
  let desk: TestDesk
  let rob: Wire
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.stop())

  it('R3 a librarian who comes on duty sees everyone who is already waiting', async () => {
    await desk.ask('riverside', 'Where do I renew my card?', { name: 'First' })
    await desk.clock.advance(5_000)
    await desk.ask('mesa', 'Do you lend telescopes?', { name: 'Second' })
    rob = await desk.open(await desk.librarianTicket('rob@state-college.example.org'))
    const duty = await rob.send({ action: 'on-duty' })
    expect(duty).toMatchObject({ type: 'on-duty', limit: 3, sessions: [] })
    expect(duty.waiting).toMatchObject([
      { library: 'riverside', name: 'First', question: 'Where do I renew my card?' },
      { library: 'mesa', name: 'Second' },
    ])
  })

  it('R2 a pick-up gives the patron who has waited longest, or nobody-waiting if there is none', async () => {
    const first = await rob.send({ action: 'pick-up' })
    expect(first).toMatchObject({ type: 'picked-up', library: 'riverside', patron: { name: 'First' } })
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', library: 'mesa' })
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'refused', code: 'nobody-waiting' })
    await rob.send({ action: 'close', session: first.session, code: 'lost-call' })
  })

  it('a patron asks, a librarian answers, the patron confirms an address, and the question is in the library’s mailbox', async () => {
    const jane = await desk.patron('valley-university', 'I need books on black businessmen in New York City', {
      name: 'Jane',
    })
    const { session } = jane
    await rob.push('waiting', frame => frame.session === session)
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
    await jane.push('librarian-joined')

    expect(await rob.send({ action: 'say', session, n: 1, text: statement })).toMatchObject({ type: 'said', number: 2 })
    expect(await jane.push('message')).toMatchObject({ number: 2, from: 'librarian', text: statement })
    expect(await jane.send({ action: 'say', session, n: 1, text: 'thank you!' })).toMatchObject({ number: 3 })
    await rob.push('message', frame => frame.session === session && frame.number === 3)
    expect(await rob.send({ action: 'note', session, n: 2, text: 'Checked the catalog only.' })).toMatchObject({
      type: 'noted',
    })

    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: '2026-12-01' }
    expect(await rob.send(close)).toMatchObject({ code: 'no-contact' })
    expect(await rob.send({ action: 'ask-contact', session })).toMatchObject({ type: 'contact-asked' })
    await jane.push('contact-form')
    await jane.send({ action: 'confirm-contact', session, email: 'jane@valley.example' })
    expect(await rob.push('address-verified')).toMatchObject({ session, email: 'jane@valley.example' })
    expect(await rob.send(close)).toMatchObject({ type: 'closed', code: 'follow-up-by-patrons-library', how: 'chosen' })
    expect(await jane.push('ended')).toMatchObject({ followUp: { deadline: '2026-12-01' } })
    await desk.clock.advance(1_000)

    const mails = await desk.cloud.mail()
    expect(mails).toHaveLength(2)
    const to = (address: string) => mails.find(mail => mail.to.includes(address))
    expect(to('jane@valley.example')?.text).not.toContain(statement)
    const mail = to('ask@valley-university.example.edu')
    for (const part of [
      statement,
      'Jane',
      'jane@valley.example (typed twice by the patron, not confirmed)',
      '2026-12-01',
      '1 note is not in this mail, because mails are forwarded.',
      'thank you!',
    ])
      expect(mail?.text).toContain(part)
  })

  it('R16 a librarian who is silent is warned at 2:30, the breach is recorded at 3:00, and the patron is sent nothing', async () => {
    const patron = await desk.patron('valley-university', 'Who wrote the hymn?')
    const { session } = patron
    expect(await rob.send({ action: 'pick-up' })).toMatchObject({ session })
    const mine = (type: string) => rob.pushes.filter(frame => frame.type === type && frame.session === session)
    await desk.clock.advance(149_000)
    expect(mine('silence-warning')).toEqual([])
    await desk.clock.advance(1_000)
    await rob.push('silence-warning', frame => frame.session === session)
    expect(mine('silence-breach')).toEqual([])
    await desk.clock.advance(30_000)
    expect(await rob.push('silence-breach', frame => frame.session === session)).toMatchObject({ breach: 1 })
    expect(patron.pushes.map(({ type }) => type).filter(type => type !== 'standing')).toEqual(['librarian-joined'])
    const close = { action: 'close', session }
    expect(await rob.send(close)).toMatchObject({ type: 'refused', code: 'not-asked', soft: true })
    expect(await rob.send({ ...close, despite: ['not-asked'] })).toMatchObject({ code: 'answered', how: 'by-default' })
  })

  it('R33 a patron who comes back gets exactly the messages they missed', async () => {
    const patron = await desk.patron('great-lakes', 'Is there a map of the harbour?')
    const { session } = patron
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'say', session, n: 1, text: 'one' })
    await patron.push('message')
    patron.cut()
    await rob.push('patron-here', frame => frame.session === session && frame.here === false)
    await rob.send({ action: 'say', session, n: 2, text: 'two' })
    await rob.send({ action: 'say', session, n: 3, text: 'three' })

    const again = await desk.post(`/sessions/${session}/tickets`, '', { authorization: `Bearer ${patron.pass}` })
    const back = await desk.open(String(again.body.ticket))
    const resumed = await back.send({ action: 'resume', session, after: 2 })
    expect(resumed).toMatchObject({ type: 'resumed', status: 'active', last: 4, n: 0, more: false })
    expect(resumed.messages).toMatchObject([
      { number: 3, text: 'two' },
      { number: 4, text: 'three' },
    ])
    await rob.push('patron-here', frame => frame.session === session && frame.here === true)
    await rob.send({ action: 'say', session, n: 4, text: 'four' })
    expect(await back.push('message')).toMatchObject({ number: 5, text: 'four' })
    await rob.send({ action: 'say', session, n: 5, text: 'Does that completely answer your question?' })
    expect(await rob.send({ action: 'close', session, code: 'answered' })).toMatchObject({ type: 'closed' })
  })

  it('R24 a session in which nobody says anything any more is ended, as answered by default', async () => {
    const patron = await desk.patron('great-lakes', 'Hello?')
    await rob.send({ action: 'pick-up' })
    await rob.send({ action: 'say', session: patron.session, n: 1, text: 'Hello, this is Rob. How can I help?' })
    await desk.clock.advance(16 * 60_000)
    const ended = await rob.push('ended', frame => frame.session === patron.session)
    expect(ended).toMatchObject({ code: 'answered' })
  })

  it('R6 a patron who left an address and whom nobody picks up is followed up by their library', async () => {
    const before = (await desk.cloud.mail()).length
    await desk.ask('mesa', 'Will somebody read this?', { email: 'late@mesa.example' })
    await desk.clock.advance(31 * 60_000)
    const mails = (await desk.cloud.mail()).slice(before)
    expect(mails.map(({ to }) => to).toSorted()).toEqual([
      ['late@mesa.example'],
      ['questions@mesa-library.example.org'],
    ])
    const followUp = mails.find(({ to }) => to.includes('questions@mesa-library.example.org'))
    expect(followUp?.text).toContain('late@mesa.example (NOT verified)')
  })

  it('a question submitted twice is one session', async () => {
    const once = 'form-0123456789abcdefghij'
    const [a, b] = await Promise.all([desk.ask('mesa', 'Once?', { once }), desk.ask('mesa', 'Once?', { once })])
    expect(a.session).toBe(b.session)
  })
})
