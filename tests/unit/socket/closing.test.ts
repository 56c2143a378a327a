import { describe, expect, it } from 'vitest'
import type { Identity } from '../../../lib/access/tickets.ts'
import type { Library } from '../../../lib/consortium/library.ts'
import { pickUpChosen } from '../../../lib/desk/pick-up.ts'
import { run } from '../../../lib/desk/run.ts'
import { closingActions } from '../../../lib/socket/closing.ts'
import { messageActions } from '../../../lib/socket/messages.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, directoryOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library', {
  desk: { sender: 'desk@desk.example.org', repliesDomain: 'replies.example.org' },
  policyPage: 'https://wren.example.org/desk',
})
const renewals = {
  ...{ id: 'renewals', topic: 'Renewals', text: 'Twice.', vouchedBy: 'Ann Lee', checkedOn: '2026-09-01' },
}
const rob = librarian('rob', 'Rob', 'wren')
const nancy = librarian('nancy', 'Nancy', 'hale')
const id = (n: number) => `S${String(n).padStart(25, '0')}`
const [jane, tom] = [id(1), id(2)]
const byRob: Identity = { role: 'librarian', library: 'wren', librarian: 'rob' }
const byJane: Identity = { role: 'patron', library: 'wren', session: jane }

/** A desk on which Jane waits. */
async function desk(more: Partial<Library> = {}) {
  const { ports, started } = await deskOf([{ ...wren, ...more }, library('hale', 'Hale Library')], [rob, nancy])
  const ask = (
    action: string,
    frame: object = {},
    identity: Identity = byRob,
    when = at,
    some: typeof ports = ports,
    connection = 'rob-1',
  ) =>
    answered(
      [...closingActions(some), ...messageActions(some)],
      JSON.stringify({ action, session: jane, ...frame }),
      { identity, connection, at: when },
      some.log,
    )
  const serve = (session: string) => pickUpChosen(ports, onDuty(rob), { session, reason: 'theirs' }, at)
  const load = async (session = jane) => (await ports.sessions.load(session))?.session
  await asks(ports, jane, at, { name: 'Jane Doe' })
  return { ports, started, ask, serve, load }
}

describe('R22 the patron’s address', () => {
  it('is never the desk’s own, whoever says so', async () => {
    const { ask, serve } = await desk()
    const own = { code: 'own-address' }
    for (const email of ['desk@desk.example.org', 'x@replies.example.org']) {
      expect(await ask('leave-address', { email }, byJane)).toMatchObject(own)
      expect(await ask('confirm-contact', { email }, byJane)).toMatchObject(own)
      expect(await ask('attest-contact', { email })).toMatchObject(own)
    }
    await serve(jane)
    expect(await ask('attest-contact', { email: 'desk@desk.example.org' })).toMatchObject(own)
  })

  it('goes with no name that a member of staff has', async () => {
    const { ask } = await desk()
    const frame = { email: 'jane@example.org', name: 'Hale Library' }
    for (const action of ['leave-address', 'confirm-contact'])
      expect(await ask(action, frame, byJane)).toMatchObject({ code: 'staff-name' })
  })

  it('is confirmed in the form that the librarian sent, with the name that goes with it', async () => {
    const { ask, serve } = await desk()
    await serve(jane)
    const frame = { email: 'jane@example.org' }
    expect(await ask('confirm-contact', frame, byJane)).toMatchObject({ code: 'nothing-asked' })
    expect(await ask('ask-contact')).toStrictEqual({ type: 'contact-asked', session: jane, now: at })
    const verified = { type: 'contact-verified', session: jane, email: 'jane@example.org', now: at }
    expect(await ask('confirm-contact', frame, byJane)).toStrictEqual({ ...verified, name: 'Jane Doe' })
    expect(await ask('confirm-contact', { ...frame, name: 'Jane' }, byJane)).toStrictEqual({
      ...verified,
      name: 'Jane',
    })
  })

  it('that looks mistyped is asked back, and taken where whoever gives it insists', async () => {
    const { ask, serve, load } = await desk()
    await serve(jane)
    await ask('ask-contact')
    const frame = { email: 'jane@gmial.com' }
    const insisting = { ...frame, despite: ['likely-slip'] }
    expect(await ask('attest-contact', frame)).toMatchObject({ code: 'likely-slip', soft: true })
    expect(await ask('attest-contact', insisting)).toMatchObject({ type: 'contact-verified' })
    expect(await ask('confirm-contact', frame, byJane)).toMatchObject({ code: 'likely-slip', soft: true })
    expect(await ask('confirm-contact', insisting, byJane)).toMatchObject({ type: 'contact-verified' })
    expect(await load()).toMatchObject({ patron: { email: 'jane@gmial.com', verified: 'typed-twice' } })
  })

  it('R6 is left instead of waiting on, once', async () => {
    const { ask, load } = await desk()
    const frame = { email: 'jane@example.org', name: 'Jane' }
    expect(await ask('leave-address', { email: 'jane@gmial.com' }, byJane)).toMatchObject({ code: 'likely-slip' })
    expect(await ask('leave-address', frame, byJane)).toStrictEqual({
      ...{ type: 'address-left', session: jane, email: 'jane@example.org', name: 'Jane', now: at },
    })
    expect(await load()).toMatchObject({
      ...{ status: 'closed', code: 'follow-up-by-patrons-library', patron: { name: 'Jane' } },
    })
    expect(await ask('leave-address', frame, byJane)).toMatchObject({ code: 'closed' })
  })
})

