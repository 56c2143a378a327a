import { type Refusal, refuse } from '../decisions/refusals.ts'
import type { Command, Submission } from '../session/commands.ts'
import { type Effect, effects } from '../session/effects.ts'
import type { Event } from '../session/events.ts'
import { jointWrites } from '../session/joint-writes.ts'
import { decide, evolve } from '../session/session.ts'
import { type Sender, type Session, senderKey } from '../session/state.ts'
import { type PerformPorts, perform } from './perform.ts'
import type { Sessions, Step } from './ports.ts'

/** What a command needs. */
export type RunPorts = PerformPorts & { readonly sessions: Sessions }

/** What came of a command: what happened and the session after it, or why nothing did. */
export type Outcome = Done | { readonly refusal: Refusal }

export interface Done {
  readonly session: Session
  /** The session as it was before; nothing, if it began with this. */
  readonly before?: Session | undefined
  readonly events: readonly Event[]
}

/** A step was overtaken as often as this: something is wrong, and the caller had better come again. */
const attempts = 10

export class Busy extends Error {
  override readonly name = 'Busy'
}

/**
 * Carries out a command on a session: load, decide, append on the expected step, perform. When somebody else's step was
 * first, it starts over with the session as they left it. What is acknowledged is written; effects come last. A caller that has
 * just loaded the newest step gives it as `known`, and it is not loaded again.
 */
export async function run(ports: RunPorts, id: string, command: Command, known?: Step): Promise<Outcome> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const newest = (attempt === 0 && known) || (await ports.sessions.load(id))
    const decision = decide(newest?.session, command)
    if ('refusal' in decision) return decision
    if ('submitted' in decision)
      return newest ? resubmitted(ports, newest.session, decision.submitted) : refuse('no-such-session')
    if ('repeated' in decision)
      return newest ? again(ports, newest.session, decision.repeated) : refuse('no-such-session')
    const changes = unfold(newest?.session, decision.events)
    const after = changes.at(-1)?.after ?? newest?.session
    if (!after) return refuse('no-such-session')
    if (changes.length === 0) return { session: after, events: [] }
    const step = { step: (newest?.step ?? 0) + 1, events: decision.events, session: after }
    const appended = await ports.sessions.append(
      step,
      changes.flatMap(({ before, event, after }) => jointWrites(before, event, after)),
    )
    if (appended === 'conflict') continue
    if (appended !== 'appended') return refuse(appended)
    const wanted = changes.flatMap(({ before, event }) => effects(before, event))
    const settled = await performAndForget(ports, after, wanted, command.at)
    return { session: settled, before: newest?.session, events: decision.events }
  }
  throw new Busy(`Session ${id} was changed by others ${attempts} times in a row.`)
}

interface Change {
  readonly before: Session | undefined
  readonly event: Event
  readonly after: Session
}

function unfold(session: Session | undefined, events: readonly Event[]): readonly Change[] {
  const changes: Change[] = []
  for (const event of events) {
    const before = changes.at(-1)?.after ?? session
    const after = evolve(before, event)
    if (after) changes.push({ before, event, after })
  }
  return changes
}

/** Performs effects; a side whose connection turned out to be gone is away from now on. Returns the session after that. */
export async function performAndForget(
  ports: RunPorts,
  session: Session,
  wanted: readonly Effect[],
  at: number,
): Promise<Session> {
  if (wanted.length === 0) return session
  let settled = session
  const gone = await perform(ports, session, wanted)
  // Nobody is missed any more in a session that is over.
  for (const connection of session.status === 'closed' ? [] : gone) {
    const outcome = await run(ports, session.id, { type: 'GoAway', at, connection })
    if ('session' in outcome) settled = outcome.session
  }
  return settled
}

/** The same form once more is the same session; other words under its `once` are refused, so that none of them are lost. */
async function resubmitted(ports: RunPorts, session: Session, submission: Submission): Promise<Outcome> {
  const [asked] = await ports.sessions.history(session.id)
  const isSame =
    asked?.type === 'Asked' &&
    asked.question === submission.question &&
    (asked.name || undefined) === (submission.name || undefined) &&
    (asked.email || undefined) === (submission.email || undefined)
  return isSame ? { session, events: [] } : refuse('other-question')
}

/** A counter that was used before: the same words are acknowledged and told again, other words refused (R36). */
async function again(
  ports: RunPorts,
  session: Session,
  { sender, n, text }: { readonly sender: Sender; readonly n: number; readonly text: string },
): Promise<Outcome> {
  const events = await ports.sessions.history(session.id)
  const known = events.find(
    event =>
      (event.type === 'Said' || event.type === 'Noted') && event.n === n && senderKey(event.from) === senderKey(sender),
  )
  if (!known || !('text' in known) || known.text !== text) return refuse('other-words')
  // Whoever the words were for has heard of the end; they are in the transcript, and need not come after it.
  if (session.status !== 'closed') await performAndForget(ports, session, effects(session, known), known.at)
  return { session, events: [known] }
}
