import { describe, expect, it } from 'vitest'
import { dayOf, factsAtEnd, factsFrom, followUpFacts, isCorrected } from '../../../lib/facts/facts.ts'
import { factsLeft } from '../../../lib/facts/joint-write.ts'
import type { Event } from '../../../lib/session/events.ts'
import { evolveAll } from '../../../lib/session/session.ts'
import * as b from '../session/builders.ts'
import { sessionAfter } from '../session/given.ts'

const { start } = b
const later = (ms: number) => start + ms
const greeted = b.librarianSaid({ at: later(30_000) })
const picked = b.pickedUp({ at: later(20_000) })
const end = b.closed({ at: later(400_000) })
const secrets = ['Jane', 'jane@example.org', 'almanac', 'Rob from Wren']

/** The facts of a session after these events. */
const facts = (...events: readonly Event[]) => factsFrom([b.asked(), ...events])

describe('R37 the facts of a session', () => {
  it('say where it was asked, who answered, how long everything took, and how it ended', () => {
    expect(facts(b.patronCame(), picked, greeted, b.patronSaid({ at: later(60_000) }), end)).toEqual({
      session: b.id,
      library: sessionAfter(b.asked()).library,
      askedAt: start,
      endedAt: later(400_000),
      answeredBy: { library: 'wren', librarian: 'rob' },
      waits: [20_000],
      firstReply: 10_000,
      messages: 2,
      silence: 370_000,
      breaches: 0,
      code: 'answered',
      how: 'chosen',
    })
  })

  it('hold no name, address or word', () => {
    const told = facts(picked, greeted, b.contactVerified({ email: 'jane@example.org' }), b.closedOwing())
    for (const secret of secrets) expect(JSON.stringify(told)).not.toContain(secret)
  })

  it('there are none while it runs', () => {
    expect(facts(picked, greeted)).toBeUndefined()
  })

  it('nobody picked up: the whole wait counts, and nobody answered', () => {
    const told = facts(
      b.closed({ at: later(90_000), how: 'by-default', nobodyChose: 'waited-out', because: 'no-contact' }),
    )
    expect(told).toMatchObject({ waits: [90_000], silence: 0, nobodyChose: 'waited-out', because: 'no-contact' })
    expect(told).not.toHaveProperty('answeredBy')
    expect(told).not.toHaveProperty('firstReply')
  })

  it('a librarian who vanished is among those whom it passed through, and the second wait counts from there', () => {
    const told = facts(
      picked,
      b.vanished({ at: later(100_000) }),
      b.pickedUp({ at: later(130_000), librarian: b.ann }),
      b.librarianSaid({ at: later(150_000), from: { role: 'librarian', id: 'ann' } }),
      end,
    )
    expect(told).toMatchObject({
      answeredBy: { library: 'larch', librarian: 'ann' },
      earlier: [{ library: 'wren', librarian: 'rob' }],
      waits: [20_000, 30_000],
      // Nobody had said a word before: the patron heard the first one 130 seconds after the first pick-up.
      firstReply: 130_000,
      silence: 250_000,
    })
  })

  it.each([
    ['a transfer', b.transferAccepted({ at: later(60_000) })],
    ['a rescue', b.rescued({ at: later(60_000) })],
  ])('%s is no second wait, and the first reply stays the first', (_what, event) => {
    const told = facts(picked, greeted, event, b.librarianSaid({ at: later(90_000), n: 2, number: 3 }), end)
    expect(told).toMatchObject({
      waits: [20_000],
      firstReply: 10_000,
      earlier: [{ librarian: 'rob', library: 'wren' }],
    })
  })

  it('a session that went back to the queue and ended there counts both waits', () => {
    const told = facts(picked, greeted, b.returnedToQueue({ at: later(200_000) }), end)
    expect(told).toMatchObject({ waits: [20_000, 200_000], earlier: [{ librarian: 'rob', library: 'wren' }] })
    expect(told).not.toHaveProperty('answeredBy')
  })

  it('the longest silence is the longest, wherever in the session', () => {
    const words = [40_000, 190_000, 200_000].map((ms, i) => b.librarianSaid({ at: later(ms), n: i + 2, number: i + 3 }))
    expect(facts(picked, greeted, ...words, b.closed({ at: later(210_000) }))).toMatchObject({ silence: 150_000 })
  })

  it('every breach counts, that of an earlier silence too', () => {
    const breach = b.silenceBreached()
    expect(facts(picked, breach, greeted, breach, end)).toMatchObject({ breaches: 2 })
  })

  it('overrides of librarians count, each once, and what a patron insists on does not', () => {
    const told = factsFrom([
      b.asked({ despite: ['likely-slip'] }),
      picked,
      b.contactVerified({ by: 'patron', despite: ['likely-slip'] }),
      b.librarianSaid({ despite: ['another-patron'] }),
      b.librarianSaid({ n: 2, number: 3, despite: ['another-patron'] }),
      b.contactVerified({ by: 'librarian', despite: ['likely-slip'] }),
      b.closed({ despite: ['not-asked'] }),
    ])
    expect(told).toHaveProperty('overrides', ['another-patron', 'likely-slip', 'not-asked'])
  })

  it('R2 say that the patron was taken out of turn', () => {
    expect(facts(b.pickedUp({ outOfTurn: 'Speaks Navajo.' }), end)).toHaveProperty('outOfTurn', true)
    expect(facts(picked, end)).not.toHaveProperty('outOfTurn')
  })

  it('name the language in which the patron read the form', () => {
    const events = [b.asked({ language: 'es' }), picked, end]
    expect(factsFrom(events)).toHaveProperty('language', 'es')
  })

  it('name the classes of the question', () => {
    expect(facts(picked, b.closed({ classes: ['directional'] }))).toHaveProperty('classes', ['directional'])
  })

  it('are filed with the step that ends the session, and with no other', () => {
    const served = [b.asked(), picked, greeted]
    const closed = sessionAfter(...served, end)
    expect(factsLeft(sessionAfter(...served), end, closed)).toEqual([
      { type: 'RecordFacts', facts: factsFrom([...served, end]) },
    ])
    expect(factsLeft(undefined, b.asked(), sessionAfter(b.asked()))).toEqual([])
    expect(factsLeft(closed, end, closed)).toEqual([])
  })

  it('of a session that an older release began count from what its state says', () => {
    const { tally: _unknown, ...session } = { tally: undefined, ...sessionAfter(b.asked(), picked, greeted) }
    const closed = evolveAll(session, [end])
    if (closed?.status !== 'closed') throw new Error('the session is not closed')
    expect(factsAtEnd(session, end, closed)).toMatchObject({ waits: [20_000], firstReply: 10_000, messages: 2 })
  })

  it('are filed on the day of the question, in UTC', () => {
    expect(dayOf(Date.UTC(2026, 10, 27, 23, 59, 59))).toBe('2026-11-27')
  })
})

