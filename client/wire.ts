import * as v from 'valibot'
import type { ActionRecords, FrameOf } from '../lib/protocol/action.ts'
import type { actions } from '../lib/protocol/actions.ts'
import type { Push, Reply } from '../lib/protocol/frames-out.ts'

/** A frame before the client adds its reference (`id`) and the sender's counter (`n`). */
export type OutgoingOf<R extends ActionRecords> = { [A in keyof R]: Omit<FrameOf<R[A]>, 'id' | 'n'> }[keyof R]
export type Outgoing = OutgoingOf<typeof actions>

export type Resumed = Extract<Reply, { type: 'resumed' }>
export type WaitingPatron = Omit<Extract<Push, { type: 'waiting' }>, 'type'>

/** A received frame: the reply to a frame, a push, or something unknown to this client. */
export type Incoming =
  | { readonly reply: Reply; readonly re: string; readonly now?: number | undefined }
  | { readonly push: Push }
  | { readonly nothing: true }

const reference = v.object({ re: v.string(), now: v.optional(v.number()) })

/** Reads a frame from the desk. */
export type FrameReader = (text: string) => Incoming

/** Reads these replies and pushes. Unknown types and fields are skipped, as the protocol requires. */
export function frameReader(reply: v.GenericSchema<unknown, Reply>, push: v.GenericSchema<unknown, Push>): FrameReader {
  return text => {
    const frame = parsed(text)
    const re = v.safeParse(reference, frame)
    const answer = v.safeParse(reply, frame)
    if (re.success && answer.success) return { reply: answer.output, ...re.output }
    const news = v.safeParse(push, frame)
    return news.success ? { push: news.output } : { nothing: true }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
