import type { Command } from '../../lib/session/commands.ts'
import type { Event } from '../../lib/session/events.ts'
import { decide, evolve } from '../../lib/session/session.ts'
import type { Session } from '../../lib/session/state.ts'

/** A change of a state that some command brings about. */
export interface Move {
  /** `nothing` before the first state. */
  readonly from: string
  readonly to: string
  readonly command: Command['type']
  readonly event: Event['type']
}

/**
 * The subject of an exploration: the names of its states, the beginning, the possible commands, and how many in a row are
 * tried.
 */
export interface Exploration {
  readonly nameOf: (session: Session | undefined) => string
  readonly starts: readonly (Session | undefined)[]
  /** ms since 1970. */
  readonly startedAt: number
  readonly commands: (session: Session | undefined, now: number) => readonly Command[]
  readonly depth: number
}

interface Situation {
  readonly session: Session | undefined
  readonly now: number
}

/** Every move that some command makes in some state, each once, in the order of discovery. */
export function movesOf({ nameOf, starts, startedAt, commands, depth }: Exploration): readonly Move[] {
  const moves = new Map<string, Move>()
  const seen = new Set<string>()
  let situations: readonly Situation[] = starts.map(session => ({ session, now: startedAt }))
  for (let step = 0; step < depth; step++) {
    const reached: Situation[] = []
    for (const { session, now } of situations) {
      for (const command of commands(session, now)) {
        const { after, made } = follow(nameOf, session, command)
        for (const move of made) moves.set(Object.values(move).join(' '), move)
        if (step === depth - 1 || after === session) continue
        const key = JSON.stringify(after)
        if (!seen.has(key)) reached.push({ session: after, now: command.at })
        seen.add(key)
      }
    }
    situations = reached
  }
  return [...moves.values()]
}

/** What a command changes, event by event: a decision may pass through several states. */
export function follow(
  nameOf: Exploration['nameOf'],
  session: Session | undefined,
  command: Command,
): { readonly after: Session | undefined; readonly made: readonly Move[] } {
  const decision = decide(session, command)
  let now = session
  const made: Move[] = []
  for (const event of 'events' in decision ? decision.events : []) {
    const next = evolve(now, event)
    const [from, to] = [nameOf(now), nameOf(next)]
    if (from !== to) made.push({ from, to, command: command.type, event: event.type })
    now = next
  }
  return { after: now, made }
}