describe('R37 what became of a follow-up', () => {
  const owing = [b.asked(), picked, greeted, b.closedOwing()]
  const overdue = { type: 'FollowUpOverdue', at: start } as const

  it.each([
    ['nothing yet', [], { owner: 'library' }],
    ['answered', [b.followUpAnswered()], { owner: 'library', ended: 'answered' }],
    ['missed, and open', [overdue], { owner: 'library', missed: true }],
    [
      'missed, and answered late',
      [overdue, b.followUpAnswered()],
      { owner: 'library', ended: 'answered', missed: true },
    ],
  ])('%s', (_what, events, expected) => {
    const told = factsFrom([...owing, ...events])?.followUp
    const { endedAt: _when, ...rest } = { endedAt: 0, ...told }
    expect(rest).toEqual(expected)
  })

  it('a step that changes it corrects the facts, and no other does', () => {
    const open = sessionAfter(...owing)
    expect(isCorrected(open, sessionAfter(...owing, b.followUpAnswered()))).toBe(true)
    expect(isCorrected(open, sessionAfter(...owing, overdue))).toBe(true)
    expect(isCorrected(open, sessionAfter(...owing, b.followUpTaken()))).toBe(false)
    expect(isCorrected(open, open)).toBe(false)
    expect(isCorrected(sessionAfter(b.asked(), picked), open)).toBe(false)
    expect(isCorrected(undefined, open)).toBe(false)
  })

  it('an answer that came back is not an answer', () => {
    const answered = [...owing, b.followUpAnswered()]
    const back = { type: 'MailBounced', at: start, n: 2, kind: 'answer', recipient: 'patron' } as const
    expect(isCorrected(sessionAfter(...answered), sessionAfter(...answered, back))).toBe(true)
    expect(factsFrom([...answered, back])?.followUp).toEqual({ owner: 'library' })
  })

  it('whoever promised it is only said to be a librarian', () => {
    const mine = b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })
    const session = sessionAfter(b.asked(), picked, mine)
    if (session.status !== 'closed' || !session.followUp) throw new Error('nothing is owed')
    expect(followUpFacts(session.followUp)).toEqual({ owner: 'librarian' })
  })
})
