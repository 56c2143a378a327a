import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { companionsOfLast, effectsOfLast, given, sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
const timing = {
  ...b.fewTimings,
  silenceWarning: b.minutes(60),
  silenceLimit: b.minutes(60),
  idleLimit: b.minutes(600),
}
const tickAt = (after: number, only: Partial<typeof timing>) =>
  b.tick(b.pickUpAt + after, { timing: { ...timing, ...only } })

describe('R7 the greeting', () => {
  const only = { greetingNudge: defaultTiming.greetingNudge }
  const nudge: Event = { type: 'GreetingNudged', at: b.pickUpAt + b.seconds(30) }

  it('R7 no message 30 s after picking up: a nudge, to the librarian alone, and once', () => {
    given(...joined)
      .when(tickAt(b.seconds(30) - 1, only))
      .doesNothing()
    given(...joined)
      .when(tickAt(b.seconds(30), only))
      .happens(nudge)
    given(...joined, nudge)
      .when(tickAt(b.seconds(40), only))
      .doesNothing()
    expect(effectsOfLast(...joined, nudge)).toEqual([{ type: 'Tell', side: 'librarian', event: nudge }])
  })

  it('R7 whoever has greeted is not nudged, and the time of the first message is kept', () => {
    const greeted = [...joined, b.librarianSaid({ at: b.pickUpAt + 9 })]
    given(...greeted)
      .when(tickAt(b.minutes(1), only))
      .doesNothing()
    expect(sessionAfter(...greeted)).toMatchObject({ librarian: { greetedAt: b.pickUpAt + 9 } })
  })
})

describe('R33 a silent patron', () => {
  const { patronAsk, patronWarn, patronClose } = defaultTiming
  const only = { patronAsk, patronWarn, patronClose }
  const spoken = [...joined, b.librarianSaid({ at: b.pickUpAt })]
  const prompt = (after: number, which: 'ask' | 'warn' | 'close', since = b.pickUpAt): Event => ({
    type: 'PatronPrompted',
    at: b.pickUpAt + after,
    since,
    prompt: which,
  })
  const ask = prompt(patronAsk, 'ask')
  const warn = prompt(patronWarn, 'warn')
  const end = prompt(patronClose, 'close')

  it('R33 the librarian is prompted to ask, to warn, and five minutes later to close, each once', () => {
    const steps = [
      { past: [...spoken], due: patronAsk, prompt: ask },
      { past: [...spoken, ask], due: patronWarn, prompt: warn },
      { past: [...spoken, ask, warn], due: patronClose, prompt: end },
    ]
    for (const { past, due, prompt } of steps) {
      given(...past)
        .when(tickAt(due - 1, only))
        .doesNothing()
      given(...past)
        .when(tickAt(due, only))
        .happens(prompt)
      given(...past, prompt)
        .when(tickAt(due + 1, only))
        .doesNothing()
    }
    given(...spoken, ask, warn, end)
      .when(tickAt(patronClose * 5, only))
      .doesNothing()
    expect(patronClose - patronWarn).toBe(b.minutes(5))
  })

  it('R33 only the librarian hears of it', () => {
    for (const event of [ask, warn, end])
      expect(effectsOfLast(...spoken, event)).toEqual([{ type: 'Tell', side: 'librarian', event }])
  })

  it('R33 a clock that woke late prompts for the newest only', () => {
    given(...spoken)
      .when(tickAt(patronClose, only))
      .happens(end)
  })

  it('R33 the patron’s own word ends it, and the next silence begins with the librarian’s answer', () => {
    const wordAt = b.pickUpAt + patronAsk + 5
    const answered = wordAt + b.minutes(4)
    const back = [...spoken, ask, b.patronSaid({ at: wordAt, number: 3 })]
    expect(sessionAfter(...back)).toMatchObject({ patronSilence: { prompts: 0 } })
    const again = [...back, b.librarianSaid({ at: answered, n: 2, number: 4 })]
    const due = answered - b.pickUpAt + patronAsk
    given(...again)
      .when(tickAt(due - 1, only))
      .doesNothing()
    given(...again)
      .when(tickAt(due, only))
      .happens(prompt(due, 'ask', answered))
  })

  it('R33 a librarian who goes on speaking gives the patron no more time', () => {
    given(...spoken, b.librarianSaid({ at: b.pickUpAt + patronAsk - 1, n: 2, number: 3 }))
      .when(tickAt(patronAsk, only))
      .happens(ask)
  })

  it('R33 nobody is prompted while it is the librarian’s turn: before the greeting, after the patron’s word, after a transfer', () => {
    const turns = [
      joined,
      [...spoken, b.patronSaid({ at: b.pickUpAt + 1, number: 3 })],
      [...spoken, b.transferOffered(), b.transferAccepted({ at: b.pickUpAt + 1 })],
    ]
    for (const past of turns)
      given(...past)
        .when(tickAt(patronClose * 2, only))
        .doesNothing()
  })

  it('R33 the clock wakes for the next prompt', () => {
    const patient = { ...timing, ...only }
    const due = (...more: readonly Event[]) =>
      nextDue(sessionAfter(...spoken, ...more), patient, b.routing.ladder, b.pickUpAt + 1) ?? 0
    expect([due(), due(ask), due(ask, warn)].map(at => at - b.pickUpAt)).toEqual([patronAsk, patronWarn, patronClose])
  })
})

describe('R34 a librarian who vanishes', () => {
  const only = { vanishedAfter: defaultTiming.vanishedAfter }
  const gone = [...joined, b.librarianSaid(), b.librarianWentAway({ at: b.pickUpAt + 5 })]
  const due = 5 + b.seconds(60)
  const back = b.vanished({ at: b.pickUpAt + due })

  it('R34 after 60 s the patron waits again, and R1 with the wait they had', () => {
    given(...gone)
      .when(tickAt(due - 1, only))
      .doesNothing()
    given(...gone)
      .when(tickAt(due, only))
      .happens(back)
    expect(sessionAfter(...gone, back)).toMatchObject({
      status: 'waiting',
      askedAt: b.start,
      last: 2,
      patron: { name: 'Jane' },
    })
  })

  it('R34 a librarian who is back in time has not vanished', () => {
    given(...gone, b.librarianCame())
      .when(tickAt(due * 2, only))
      .doesNothing()
  })

  it('R34 the patron is told, everyone on duty alerted, the queue has them again, and the librarian is free', () => {
    expect(effectsOfLast(...gone, back)).toMatchObject([
      { type: 'Tell', side: 'patron' },
      { type: 'Alert', pools: ['library:wren', 'cooperative'] },
    ])
    expect(companionsOfLast(...gone, back)).toMatchObject([
      { type: 'Enqueue', askedAt: b.start, name: 'Jane' },
      { type: 'Release', librarian: 'rob' },
    ])
  })

  it('R34 whoever vanished is refused, and R36 their counter goes on where it was when they pick up again', () => {
    given(...gone, back)
      .when(b.librarianSays({ n: 2 }))
      .refuses('not-picked-up')
    const again = [...gone, back, b.pickedUp()]
    given(...again)
      .when(b.librarianSays())
      .repeats()
    expect(given(...again).when(b.librarianSays({ n: 2 })).decision).toMatchObject({ events: [{ n: 2, number: 3 }] })
  })

  it('R6 R34 a conversation longer than any wait may be is taken up again: the whole time to wait begins anew', () => {
    const { waitLimit } = defaultTiming
    const late = b.pickUpAt + waitLimit * 2
    const returned = [...gone, b.vanished({ at: late })]
    given(...returned, b.addressOffered())
      .when(b.tick(late + waitLimit - 1))
      .doesNothing()
    expect(given(...returned).when(b.tick(late + waitLimit)).decision).toMatchObject({ events: [{ type: 'Closed' }] })
    const end = nextDue(sessionAfter(...returned, b.addressOffered()), b.fewTimings, [], late + waitLimit - 1)
    expect(end).toBe(late + waitLimit)
    expect(sessionAfter(...returned, b.pickedUp())).not.toHaveProperty('backAt')
  })

  it('R6 R34 whoever waits again is offered to leave an address at once: they have waited longer than two minutes', () => {
    const late = b.pickUpAt + b.minutes(5)
    expect(
      given(...gone, b.vanished({ at: late })).when(b.tick(late + 1, { timing: defaultTiming })).decision,
    ).toMatchObject({ events: [{ type: 'AddressOffered' }] })
  })

  it('R34 a librarian is looked for no longer than 60 s: the clock wakes then', () => {
    const now = b.pickUpAt + 6
    expect(nextDue(sessionAfter(...gone), { ...timing, ...only }, b.routing.ladder, now)).toBe(b.pickUpAt + due)
  })

  it('R34 a session that nobody has used for long ends, it does not go back into the queue', () => {
    const decision = given(...gone).when(tickAt(b.minutes(20), { ...only, idleLimit: b.minutes(15) })).decision
    expect(decision).toEqual({ events: [expect.objectContaining({ type: 'Closed' })] })
  })

  it('R34 whatever the librarian who vanished still sends is refused, also when somebody else serves', () => {
    const late = [
      b.librarianSays({ n: 2 }),
      b.note({ n: 2 }),
      b.askContact(),
      b.attestContact(),
      b.close({ code: 'lost-call' }),
      b.offerTransfer(),
      b.come({ who: b.librarian, connection: 'rob-9' }),
    ]
    for (const frame of late) {
      given(...gone, back)
        .when(frame)
        .refuses('not-picked-up')
      given(...gone, back, b.pickedUp({ librarian: b.ann, connection: 'ann-1' }))
        .when(frame)
        .refuses('not-yours')
    }
  })

  it('R34 R36 the patron’s counter and the numbers go on where they were', () => {
    const spoke = [...gone, b.patronSaid({ number: 3 }), back]
    expect(given(...spoke).when(b.patronSays({ n: 2 })).decision).toMatchObject({ events: [{ n: 2, number: 4 }] })
    expect(sessionAfter(...spoke).counters).toEqual({ patron: 1, 'librarian:rob': 1 })
  })

  it('R34 R35 what was offered to somebody else is not any more', () => {
    const offered = [...gone, b.transferOffered(), back]
    expect(effectsOfLast(...offered)).toContainEqual({ type: 'Retract', to: { librarian: 'ann' } })
    given(...offered)
      .when(b.answerTransfer())
      .refuses('no-transfer')
  })

  it('R34 a second clock looks after it, since the first may sleep longer', () => {
    expect(effectsOfLast(...gone)).toContainEqual({ type: 'LookSoon', why: 'away', at: b.pickUpAt + 5 })
  })
})
