import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { defaultTiming, type Timing } from '../../../lib/session/timing.ts'
import { tries } from '../tries.ts'
import * as b from './builders.ts'
import { type Spoken, simulate } from './simulated-clock.ts'

const { silenceWarning, silenceLimit, greetingNudge, patronAsk, patronWarn, patronClose } = defaultTiming

/**
 * With T = `silenceWarning`, two wakes suffice for each T of a session in which the librarian never speaks between a
 * warning and its breach: the wake at the warning, and one that finds the silence over. Who speaks in just those 30 s
 * after every warning has the timer wake at 2:30, at 3:00 for nothing, and once more for nothing: three wakes in
 * `silenceLimit`. No clock that keeps 2:30 and 3:00 to the second and is never restarted does with fewer. Three in 3:00
 * are two in each two minutes, so that T of the bound 2⌈L/T⌉ + 1 is two thirds of `silenceLimit`.
 */
const most = (length: number) => 2 * Math.ceil(length / ((2 / 3) * silenceLimit)) + 1

const pause = fc.oneof(
  fc.constantFrom(1, 29_999, 30_000, 30_001, 119_999, 120_001, 149_999, 150_000, 150_001, 179_999, 180_000, 180_001),
  fc.integer({ min: 1, max: 899_999 }),
)
const by = fc.constantFrom('librarian', 'librarian', 'patron')
const conversation = fc
  .tuple(fc.integer({ min: 1, max: 1_700_000 }), fc.array(fc.record({ pause, by }), { maxLength: 60 }))
  .map(([wait, words]) => {
    let at = b.start + wait
    const spoken = words.map(({ pause, by }): Spoken => {
      at += pause
      return { at, by }
    })
    return { pickUpAt: b.start + wait, spoken }
  })

type Lived = ReturnType<typeof simulate>

const eachAt = (timing: Timing, check: (lived: Lived, pickUpAt: number) => void) =>
  fc.assert(
    fc.property(conversation, ({ pickUpAt, spoken }) => {
      check(simulate(pickUpAt, spoken, timing), pickUpAt)
    }),
    { numRuns: tries(30) },
  )

const each = (check: (lived: Lived) => void) => eachAt(b.fewTimings, check)

type Begun = Extract<Event, { type: 'PickedUp' | 'Said' }>

/** Every silence of a log: from pick-up or a message of the librarian to the next one, or to the end. */
function silences(log: readonly Event[]) {
  const begins = (event: Event): event is Begun =>
    event.type === 'PickedUp' || (event.type === 'Said' && event.from.role === 'librarian')
  const starts = log.filter(begins).map(({ at }) => at)
  const end = log.at(-1)?.at ?? 0
  return starts.map((since, i) => ({ since, until: starts[i + 1] ?? end }))
}

it('wakes grow with the length of a session, not with its messages', () => {
  each(({ wakes, length }) => expect(wakes.length).toBeLessThanOrEqual(most(length)))
})

it('a librarian who speaks twice after every warning causes the most wakes, and not more than the bound', () => {
  const pickUpAt = b.start + 1
  const spoken = Array.from({ length: 20 }, (_, round) => pickUpAt + round * (silenceLimit + 1)).flatMap(
    (since): Spoken[] => [
      { at: since + silenceWarning + 1, by: 'librarian' },
      { at: since + silenceLimit + 1, by: 'librarian' },
    ],
  )
  const { wakes, length } = simulate(pickUpAt, spoken)
  expect(wakes.length).toBeGreaterThanOrEqual(60)
  expect(wakes.length).toBeLessThanOrEqual(most(length))
})

it('a hundred messages a minute wake it no more often than the time allows', () => {
  const spoken = Array.from({ length: 400 }, (_, i): Spoken => {
    return { at: b.start + 1000 + i * 600, by: i % 2 ? 'patron' : 'librarian' }
  })
  const { wakes, length } = simulate(b.start + 500, spoken)
  expect(wakes.length).toBeLessThanOrEqual(2 * Math.ceil(length / silenceWarning) + 1)
})

it('the timer never wakes twice at the same moment', () => {
  each(({ wakes }) => expect(wakes).toEqual([...new Set(wakes)].toSorted((x, y) => x - y)))
})

it('R16 every three minutes of every silence are recorded, at their very moment, and no others', () => {
  each(({ log }) => {
    const due = silences(log).flatMap(({ since, until }) =>
      Array.from({ length: Math.floor((until - since) / silenceLimit) }, (_, i) => ({
        type: 'SilenceBreached',
        at: since + (i + 1) * silenceLimit,
        since,
        breach: i + 1,
      })),
    )
    expect(log.filter(({ type }) => type === 'SilenceBreached')).toEqual(due)
  })
})