describe('R20 the other patrons of a librarian', () => {
  it('are known in each of their sessions as soon as something new is known of one', async () => {
    const { ask, serve, load, ports } = await desk()
    await asks(ports, tom, at + 1)
    await serve(jane)
    await serve(tom)
    const known = async () => {
      const session = await load(tom)
      return session?.status === 'active' ? (session.librarian.otherPatrons ?? []) : []
    }
    const counts = [(await known()).length]
    await ask('attest-contact', { email: 'jane@example.org' })
    counts.push((await known()).length)
    await ask('ask-contact')
    await ask('confirm-contact', { email: 'doe@example.org' }, byJane)
    const confirmed = await known()
    await ask('close', { code: 'answered', despite: ['not-asked'] })
    counts.push((await known()).length)
    expect(counts[1]).toBeGreaterThan(counts[0] ?? 0)
    expect(counts[2]).toBeLessThan(counts[1] ?? 0)
    expect(confirmed).not.toEqual([])
  })

  it('are known as soon as one of them says an address', async () => {
    const { ask, serve, load, ports } = await desk()
    await asks(ports, tom, at + 1)
    await serve(jane)
    await serve(tom)
    const before = await load(tom)
    await ask('say', { n: 1, text: 'Write to jane@example.org, please.' }, byJane)
    expect(await load(tom)).not.toEqual(before)
  })
})

