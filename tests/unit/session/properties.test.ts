import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from '../../../lib/session/commands.ts'
import type { Event } from '../../../lib/session/events.ts'
import { decide, evolve, evolveAll } from '../../../lib/session/session.ts'
import { type Session, senderKey } from '../../../lib/session/state.ts'
import { messages } from '../../../lib/session/transcript.ts'
import { tries } from '../tries.ts'
import { commands } from './arbitraries.ts'

interface Lived {
  readonly events: readonly Event[]
  /** The session before the first event and after each. */
  readonly states: readonly (Session | undefined)[]
}

/** Carries out commands one after another, as the orchestration does. */
function live(wanted: readonly Command[]): Lived {
  const events: Event[] = []
  const states: (Session | undefined)[] = [undefined]
  for (const command of wanted) {
    const decision = decide(states.at(-1), command)
    if (!('events' in decision)) continue
    for (const event of decision.events) {
      events.push(event)
      states.push(evolve(states.at(-1), event))
    }
  }
  return { events, states }
}

const holds = (check: (lived: Lived, wanted: readonly Command[]) => void) =>
  fc.assert(
    fc.property(commands, wanted => {
      check(live(wanted), wanted)
    }),
    { numRuns: tries(150) },
  )

it('any commands in any order are decided without an error', () => {
  holds(({ states }, wanted) => {
    for (const state of states)
      for (const command of wanted)
        expect(Object.keys(decide(state, command))).toEqual([
          expect.stringMatching(/^(events|refusal|repeated|submitted)$/),
        ])
  })
})

it('R36 messages are numbered 1, 2, 3 … without a gap, and the session knows the newest', () => {
  holds(({ events, states }) => {
    const numbers = messages(events).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    expect(states.at(-1)?.last ?? 0).toBe(numbers.length)
  })
})

it("R36 each sender's counter goes 1, 2, 3 …, none twice", () => {
  holds(({ events, states }) => {
    const seen = new Map<string, number>()
    for (const event of events) {
      if (event.type !== 'Said' && event.type !== 'Noted') continue
      const key = senderKey(event.from)
      expect(event.n).toBe((seen.get(key) ?? 0) + 1)
      seen.set(key, event.n)
    }
    expect(states.at(-1)?.counters ?? {}).toEqual(Object.fromEntries(seen))
  })
})

it('a session goes from waiting to active to closed, and back only when a librarian vanishes (R34)', () => {
  const rank = { nothing: 0, waiting: 1, active: 2, closed: 3 } as const
  const ranked = (state: Session | undefined) => rank[state?.status ?? 'nothing']
  holds(({ events, states }) => {
    for (const [i, event] of events.entries()) {
      const [before, after] = [ranked(states[i]), ranked(states[i + 1])]
      if (event.type === 'LibrarianVanished') expect([before, after]).toEqual([rank.active, rank.waiting])
      else expect(after).toBeGreaterThanOrEqual(before)
    }
  })
})

it('R1 the wait and the library never change, even if a librarian vanishes or another takes over', () => {
  holds(({ states }) => {
    const [first] = states.filter(state => state !== undefined)
    for (const state of states)
      if (first && state) {
        expect([state.askedAt, state.library]).toEqual([first.askedAt, first.library])
      }
  })
})

it('a decision does not depend on when or how often it is made, and changes nothing', () => {
  holds(({ states }, wanted) => {
    const state = states.at(-1)
    const before = JSON.stringify(state)
    for (const command of wanted) expect(decide(state, command)).toEqual(decide(state, command))
    expect(JSON.stringify(state)).toBe(before)
  })
})

it('the log is the truth: its events, stored and read again, make the session that was stored', () => {
  holds(({ events, states }) => {
    const stored: Event[] = JSON.parse(JSON.stringify(events))
    expect(evolveAll(undefined, stored)).toEqual(states.at(-1))
    const [half, rest] = [stored.slice(0, stored.length / 2), stored.slice(stored.length / 2)]
    expect(evolveAll(evolveAll(undefined, half), rest)).toEqual(states.at(-1))
  })
})

it('no field of a session is there without a value, so it is read as it was stored', () => {
  holds(({ states }) => {
    for (const state of states.slice(1)) expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state)
  })
})

it('R22 R26 a follow-up always has an address and a deadline, and a lost call never has an address', () => {
  holds(({ states }) => {
    const end = states.at(-1)
    if (end?.status !== 'closed') return
    const owes = end.code === 'follow-up-by-me' || end.code === 'follow-up-by-patrons-library'
    expect(end.followUp !== undefined).toBe(owes)
    if (end.followUp) expect(end.followUp).toMatchObject({ email: expect.any(String), deadline: expect.any(String) })
    if (end.code === 'lost-call') expect(end.patron.email ?? end.patron.address).toBeUndefined()
  })
})
