import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
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
  const spoken = [...joined, b.librarianSaid({ at: b.pickUpAt + 1 })]
  const prompt = (after: number, which: 'ask' | 'warn' | 'close'): Event => ({
    type: 'PatronPrompted',
    at: b.pickUpAt + after,
    since: b.pickUpAt,
    prompt: which,
  })

  it('R33 the librarian is prompted to ask, to warn, and five minutes later to close', () => {
    const ask = prompt(patronAsk, 'ask')
    const warn = prompt(patronWarn, 'warn')
    given(...spoken)
      .when(tickAt(patronAsk - 1, only))
      .doesNothing()
    given(...spoken)
      .when(tickAt(patronAsk, only))
      .happens(ask)
    given(...spoken, ask)
      .when(tickAt(patronAsk + 1, only))
      .doesNothing()
    given(...spoken, ask)
      .when(tickAt(patronWarn, only))
      .happens(warn)
    given(...spoken, ask, warn)
      .when(tickAt(patronClose, only))
      .happens(prompt(patronClose, 'close'))
    expect(patronClose - patronWarn).toBe(b.minutes(5))
  })

  it('R33 a clock that woke late prompts for the newest only', () => {
    given(...spoken)
      .when(tickAt(patronClose, only))
      .happens(prompt(patronClose, 'close'))
  })

  it('R33 a patron who says something starts it anew, and is not prompted about while it is the librarian’s turn', () => {
    const back = [...spoken, prompt(patronAsk, 'ask'), b.patronSaid({ at: b.pickUpAt + patronAsk + 5, number: 3 })]
    given(...back)
      .when(tickAt(patronClose * 2, only))
      .doesNothing()
    given(...joined)
      .when(tickAt(patronClose, only))
      .doesNothing()
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

  it('R34 a second clock looks after it, since the first may sleep longer', () => {
    expect(effectsOfLast(...gone)).toContainEqual({ type: 'LookSoon', why: 'away', at: b.pickUpAt + 5 })
  })
})