describe('closing', () => {
  const close = { code: 'answered', despite: ['not-asked'] }

  it('is answered with the code, how it was chosen, and who waits now, five of them at most', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    for (let n = 2; n <= 8; n++) await asks(ports, id(n), at + n)
    const reply = await ask('close', close)
    expect(reply).toMatchObject({ type: 'closed', session: jane, code: 'answered', how: 'chosen' })
    expect(reply).toHaveProperty('waiting.length', 5)
    expect(reply).toHaveProperty('waiting.0.session', id(2))
    expect(await ask('close', close)).toMatchObject({ type: 'closed' })
    expect(await ask('close', { code: 'lost-call' })).toMatchObject({ code: 'closed' })
  })

  it('shows nobody who waits to a librarian who is off duty, and wakes one whose page was asleep', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    await asks(ports, tom, at + 1)
    await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], at + 1)
    expect(await ask('close', close)).toHaveProperty('waiting')
    expect((await ports.roster.find('rob')).asleep).toBe(false)
    await ports.roster.depart('rob', 'rob-1')
    expect(await ask('close', close)).toStrictEqual({
      ...{ type: 'closed', session: jane, code: 'answered', how: 'chosen', now: at },
    })
  })

  it('R22 counts days where the patron’s library is, and no further than it allows', async () => {
    const { ask, serve } = await desk()
    await serve(jane)
    await ask('attest-contact', { email: 'jane@example.org' })
    const owing = (deadline: string, when: number) =>
      ask('close', { code: 'follow-up-by-patrons-library', deadline }, byRob, when)
    // Two o'clock in the morning in UTC is the evening before in New York.
    const night = Date.UTC(2026, 8, 23, 2)
    expect(await owing('2026-09-21', night)).toMatchObject({ code: 'deadline-past' })
    expect(await owing('2026-11-22', night)).toMatchObject({ code: 'deadline-too-far' })
    expect(await owing('2026-09-22', night)).toMatchObject({ type: 'closed' })
  })

  it('R23 says goodbye as the patron’s library does', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    await ask('close', close)
    const closed = (await ports.sessions.history(jane)).find(({ type }) => type === 'Closed')
    expect(closed).toMatchObject({ goodbye: 'Thank you for asking Wren Library.' })
  })

  it('goes on where the library has left: in UTC, without a goodbye and without a limit', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    const left = { ...ports, directory: directoryOf([], [rob]) }
    expect(await ask('close', close, byRob, at, left)).toMatchObject({ type: 'closed' })
    const closed = (await ports.sessions.history(jane)).find(({ type }) => type === 'Closed')
    expect(closed).not.toHaveProperty('goodbye')
  })

  it('is suggested with advice only while somebody is served', async () => {
    const { ask, serve } = await desk()
    expect(await ask('suggest')).toMatchObject({ code: 'not-picked-up' })
    await serve(jane)
    await ask('say', { n: 1, text: 'I need it for Tuesday.' }, byJane)
    expect(await ask('suggest', { resolved: true })).not.toHaveProperty('advice')
    await ask('say', { n: 1, text: 'See https://example.org/almanac' })
    expect(await ask('suggest', { resolved: true })).toMatchObject({
      code: 'answered',
      advice: [{ rule: expect.any(String) }],
    })
  })

  it('by the patron is acknowledged, and again', async () => {
    const { ask, load } = await desk()
    expect(await ask('leave', {}, byJane)).toStrictEqual({ type: 'left', session: jane, now: at })
    expect(await load()).toMatchObject({ status: 'closed', code: 'answered' })
    expect(await ask('leave', {}, byJane)).toStrictEqual({ type: 'left', session: jane, now: at })
    const gone = { ...byJane, session: id(9) }
    expect(await ask('leave', { session: id(9) }, gone)).toMatchObject({ code: 'no-such-session' })
  })
})

