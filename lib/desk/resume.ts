import type { Reply } from '../protocol/frames-out.ts'
import { limits } from '../protocol/limits.ts'
import { standing } from '../protocol/push-for.ts'
import type { Event } from '../session/events.ts'
import { type Sender, type Session, senderKey, sideOf } from '../session/state.ts'
import { messages, notes } from '../session/transcript.ts'
import { findStep } from './find-step.ts'
import type { Sessions, Step } from './ports.ts'

type Resumed = Extract<Reply, { type: 'resumed' }>

/** The most steps of an ordinary conversation, and of one page of earlier messages. */
const pageSteps = 40

/** Of a longer conversation another librarian gets only these last steps, and the rest on request. */
const recentSteps = 24

/** The least and the most steps that are read at once while a frame is filled. */
const stepsAtOnce = { least: 8, most: 200 }

/** Up to this many surplus steps are read, since a search for the right step would cost more. */
const fewSteps = 8

/**
 * Exactly what one side missed (R33): the state of the session, the messages after the last one they have, and the counter from
 * which they continue. No more is read than fits into the frame. `beside` is the number of bytes that the rest of the frame takes.
 */
export async function resumed(
  sessions: Sessions,
  newest: Step,
  who: Sender,
  after: number,
  beside = 0,
): Promise<Resumed> {
  const { session } = newest
  const isThere = after >= session.last && who.role === 'patron'
  const { events, more } = isThere ? nothing : await fitting(sessions, newest, who, after, beside)
  return reply(session, who, events, after, { more })
}

const nothing = { events: [], more: false }

/**
 * The end of a conversation, for a librarian to whom it is new: an ordinary one comes whole, and a long one as the question and
 * the newest messages, so the cost of a transfer does not grow with the conversation. With `before` it returns the messages
 * before a given one.
 */
export async function newestOf(sessions: Sessions, newest: Step, who: Sender, before?: number): Promise<Resumed> {
  const { session } = newest
  const found = before === undefined ? undefined : await stepOf(sessions, newest, before)
  const end = before === undefined ? newest.step : (found?.step ?? 1) - 1
  const isLong = before === undefined && end > pageSteps
  const begin = Math.max(0, end - (isLong ? recentSteps : pageSteps))
  const steps = await stretch(sessions, session.id, begin, end - begin)
  const shown = lastFitting(steps, session, who)
  const isWhole = begin === 0 && shown.length === steps.length
  const first = isWhole || before !== undefined ? [] : await stretch(sessions, session.id, 0, 1)
  const events = [...first, ...shown].flatMap(step => step.events)
  return reply(session, who, events, 0, { more: false, ...(!isWhole && { earlier: true as const }) })
}

/** The newest of these steps, as many as fit into one frame, and at least one. */
function lastFitting(steps: readonly Step[], session: Session, who: Sender): readonly Step[] {
  let size = 0
  const tooMuch = steps.findLastIndex(({ events }) => {
    size += sizeOf(events, session, who)
    return size > limits.page
  })
  return steps.slice(Math.min(tooMuch + 1, steps.length - 1))
}

/** These steps without gaps. If a replica lags behind, they are read again with a consistent read. */
async function stretch(sessions: Sessions, id: string, after: number, most: number): Promise<readonly Step[]> {
  if (most < 1) return []
  const read = await sessions.steps(id, { after, most, mayBeStale: true })
  return read.length === most ? read : sessions.steps(id, { after, most })
}

function reply(
  session: Session,
  who: Sender,
  events: readonly Event[],
  after: number,
  rest: Pick<Resumed, 'more' | 'earlier'>,
): Resumed {
  const staff = who.role === 'librarian' ? notes(events) : []
  const asked = who.role === 'librarian' ? events.find(event => event.type === 'Asked') : undefined
  return {
    type: 'resumed',
    ...standing(session, sideOf(session, who)),
    n: session.counters[senderKey(who)] ?? 0,
    messages: messages(events, session.patron.name).filter(({ number }) => number > after),
    ...rest,
    ...(staff.length && { notes: [...staff] }),
    ...(asked?.answers && { answers: asked.answers.map(answer => ({ ...answer })) }),
  }
}

/** The events after a message, as many as fit into one frame but at least one message, and whether there are more. */
async function fitting(sessions: Sessions, newest: Step, who: Sender, after: number, beside: number) {
  const { session } = newest
  const events: Event[] = []
  let size = beside
  let count = 0
  let read = await firstStep(sessions, newest, after)
  while (read < newest.step) {
    const most = readNext(limits.page - size, events.length ? (size - beside) / events.length : 300)
    const end = Math.min(read + most, newest.step)
    const steps = await stretch(sessions, session.id, read, end - read)
    for (const step of steps) {
      const missed = messages(step.events).filter(({ number }) => number > after).length
      if (missed > 0) size += sizeOf(step.events, session, who)
      if (size > limits.page && missed > 0 && count > 0) return { events, more: true }
      count += missed
      events.push(...step.events)
    }
    // Steps that have expired are missing. Very long steps may be too many for one read.
    read = steps.at(-1)?.step ?? end
  }
  return { events, more: false }
}

function readNext(left: number, bytesEach: number): number {
  const { least, most } = stepsAtOnce
  return Math.max(least, Math.min(most, Math.ceil(left / Math.max(1, bytesEach))))
}

/** The size of what is shown of these events, bytes. */
function sizeOf(events: readonly Event[], { patron }: Session, who: Sender): number {
  const shown = [...messages(events, patron.name), ...(who.role === 'librarian' ? notes(events) : [])]
  return shown.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)) + 1, 0)
}

/**
 * The step after which the messages after this one come. A step holds at most one message, so message n is never before step n.
 */
async function firstStep(sessions: Sessions, newest: Step, after: number): Promise<number> {
  const least = Math.max(0, after - 1)
  if (newest.step - newest.session.last <= fewSteps || newest.step - least <= fewSteps || least === 0) return least
  return (await stepOf(sessions, newest, after))?.step ?? least
}

function stepOf(sessions: Sessions, newest: Step, message: number): Promise<Step | undefined> {
  return findStep(sessions, newest, ({ last }) => last, message)
}
