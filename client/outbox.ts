import type { Reply } from '../lib/protocol/frames-out.ts'
import type { Frame } from './requests.ts'
import type { Outgoing } from './wire.ts'

/** The frames with a counter: a message, or a staff note. */
export type Words = Extract<Outgoing, { action: 'say' | 'note' }>

/** Words on their way out, session by session. */
export interface Outbox {
  /** Sends a message or a note with the sender's next counter, after those before it. */
  post(words: Words): Promise<Reply>
  /** Takes over the sender's counter from the desk. */
  counted(session: string, n: number): void
}

/** The most tries of one message. A second one is needed if another window of the same person has used the counter. */
const tries = 4

/**
 * One message of a session at a time: API Gateway handles the frames of one connection in parallel, and the desk refuses a
 * message that overtook the one before it (R36). `refresh` gets the counter from the desk.
 */
export function outbox(ask: (frame: Frame) => Promise<Reply>, refresh: (session: string) => Promise<void>): Outbox {
  const counters = new Map<string, number>()
  const queues = new Map<string, Promise<unknown>>()
  const lastOf = (session: string) => counters.get(session) ?? 0

  const deliver = async (words: Words): Promise<Reply> => {
    const { session } = words
    for (let attempt = 1; ; attempt++) {
      const n = lastOf(session) + 1
      const reply = await ask({ ...words, n })
      if (reply.type !== 'refused') {
        counters.set(session, Math.max(n, lastOf(session)))
        return reply
      }
      if (attempt === tries) return reply
      if (reply.code === 'other-words' || reply.code === 'out-of-order') await refresh(session)
      else return reply
    }
  }

  return {
    post: words => {
      const turn = (queues.get(words.session) ?? Promise.resolve()).then(() => deliver(words))
      queues.set(words.session, turn)
      return turn
    },
    counted: (session, n) => void counters.set(session, n),
  }
}