describe('the classes of questions', () => {
  const classes = [
    { id: 'account', label: 'Account', reference: false, words: ['loan'] },
    { id: 'subject', label: 'Subject', reference: true, words: ['almanac'] },
    // New York is four hours behind UTC: one has begun there, and the other not yet.
    { id: 'over', label: 'Until yesterday', reference: false, until: '2026-09-20' },
    { id: 'soon', label: 'From tomorrow', reference: false, from: '2026-09-22', words: ['almanac'] },
  ]
  const with_ = async (those: typeof classes | undefined = classes) => {
    const { ports, ...rest } = await desk()
    await rest.serve(jane)
    const theirs = library('wren', 'Wren Library', { ...(those && { classes: those }) })
    const counted = { ...ports, directory: directoryOf([theirs], [rob]) }
    const ask = (action: string, frame: object) => rest.ask(action, frame, byRob, at, counted)
    return { ask, ports: counted }
  }

  it('that count on this day at the patron’s library are offered at the end, those that the question names as suggested', async () => {
    const { ask } = await with_()
    expect(await ask('suggest', { resolved: true })).toMatchObject({
      classes: [
        { id: 'account', label: 'Account' },
        { id: 'subject', label: 'Subject', suggested: true },
      ],
    })
    const reply = await ask('suggest', { resolved: true })
    expect(reply).not.toHaveProperty('classes.0.suggested')
  })

  it('are not spoken of where the library counts none, or none on this day', async () => {
    const none = await with_(classes.filter(({ id }) => id === 'over'))
    expect(await none.ask('suggest', { resolved: true })).not.toHaveProperty('classes')
    const left = await desk()
    await left.serve(jane)
    expect(await left.ask('suggest', { resolved: true })).not.toHaveProperty('classes')
    const away = { ...left.ports, directory: directoryOf([], [rob]) }
    const suggestion = await left.ask('suggest', { resolved: true }, byRob, at, away)
    expect(suggestion).toMatchObject({ type: 'suggestion' })
    expect(suggestion).not.toHaveProperty('classes')
  })

  it('that count on this day may be given, and no other', async () => {
    const { ask, ports } = await with_()
    const close = { code: 'answered', despite: ['not-asked'] }
    for (const one of ['over', 'soon', 'unheard-of'])
      expect(await ask('close', { ...close, classes: [one] })).toMatchObject({ code: 'unknown-class' })
    expect(await ask('close', { ...close, classes: ['account'] })).toMatchObject({ type: 'closed' })
    expect(ports.facts.all()).toMatchObject([{ session: jane, classes: ['account'] }])
  })
})

describe('R42 stepping back', () => {
  it('is answered with the session, and who waits now', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    expect(await ask('step-back', { note: 'Threats.' })).toStrictEqual({ type: 'stepped-back', session: jane, now: at })
    await asks(ports, tom, at + 1)
    await asks(ports, id(3), at + 2)
    await serve(tom)
    const reply = await ask('step-back', { session: tom })
    expect(reply).toMatchObject({ type: 'stepped-back', session: tom, waiting: [{ session: id(3) }] })
  })
})

describe('R42 stepping back from somebody who waits', () => {
  /** Whoever asks from the same network as Jane. */
  const alike = async (ports: Awaited<ReturnType<typeof desk>>['ports'], ...sessions: readonly string[]) => {
    for (const session of sessions) await ports.sources.count('a network', session, 9, at)
  }

  it('is for those on duty, on this very connection', async () => {
    const { ask, load, ports } = await desk()
    expect(await ask('step-back', {}, byRob, at, ports, 'rob-0')).toMatchObject({ code: 'not-on-duty' })
    expect(await load()).toMatchObject({ status: 'waiting' })
    expect(await ask('step-back')).toStrictEqual({ type: 'stepped-back', session: jane, now: at })
    expect(await load()).toMatchObject({ status: 'closed', steppedBackBy: 'rob' })
  })

  it('and from all of the same source ends what else waits there, and nothing that is served or comes from elsewhere', async () => {
    const { ask, serve, load, ports } = await desk()
    const [served, elsewhere, unasked] = [id(3), id(4), id(5)]
    for (const session of [tom, served, elsewhere]) await asks(ports, session, at)
    await serve(served)
    await alike(ports, jane, tom, served, unasked)
    const reply = await ask('step-back', { all: true, note: 'Threats.' })
    expect(reply).toMatchObject({ type: 'stepped-back', session: jane, others: [tom] })
    expect(await load(tom)).toMatchObject({ status: 'closed', steppedBackBy: 'rob' })
    expect((await load(served))?.status).toBe('active')
    expect((await load(elsewhere))?.status).toBe('waiting')
  })

  it('ends the others only where one asks for it, and only those in one’s own pools', async () => {
    const { ask, load, ports } = await desk()
    const far = { rungs: [{ pool: 'library:hale', after: 0 }], staffed: ['library:hale'] }
    await run(ports, id(3), { type: 'Ask', at, session: id(3), library: 'hale', ladder: far, question: 'Maps?' })
    await asks(ports, tom, at)
    await alike(ports, jane, tom, id(3))
    expect(await ask('step-back')).not.toHaveProperty('others')
    expect((await load(tom))?.status).toBe('waiting')
    expect(await ask('step-back', { session: tom, all: true })).not.toHaveProperty('others')
    expect((await load(id(3)))?.status).toBe('waiting')
  })
})