it('R16 every silence is warned of at 2:30, once, if it lasts that long', () => {
  each(({ log }) => {
    const due = silences(log)
      .filter(({ since, until }) => until - since >= silenceWarning)
      .map(({ since }) => ({ type: 'SilenceWarned', at: since + silenceWarning, since }))
    expect(log.filter(({ type }) => type === 'SilenceWarned')).toEqual(due)
  })
})

it('R24 every session that is left alone ends', () => {
  each(({ log }) => expect(log.at(-1)?.type).toBe('Closed'))
})

/**
 * All timings. While the patron waits, somebody may pick up in the next moment and is owed a nudge `greetingNudge` later, so
 * the timer sleeps no longer than that: one wake for each, and one more for the offer to leave an address.
 */
const mostWaiting = (length: number) => Math.ceil(length / greetingNudge) + 1

/**
 * While a librarian serves, to the wakes of the three minutes come one for the nudge and those of the prompts. A prompt is
 * due a fixed delay D after a patron's silence began. Two wakes for the same D, P and Q, are for two silences, and that of Q
 * began after the timer went to sleep for P: so the one before P and Q are more than D apart, two wakes for each D.
 */
const mostServed = (length: number) =>
  most(length) + 1 + [patronAsk, patronWarn, patronClose].reduce((sum, delay) => sum + 2 * Math.ceil(length / delay), 0)

it('R7 R33 with every timing, wakes grow with the length of the wait and of the conversation, not with the messages', () => {
  eachAt(defaultTiming, ({ wakes }, pickUpAt) => {
    const waited = wakes.filter(at => at <= pickUpAt).length
    expect(waited).toBeLessThanOrEqual(mostWaiting(pickUpAt - b.start))
    expect(wakes.length - waited).toBeLessThanOrEqual(mostServed((wakes.at(-1) ?? 0) - pickUpAt))
  })
})

it('R7 with every timing, a hundred messages a minute wake it as often as one a minute does', () => {
  const talk = (every: number) =>
    Array.from({ length: 240_000 / every }, (_, i): Spoken => {
      return { at: b.start + 1000 + i * every, by: i % 2 ? 'patron' : 'librarian' }
    })
  const [few, many] = [60_000, 600].map(every => simulate(b.start + 500, talk(every), defaultTiming).wakes.length)
  expect(many).toBeLessThanOrEqual((few ?? 0) + 1)
})

it('R7 a librarian who has not greeted after 30 s is nudged at that moment, once, and nobody else is', () => {
  eachAt(defaultTiming, ({ log }, pickUpAt) => {
    const end = log.at(-1)?.at ?? 0
    const first = log.find(event => event.type === 'Said' && event.from.role === 'librarian')?.at ?? end
    const at = pickUpAt + greetingNudge
    expect(log.filter(({ type }) => type === 'GreetingNudged')).toEqual(
      first >= at ? [{ type: 'GreetingNudged', at }] : [],
    )
  })
})

/** Every silence of the patron: from the first word of the librarian that they owe an answer to, to their own, or the end. */
function patronSilences(log: readonly Event[]) {
  const found: { since: number; until: number }[] = []
  let since: number | undefined
  for (const event of log) {
    if (event.type !== 'Said' && event.type !== 'Closed') continue
    const theirs = event.type === 'Closed' || event.from.role === 'patron'
    if (since !== undefined && theirs) found.push({ since, until: event.at })
    since = theirs ? undefined : (since ?? event.at)
  }
  return found
}

it('R33 every silence of the patron is prompted at 3, 5 and 10 minutes, in this order, each once, and no other is', () => {
  eachAt(defaultTiming, ({ log }) => {
    const prompts = [
      { prompt: 'ask', delay: patronAsk },
      { prompt: 'warn', delay: patronWarn },
      { prompt: 'close', delay: patronClose },
    ]
    const due = patronSilences(log).flatMap(({ since, until }) =>
      prompts
        .filter(({ delay }) => since + delay <= until)
        .map(({ prompt, delay }) => ({ type: 'PatronPrompted', at: since + delay, since, prompt })),
    )
    expect(log.filter(({ type }) => type === 'PatronPrompted')).toEqual(due)
  })
})

it('R16 the three minutes are kept to the moment with every timing, too', () => {
  eachAt(defaultTiming, ({ log }) => {
    const due = silences(log).flatMap(({ since, until }) =>
      Array.from({ length: Math.floor((until - since) / silenceLimit) }, (_, i) => since + (i + 1) * silenceLimit),
    )
    expect(log.filter(({ type }) => type === 'SilenceBreached').map(({ at }) => at)).toEqual(due)
  })
})
