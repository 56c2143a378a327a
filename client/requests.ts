import type { Refused, Reply } from '../lib/protocol/frames-out.ts'

export type Frame = Readonly<Record<string, unknown>> & { readonly action: string }

/** Frames that wait for their replies. */
export interface Requests {
  /** Sends a frame, again and again if it has to be, and resolves with its reply. */
  ask(frame: Frame): Promise<Reply>
  /** The same for a frame of the greeting, which goes out before all others; it is given up with its connection. */
  greet(frame: Frame): Promise<Reply>
  answered(re: string, reply: Reply): void
  /** The greeting is over: everything without a reply is sent again. */
  ready(): void
  /** The connection is gone. */
  lost(): void
  /** Gives up what waits, and whatever is asked from now on. */
  close(): void
}

interface Pending {
  readonly frame: Frame
  readonly greeting: boolean
  readonly answer: (reply: Reply) => void
  readonly timer: NodeJS.Timeout
  sent: boolean
}

/** What a frame gets that must not be sent twice and whose reply was lost. */
export const noAnswer: Refused = {
  type: 'refused',
  code: 'no-answer',
  reason: 'The connection was lost before the desk answered; look at how things stand before you try again.',
}

/**
 * Picking up twice would hand over two patrons, so a `pick-up` is never repeated: what came of it is in the `on-duty` reply
 * after coming back. "Typing" is past by then.
 */
const neverRepeated = ['pick-up', 'typing']

/** Keeps frames until they are answered. `transmit` sends if there is a connection; `resendAfter` is in ms. */
export function requests(transmit: (text: string) => void, resendAfter: number): Requests {
  const pending = new Map<string, Pending>()
  let isReady = false
  let isClosed = false
  let count = 0

  const mayTransmit = ({ greeting }: Pending) => greeting || isReady
  const transmitted = (request: Pending) => {
    if (!mayTransmit(request) || (request.sent && neverRepeated.includes(request.frame.action))) return
    request.sent = true
    transmit(JSON.stringify(request.frame))
  }
  const settle = (id: string, reply: Reply) => {
    const request = pending.get(id)
    if (!request) return
    clearInterval(request.timer)
    pending.delete(id)
    request.answer(reply)
  }
  const start = (asked: Frame, greeting: boolean): Promise<Reply> => {
    if (isClosed) return Promise.resolve(noAnswer)
    return new Promise(answer => {
      const id = `f${++count}`
      const frame = { ...asked, id }
      const timer = setInterval(() => transmitted(request), resendAfter)
      const request: Pending = { frame, greeting, answer, timer, sent: false }
      pending.set(id, request)
      transmitted(request)
    })
  }

  return {
    ask: frame => start(frame, false),
    greet: frame => start(frame, true),
    answered: settle,
    ready: () => {
      isReady = true
      for (const request of pending.values()) transmitted(request)
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
