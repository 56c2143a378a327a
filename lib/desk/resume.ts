import type { Reply } from '../protocol/frames-out.ts'
import { limits } from '../protocol/limits.ts'
import { standing } from '../protocol/push-for.ts'
import { type Sender, type Session, senderKey } from '../session/state.ts'
import { type Message, messages, notes } from '../session/transcript.ts'
import type { Sessions } from './ports.ts'

/**
 * Exactly what one side missed (R33): the state of the session, the messages after the last one they have, and the counter from
 * which they continue. A step holds one message at most, so a message after number `after` is never in a step before `after`.
 * `beside` is the number of bytes that the rest of the frame takes.
 */
export async function resumed(
  sessions: Sessions,
  session: Session,
  who: Sender,
  after: number,
  beside = 0,
): Promise<Extract<Reply, { type: 'resumed' }>> {
  const events = await sessions.history(session.id, Math.max(0, after - 1))
  const missed = messages(events, session.patron.name).filter(({ number }) => number > after)
  const staff = who.role === 'librarian' ? notes(events) : []
  const page = firstPage(missed, beside + Buffer.byteLength(JSON.stringify(staff)))
  return {
    type: 'resumed',
    ...standing(session, who.role),
    n: session.counters[senderKey(who)] ?? 0,
    messages: [...page],
    more: page.length < missed.length,
    ...(staff.length && { notes: [...staff] }),
  }
}

/** As many messages as fit into one reply beside these bytes, but at least one. */
function firstPage(missed: readonly Message[], taken: number): readonly Message[] {
  let size = taken
  const end = missed.findIndex((message, i) => {
    size += Buffer.byteLength(JSON.stringify(message)) + 1
    return i > 0 && size > limits.page
  })
  return end < 0 ? missed : missed.slice(0, end)
}
