import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, sessionAfter } from './given.ts'

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

  it('R7 a librarian who has greeted is not nudged, and the time of the first message is kept', () => {
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

  it('R33 a timer that woke late gives only the newest prompt', () => {
    given(...spoken)
      .when(tickAt(patronClose, only))
      .happens(end)
  })

  it('R33 a message from the patron ends it, and the next silence begins with the librarian’s answer', () => {
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

  it('R33 further messages from the librarian give the patron no more time', () => {
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

  it('R33 the timer wakes for the next prompt', () => {
    const patient = { ...timing, ...only }
    const due = (now: number, ...more: readonly Event[]) =>
      (nextDue(sessionAfter(...spoken, ...more), patient, b.ladder.rungs, b.pickUpAt + now) ?? 0) - b.pickUpAt
    expect([due(1), due(patronAsk, ask), due(patronClose - 1, ask, warn)]).toEqual([patronAsk, patronWarn, patronClose])
  })

  it('R33 it wakes no later than the first prompt of a silence that could begin in the next moment', () => {
    const patient = { ...timing, ...only }
    const now = b.pickUpAt + patronWarn
    const due = nextDue(sessionAfter(...spoken, ask, warn), patient, b.ladder.rungs, now)
    expect(due).toBe(now + patronAsk)
  })
})

describe('the timer that looks after a session', () => {
  it('is replaced by the next one when it says that it ends, and only once', () => {
    given(b.asked()).when(b.renewTimer()).happens(b.timerRenewed())
    given(b.asked(), b.timerRenewed()).when(b.renewTimer()).doesNothing()
    given(b.asked(), b.timerRenewed())
      .when(b.renewTimer({ generation: 2 }))
      .happens(b.timerRenewed({ generation: 3 }))
  })

  it('is another one whenever somebody begins to serve: after a pick-up, a transfer and a rescue', () => {
    const offered = [...joined, b.transferOffered()]
    for (const [past, generation] of [
      [joined, 2],
      [[...offered, b.transferAccepted()], 3],
      [[...joined, b.rescueOffered(), b.rescued()], 3],
    ] as const) {
      const next = b.timerRenewed({ generation: generation + 1 })
      given(...past)
        .when(b.renewTimer({ generation }))
        .happens(next)
      given(...past)
        .when(b.renewTimer({ generation: generation - 1 }))
        .doesNothing()
    }
  })

  it('keeps its number while the patron waits again, and the first one has none', () => {
    expect(sessionAfter(...joined, b.vanished())).toHaveProperty('generation', 2)
    expect(sessionAfter(b.asked(), b.closed())).not.toHaveProperty('generation')
  })
})
