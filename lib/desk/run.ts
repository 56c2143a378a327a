import { type Refusal, refuse } from '../decisions/refusals.ts'
import { factsLeft, type StepWrite } from '../facts/joint-write.ts'
import type {
  AfterCommand,
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
import { type CorrectingPorts, correctAfter } from './correct-facts.ts'
import { findStep } from './find-step.ts'
import { type PerformPorts, perform } from './perform.ts'
import type { FollowUpTimers, Sessions, Step } from './ports.ts'

/** The ports for a command that cannot end a session. */
export type RunPorts = PerformPorts & { readonly sessions: Sessions }

/** The ports for a command that may end a session, which starts the timer of its follow-up. */
export type EndingPorts = RunPorts & { readonly timers: Pick<FollowUpTimers, 'startFollowUp'> }

/** The ports for a command on a follow-up, of which no connection is told. */
export type FollowUpPorts = CorrectingPorts & UntoldPorts

/** The ports for a command of which nobody in the session is told. */
export type UntoldPorts = { readonly sessions: Sessions }

/** The outcome of a command: what happened and the session after it, or why nothing did. */
export type Outcome = Done | { readonly refusal: Refusal }

export interface Done {
  readonly session: Session
  /** The step that was written, or the newest one, if there was nothing to do. */
  readonly newest: Step
  /** The session before the command; undefined if the command opened it. */
  readonly before?: Session | undefined
  readonly events: readonly Event[]
}

/** The tries after which something must be wrong, and the caller should come again. */
const attempts = 10

export class Busy extends Error {
  override readonly name = 'Busy'
}

/**
 * Carries out a command on a session: load, decide, append the expected step, perform. If another step was first, it starts
 * again with the session after that step. Whatever is acknowledged is written, and effects come last. A caller that has just
 * loaded the newest step passes it as `known` to save the read.
 */
export async function run(ports: RunPorts, id: string, command: TalkCommand, known?: Step): Promise<Outcome> {
  return carryOut(ports, id, command, known)
}

/** Carries out a command that may end the session. */
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

/** Carries out a command on a follow-up, and corrects the facts of its session. */
export async function runFollowUp(
  ports: FollowUpPorts,
  id: string,
  command: AfterCommand,
  known?: Step,
): Promise<Outcome> {
  const outcome = await runUntold(ports, id, command, known)
  if ('events' in outcome && outcome.events.length > 0) await correctAfter(ports, outcome.before, outcome.newest)
  return outcome
}

/** Makes the next generation of timer look after a session. */
export async function renewTimerOf(ports: UntoldPorts, session: Session, at: number): Promise<Outcome> {
  return runUntold(ports, session.id, { type: 'RenewTimer', at, generation: generationOf(session) })
}

async function runUntold(
  { sessions }: UntoldPorts,
  id: string,
  command: UntoldCommand,
  known?: Step,
): Promise<Outcome> {
  const result = await write(sessions, id, command, known)
  if ('refusal' in result) return result
  const { session, newest, before, events } = result
  return { session, newest, before, events }
}

/** Starts the follow-up timer of a closed session, if it needs one. Starting it twice has no effect. */
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
  const { session, newest, before, events, changes, repeated } = result
  if (repeated) return again(ports, newest, repeated)
  const wanted = changes.flatMap(({ before, event }) => effects(before, event))
  return { session: await performAndForget(ports, session, wanted, command.at), newest, before, events }
}

/** A written step, change by change. It is empty if there was nothing to do or it was done before. */
interface Written extends Done {
  readonly changes: readonly Change[]
  readonly repeated?: Repeated
}

type Repeated = Extract<SessionDecision, { readonly repeated: unknown }>['repeated']

/** Loads, decides and appends, again and again until no other step was first. */
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
      return newest ? resubmitted(sessions, newest, decision.submitted) : refuse('no-such-session')
    const isRepeat = 'repeated' in decision
    const changes = unfold(newest?.session, isRepeat ? [] : decision.events)
    const after = changes.at(-1)?.after ?? newest?.session
    if (!after) return refuse('no-such-session')
    if (newest && isRepeat) return { session: after, newest, events: [], changes, repeated: decision.repeated }
    if (newest && changes.length === 0) return { session: after, newest, events: [], changes }
    const step = { step: (newest?.step ?? 0) + 1, events: isRepeat ? [] : decision.events, session: after }
    const appended = await sessions.append(step, changes.flatMap(writesWith))
    if (appended === 'conflict') continue
    if (appended !== 'appended') return refuse(appended)
    return { session: after, before: newest?.session, newest: step, events: step.events, changes }
  }
  throw new Busy(`Session ${id} was changed by others ${attempts} times in a row.`)
}

interface Change {
  readonly before: Session | undefined
  readonly event: Event
  readonly after: Session
}

/** What is written in one transaction with the step. */
function writesWith({ before, event, after }: Change): readonly StepWrite[] {
  return [...jointWrites(before, event, after), ...factsLeft(before, event, after)]
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

/** Performs effects and marks a side as away if its connection is gone. Returns the session after that. */
export async function performAndForget(
  ports: RunPorts,
  session: Session,
  wanted: readonly Effect[],
  at: number,
): Promise<Session> {
  if (wanted.length === 0) return session
  let settled = session
  const gone = await perform(ports, session, wanted)
  // Presence no longer matters in a session that is over.
  for (const connection of session.status === 'closed' ? [] : gone) {
    const outcome = await run(ports, session.id, { type: 'GoAway', at, connection })
    if ('session' in outcome) settled = outcome.session
  }
  return settled
}

/** The same form again is the same session. Different words under its `once` are refused, so that they are not lost. */
async function resubmitted(
  sessions: Sessions,
  newest: Step,
  submission: Submission,
): Promise<Written | { readonly refusal: Refusal }> {
  const { session } = newest
  const [first] = await sessions.steps(session.id, { after: 0, most: 1 })
  const [asked] = first?.events ?? []
  const isSame =
    asked?.type === 'Asked' &&
    asked.question === submission.question &&
    (asked.name || undefined) === (submission.name || undefined) &&
    (asked.email || undefined) === (submission.email || undefined)
  return isSame ? { session, newest, events: [], changes: [] } : refuse('other-question')
}

/** Handles a counter that was used before. The same words are acknowledged and sent again; other words are refused (R36). */
async function again(ports: RunPorts, newest: Step, { sender, n, text }: Repeated): Promise<Outcome> {
  const { session } = newest
  const counted = ({ counters }: Session) => counters[senderKey(sender)] ?? 0
  const step = await findStep(ports.sessions, newest, counted, n)
  const known = step?.events.find(
    event =>
      (event.type === 'Said' || event.type === 'Noted') && event.n === n && senderKey(event.from) === senderKey(sender),
  )
  if (!known || !('text' in known) || known.text !== text) return refuse('other-words')
  // The other side already knows that the session has ended. The words are in the transcript, and need not be sent after the
  // end.
  if (session.status !== 'closed') await performAndForget(ports, session, effects(session, known), known.at)
  return { session, newest, events: [known] }
}