describe('R11 a report about the policy page', () => {
  it('counts once however often it is sent, and another one counts as well', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    for (const text of ['The hours are wrong.', 'The hours are wrong.', 'The fees are wrong.'])
      expect(await ask('report-policy', { text })).toMatchObject({ type: 'policy-reported' })
    const reports = (await ports.sessions.history(jane)).filter(({ type }) => type === 'PolicyReported')
    const fingerprint = expect.stringMatching(/^[\w-]{22}$/)
    expect(reports).toMatchObject([
      { n: 1, text: 'The hours are wrong.', fingerprint },
      { n: 2, text: 'The fees are wrong.', fingerprint },
    ])
  })

  it('names the statement that is wrong with one key, in words that its library finds it by', async () => {
    const { ask, serve, ports } = await desk({ policy: [renewals] })
    await serve(jane)
    for (const frame of [{ statement: 'renewals' }, { statement: 'renewals', text: 'They renew three times.' }])
      expect(await ask('report-policy', frame)).toMatchObject({ type: 'policy-reported' })
    const reports = (await ports.sessions.history(jane)).filter(({ type }) => type === 'PolicyReported')
    const wrong = 'This is wrong, under "Renewals": "Twice." (checked on 2026-09-01; Ann Lee vouches for it.)'
    expect(reports).toMatchObject([{ text: wrong }, { text: `${wrong}\n\nThey renew three times.` }])
  })

  it('of nothing, or of a statement that the library does not have, is refused and not kept', async () => {
    const { ask, serve, ports } = await desk({ policy: [renewals] })
    await serve(jane)
    expect(await ask('report-policy', {})).toMatchObject({ type: 'refused', code: 'bad-frame' })
    expect(await ask('report-policy', { statement: 'fines' })).toMatchObject({
      type: 'refused',
      code: 'unknown-statement',
    })
    expect((await ports.sessions.history(jane)).map(({ type }) => type)).not.toContain('PolicyReported')
  })

  it('of a librarian who does not serve this patron is refused as such, whatever it names', async () => {
    const { ask, ports } = await desk({ policy: [renewals] })
    await asks(ports, jane, at)
    for (const statement of ['renewals', 'fines'])
      expect(await ask('report-policy', { statement })).toMatchObject({ type: 'refused', code: 'not-picked-up' })
  })
})

describe('a message', () => {
  const say = (n: number, text = 'Hello.') => ({ n, text })

  it('R33 keeps the timer asleep where the librarian answers the patron, after the greeting', async () => {
    const { ask, serve, started } = await desk()
    await serve(jane)
    await ask('say', say(1))
    await ask('say', say(1, 'Where is it?'), byJane, at + 1)
    expect(started.asleep).toEqual([])
    await ask('say', say(2, 'On the second floor.'), byRob, at + 2)
    await ask('say', say(3, 'Ask at the counter.'), byRob, at + 3)
    expect(started.asleep).toEqual([jane])
  })

  it('R22 of a patron gives the address in it, but never the desk’s own', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    await ask('say', say(1, 'I wrote to desk@desk.example.org before.'), byJane)
    await ask('say', say(2, 'Write to jane@example.org, please.'), byJane)
    const said = (await ports.sessions.history(jane)).filter(({ type }) => type === 'Said')
    expect(said[0]).not.toHaveProperty('address')
    expect(said[1]).toHaveProperty('address', 'jane@example.org')
  })

  it('R22 looks into the directory only where a patron gives an address, and goes on where the library has left', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    const looked: string[] = []
    const nowhere = async (one: string) => {
      looked.push(one)
      return undefined
    }
    const left = { ...ports, directory: { ...ports.directory, library: nowhere } }
    const says = (n: number, text: string, who: Identity = byRob) => ask('say', say(n, text), who, at, left)
    await says(1, 'Hello.')
    await says(2, 'Write to rob@wren.example.org.')
    await says(1, 'Where is it?', byJane)
    expect(looked).toEqual([])
    expect(await says(2, 'Write to jane@example.org.', byJane)).toMatchObject({ type: 'said' })
    expect(looked).toEqual(['wren'])
  })
})

