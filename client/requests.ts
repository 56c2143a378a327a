import type { Refused, Reply } from '../lib/protocol/frames-out.ts'
import { type Timers, usualTimers } from './timers.ts'

export type Frame = Readonly<Record<string, unknown>> & { readonly action: string }

/** Frames that are waiting for their replies. */
export interface Requests {
  /** Sends a frame, repeatedly if necessary, and resolves with its reply. */
  ask(frame: Frame): Promise<Reply>
  /** The same for a frame of the greeting, which goes out before all others and fails if its connection is lost. */
  greet(frame: Frame): Promise<Reply>
  answered(re: string, reply: Reply): void
  /** Ends the greeting, and sends everything without a reply again. */
  ready(): void
  /** Notes that the connection is gone. */
  lost(): void
  /** Fails all waiting frames, and all that are sent from now on. */
  close(): void
}

interface Pending {
  readonly frame: Frame
  readonly greeting: boolean
  readonly answer: (reply: Reply) => void
  /** Cancels the next try. */
  cancel: () => void
  sent: boolean
  /** How often it was sent without an answer, and how often the desk was busy. */
  unanswered: number
  busy: number
}

/** The error for a frame that must not be sent twice and whose reply was lost. */
export const noAnswer: Refused = {
  type: 'refused',
  code: 'no-answer',
  reason: 'The connection was lost before the desk answered. Check whether it was done before you try again.',
}

/**
 * Picking up twice would give the librarian two patrons, so a `pick-up` is never repeated. Its outcome is in the `on-duty`
 * reply after reconnecting. The other frames are outdated by then, and the next of them replaces them.
 */
const neverRepeated = ['pick-up', 'typing', 'heard', 'queue']

/** Pauses double from the first up to the longest, ms. */
const busyPauses = { first: 250, longest: 15_000 }
const longestResend = 60_000

/** After this many busy replies the caller is told. */
const busyMost = 8

/**
 * Keeps frames until they are answered. `transmit` sends if there is a connection; `resendAfter` is the first pause in ms
 * before a frame without a reply is sent again. Each pause is twice the one before and a random part longer, so that clients
 * that were refused together do not return together (`random` is from 0 to 1).
 */
export function requests(
  transmit: (text: string) => void,
  resendAfter: number,
  timers: Timers = usualTimers,
  random = Math.random,
): Requests {
  const pending = new Map<string, Pending>()
  let isReady = false
  let isClosed = false
  let count = 0

  const pause = (first: number, times: number, longest: number) =>
    Math.min(first * 2 ** times, longest) * (1 + random() / 2)
  const mayTransmit = ({ greeting }: Pending) => greeting || isReady
  const transmitted = (request: Pending) => {
    request.cancel()
    if (mayTransmit(request) && !(request.sent && neverRepeated.includes(request.frame.action))) {
      request.sent = true
      transmit(JSON.stringify(request.frame))
    }
    const next = pause(resendAfter, request.unanswered++, Math.max(resendAfter, longestResend))
    request.cancel = timers.after(next, () => transmitted(request))
  }
  const settle = (id: string, reply: Reply) => {
    const request = pending.get(id)
    if (!request) return
    request.cancel()
    pending.delete(id)
    request.answer(reply)
  }
  /** The desk says that it has not acknowledged a frame, which is sent again unchanged unless it must not be. */
  const answered = (id: string, reply: Reply) => {
    const request = pending.get(id)
    const isBusy = reply.type === 'refused' && reply.code === 'try-again'
    if (!request || !isBusy || neverRepeated.includes(request.frame.action) || request.busy === busyMost)
      return settle(id, reply)
    request.cancel()
    const next = pause(busyPauses.first, request.busy++, busyPauses.longest)
    request.cancel = timers.after(next, () => transmitted(request))
  }
  const start = (asked: Frame, greeting: boolean): Promise<Reply> => {
    if (isClosed) return Promise.resolve(noAnswer)
    return new Promise(answer => {
      const id = `f${++count}`
      const frame = { ...asked, id }
      const request: Pending = { frame, greeting, answer, cancel: () => {}, sent: false, unanswered: 0, busy: 0 }
      pending.set(id, request)
      transmitted(request)
    })
  }

  return {
    ask: frame => start(frame, false),
    greet: frame => start(frame, true),
    answered,
    ready: () => {
      isReady = true
      for (const request of pending.values()) {
        request.unanswered = 0
        transmitted(request)
      }
    },
    lost: () => {
      isReady = false
      for (const [id, { greeting, sent, frame }] of pending)
        if (greeting || (sent && neverRepeated.includes(frame.action))) settle(id, noAnswer)
    },
    close: () => {
      isReady = false
      isClosed = true
      for (const id of [...pending.keys()]) settle(id, noAnswer)
    },
  }
}
