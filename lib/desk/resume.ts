import type { Reply } from '../protocol/frames-out.ts'
import { limits } from '../protocol/limits.ts'
import { standing } from '../protocol/push-for.ts'
import { type Sender, type Session, senderKey } from '../session/state.ts'
import { type Message, messages, notes } from '../session/transcript.ts'
import type { Sessions } from './ports.ts'

/**
 * Exactly what one side missed (R33): how the session stands, the messages after the last one they have, and their own
 * counter to go on from. A step holds one message at most, so none after number `after` is in a step before `after`. Where more
 * goes into the same frame, `beside` is how many bytes that takes.
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

/** As many messages as fit into one reply beside what is in it already (bytes), at least one. */
function firstPage(missed: readonly Message[], taken: number): readonly Message[] {
  let size = taken
  const end = missed.findIndex((message, i) => {
    size += Buffer.byteLength(JSON.stringify(message)) + 1
    return i > 0 && size > limits.page
  })
  return end < 0 ? missed : missed.slice(0, end)
}
