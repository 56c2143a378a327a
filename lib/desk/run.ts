import { type Refusal, refuse } from '../decisions/refusals.ts'
import type {
  Command,
  EndingCommand,
  SessionDecision,
  Submission,
  TalkCommand,
  UntoldCommand,
} from '../session/commands.ts'
import { type Effect, effects } from '../session/effects.ts'
import type { Event } from '../session/events.ts'
import { jointWrites } from '../session/joint-writes.ts'
import { decide, evolve } from '../session/session.ts'
import { generationOf, type Session, senderKey } from '../session/state.ts'
import { hasUnbegunMail } from '../session/timing.ts'
import { type PerformPorts, perform } from './perform.ts'
import type { FollowUpTimers, Sessions, Step } from './ports.ts'

/** What a command needs that leaves a session as far as it is. */
export type RunPorts = PerformPorts & { readonly sessions: Sessions }

/** What a command needs that may end a session: what follows it begins with its timer. */
export type EndingPorts = RunPorts & { readonly timers: Pick<FollowUpTimers, 'startFollowUp'> }

/** What a command needs that is about what follows a session: nobody is told of it there and then. */
export type FollowUpPorts = { readonly sessions: Sessions }

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
export async function run(ports: RunPorts, id: string, command: TalkCommand, known?: Step): Promise<Outcome> {
  return carryOut(ports, id, command, known)
}

/** The same for a command that may end the session. */
export async function runEnding(
  ports: EndingPorts,
  id: string,
  command: EndingCommand,
  known?: Step,
): Promise<Outcome> {
  const outcome = await carryOut(ports, id, command, known)
  if ('events' in outcome && outcome.events.some(({ type }) => type === 'Closed'))
    await startFollowUp(ports, outcome.session)
  return outcome
}

/** The same for a command about what follows the session, or about who looks after it. */
export async function runFollowUp(
  { sessions }: FollowUpPorts,
  id: string,
  command: UntoldCommand,
  known?: Step,
): Promise<Outcome> {
  const result = await write(sessions, id, command, known)
  return 'refusal' in result ? result : { session: result.session, before: result.before, events: result.events }
}

/** Starts the timer of what a closed session owes, if it owes anything; started twice, it runs once. */
export async function startFollowUp({ log, timers }: EndingPorts, session: Session): Promise<void> {
  if (session.status !== 'closed' || !hasUnbegunMail(session)) return
  try {
    await timers.startFollowUp(session.id, generationOf(session))
  } catch (error) {
    // The session's timer starts it again.
    log.failed('start of a follow-up', session.id, error)
  }
}

async function carryOut(ports: RunPorts, id: string, command: Command, known?: Step): Promise<Outcome> {
  const result = await write(ports.sessions, id, command, known)
  if ('refusal' in result) return result
  const { session, before, events, changes, repeated } = result
  if (repeated) return again(ports, session, repeated)
  const wanted = changes.flatMap(({ before, event }) => effects(before, event))
  return { session: await performAndForget(ports, session, wanted, command.at), before, events }
}

/** A step that was written, change by change; nothing in it, if there was nothing to do or this was done before. */
interface Written extends Done {
  readonly changes: readonly Change[]
  readonly repeated?: Repeated
}

type Repeated = Extract<SessionDecision, { readonly repeated: unknown }>['repeated']

/** Loads, decides and appends, until nobody else was first. */
async function write(
  sessions: Sessions,
  id: string,
  command: Command,
  known?: Step,
): Promise<Written | { readonly refusal: Refusal }> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const newest = (attempt === 0 && known) || (await sessions.load(id))
    const decision = decide(newest?.session, command)
    if ('refusal' in decision) return decision
    if ('submitted' in decision)
      return newest ? resubmitted(sessions, newest.session, decision.submitted) : refuse('no-such-session')
    const isRepeat = 'repeated' in decision
    const changes = unfold(newest?.session, isRepeat ? [] : decision.events)
    const after = changes.at(-1)?.after ?? newest?.session
    if (!after) return refuse('no-such-session')
    if (isRepeat) return { session: after, events: [], changes, repeated: decision.repeated }
    if (changes.length === 0) return { session: after, events: [], changes }
    const { events } = decision
    const appended = await sessions.append(
      { step: (newest?.step ?? 0) + 1, events, session: after },
      changes.flatMap(({ before, event, after }) => jointWrites(before, event, after)),
    )
    if (appended === 'conflict') continue
    if (appended !== 'appended') return refuse(appended)
    return { session: after, before: newest?.session, events, changes }
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
async function resubmitted(
  sessions: Sessions,
  session: Session,
  submission: Submission,
): Promise<Written | { readonly refusal: Refusal }> {
  const [asked] = await sessions.history(session.id)
  const isSame =
    asked?.type === 'Asked' &&
    asked.question === submission.question &&
    (asked.name || undefined) === (submission.name || undefined) &&
    (asked.email || undefined) === (submission.email || undefined)
  return isSame ? { session, events: [], changes: [] } : refuse('other-question')
}

/** A counter that was used before: the same words are acknowledged and told again, other words refused (R36). */
async function again(ports: RunPorts, session: Session, { sender, n, text }: Repeated): Promise<Outcome> {
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