describe('what was written before', () => {
  it('R36 is acknowledged once more with the same words, and refused with others', async () => {
    const { ask, serve } = await desk()
    await serve(jane)
    const said = await ask('say', { n: 1, text: 'Here it is.' })
    expect(await ask('say', { n: 1, text: 'Here it is.' })).toMatchObject({ type: 'said', n: 1, number: 2 })
    expect(said).toMatchObject({ type: 'said', n: 1, number: 2 })
    expect(await ask('say', { n: 1, text: 'There it is.' })).toMatchObject({ code: 'other-words' })
    expect(await ask('note', { n: 1, text: 'Here it is.' })).toMatchObject({ code: 'other-words' })
    expect(await ask('note', { n: 2, text: 'A regular.' })).toMatchObject({ type: 'noted', n: 2 })
    expect(await ask('say', { n: 2, text: 'A regular.' })).toMatchObject({ code: 'other-words' })
  })

  it('is refused from a librarian who does not serve', async () => {
    const { ask, serve, ports } = await desk()
    await serve(jane)
    const byNancy = { ...byRob, librarian: 'nancy' }
    for (const [action, frame] of [
      ['say', { n: 1, text: 'Hello.' }],
      ['note', { n: 1, text: 'Hello.' }],
      ['typing', {}],
      ['ask-contact', {}],
    ] as const)
      expect(await ask(action, frame, byNancy)).toMatchObject({ code: 'not-yours' })
    expect((await ports.sessions.history(jane)).filter(({ type }) => type === 'Said')).toEqual([])
  })
})

describe('the patron’s rating', () => {
  it('is taken once the session is over, and a later one replaces it', async () => {
    const { ask, serve, ports } = await desk()
    expect(await ask('rate', { rating: 'yes' }, byJane)).toMatchObject({ code: 'not-closed' })
    await serve(jane)
    expect(await ask('rate', { rating: 'yes' }, byJane)).toMatchObject({ code: 'not-closed' })
    await ask('close', { despite: ['not-asked'] })
    for (const rating of ['no', 'partly']) {
      expect(await ask('rate', { rating }, byJane)).toMatchObject({ type: 'rated', session: jane, rating })
    }
    expect(ports.facts.all()).toMatchObject([{ session: jane, rating: 'partly' }])
  })

  it('is not asked of somebody from whom a librarian stepped back', async () => {
    const { ask, serve } = await desk()
    await serve(jane)
    await ask('step-back', {})
    expect(await ask('rate', { rating: 'no' }, byJane)).toMatchObject({ code: 'stepped-back' })
  })

  it('is one of three', async () => {
    const { ask } = await desk()
    expect(await ask('rate', { rating: 'five' }, byJane)).toMatchObject({ code: 'bad-frame' })
  })

  it('is of a session that there is', async () => {
    const { ask } = await desk()
    expect(await ask('rate', { session: id(9), rating: 'yes' }, { ...byJane, session: id(9) })).toMatchObject({
      code: 'no-such-session',
    })
  })
})
