import { expect } from 'vitest'
import type { RefusalCode } from '../../../lib/decisions/refusals.ts'
import type { Command, SessionDecision } from '../../../lib/session/commands.ts'
import { type Effect, effects } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import { type JointWrite, jointWrites } from '../../../lib/session/joint-writes.ts'
import { decide, evolve, evolveAll } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'

/** What has happened so far, and what a command makes of it. */
export function given(...past: readonly Event[]) {
  const session = evolveAll(undefined, past)
  return { session, when: (command: Command) => expectations(decide(session, command)) }
}

function expectations(decision: SessionDecision) {
  return {
    decision,
    /** Exactly these events happen. */
    happens: (...events: readonly Event[]) => expect(decision).toStrictEqual({ events }),
    /** A refusal with this code, which cannot be overridden. */
    refuses: (code: RefusalCode) =>
      expect(decision).toEqual({ refusal: { code, reason: expect.stringMatching(/^[A-Z].*\.$/) } }),
    /** A soft refusal with this code and this offer. */
    refusesSoftly: (code: RefusalCode, offer?: string) =>
      expect(decision).toEqual({
        refusal: { code, reason: expect.stringMatching(/^[A-Z].*[.?]$/), soft: true, ...(offer && { offer }) },
      }),
    doesNothing: () => expect(decision).toStrictEqual({ events: [] }),
    /** This counter was used before, and the holder of the log answers. */
    repeats: () => expect(decision).toHaveProperty('repeated'),
  }
}

/** The session after these events; there is one. */
export function sessionAfter(...past: readonly Event[]): Session {
  const session = evolveAll(undefined, past)
  if (!session) throw new Error('these events make no session')
  return session
}

/** What goes into other tables with the last of these events. */
export function jointWritesOfLast(...past: readonly Event[]): readonly JointWrite[] {
  return ofLast(past, jointWrites)
}

/** What the last of these events sets off. */
export function effectsOfLast(...past: readonly Event[]): readonly Effect[] {
  return ofLast(past, effects)
}

function ofLast<T>(
  past: readonly Event[],
  what: (before: Session | undefined, event: Event, after: Session) => readonly T[],
): readonly T[] {
  const before = evolveAll(undefined, past.slice(0, -1))
  const event = past.at(-1)
  const now = event && evolve(before, event)
  if (!event || !now) throw new Error('these events make no session')
  return what(before, event, now)
}
