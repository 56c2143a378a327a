import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { subprotocol } from '../lib/protocol/version.ts'
import { DeskRefusal, mayPass, type Ticket } from './desk-http.ts'
import { keepAwake } from './keep-awake.ts'

/** The waits and pauses of a client, ms. */
export interface Patience {
  /** A frame without a reply is sent again after this long. */
  readonly resend: number
  /** A librarian's client that shows the queue asks for it this often. */
  readonly look: number
  /** After sending nothing for this long the client pings, since API Gateway ends a connection that was idle for ten minutes. */
  readonly ping: number
  /** A missing message has this long to arrive before the client asks for it. */
  readonly gap: number
  /** The pause before the first try to come back; it doubles with every further one, up to `longestRetry`. */
  readonly firstRetry: number
  readonly longestRetry: number
}

export const defaultPatience: Patience = {
  resend: 10_000,
  look: 30_000,
  ping: 300_000,
  gap: 1_000,
  firstRetry: 250,
  longestRetry: 15_000,
}

export interface LinkOptions {
  /** A fresh ticket for each connection. A permanent error (see `mayPass`) ends the connection for good. */
  readonly ticket: () => Promise<Ticket>
  readonly patience: Patience
  readonly opened: () => void
  readonly heard: (text: string) => void
  readonly lost: () => void
  /** The number of failed tries in a row. The client keeps trying. */
  readonly struggling: (tries: number) => void
  readonly gaveUp: (reason: string) => void
}

/** The number of failures in a row after which the person is told. */
const longSilence = 5

/** A connection that reconnects automatically. */
export interface Link {
  /** Sends, if there is a connection now. */
  send(text: string): void
  /** Cuts the connection silently, as a dead network does. It comes back no earlier than `until`. */
  drop(until?: Promise<unknown>): void
  /** Ends it for good. */
  close(): Promise<void>
}

/**
 * Opens a connection. The sockets are those of `ws` and not Node's own, which cannot be cut abruptly. A client must survive
 * that, and tests must try it.
 */
export function openLink({ ticket, patience, opened, heard, lost, struggling, gaveUp }: LinkOptions): Link {
  const over = new AbortController()
  let socket: WebSocket | undefined
  let away: Promise<unknown> | undefined
  let failures = 0
  let refusals = 0

  const once = async (): Promise<void> => {
    const { socket: url, ticket: word } = await ticket()
    if (over.signal.aborted) return
    const mine = new WebSocket(url, [subprotocol, word])
    socket = mine
    mine.on('message', data => {
      failures = 0
      heard(String(data))
    })
    let answer: number | undefined
    mine.on('unexpected-response', (_request, { statusCode }) => {
      answer = statusCode
      mine.terminate()
    })
    const closed = new Promise<void>(resolve => mine.on('close', () => resolve()))
    const open = await new Promise<boolean>(resolve => {
      mine.on('open', () => resolve(true))
      // A failed handshake also ends in 'close'. Without a listener, its error would end the process.
      mine.on('error', () => resolve(false))
      mine.on('close', () => resolve(false))
    })
    if (open) opened()
    await closed
    socket = undefined
    if (open) lost()
    refusals = answer === 401 || answer === 403 ? refusals + 1 : 0
    // The first ticket may have been too old. The second was fresh, so no other would do better.
    if (refusals > 1) throw new DeskRefusal(answer ?? 403, 'bad-ticket', 'The desk does not let you in.')
  }

  const live = async (): Promise<void> => {
    while (!over.signal.aborted) {
      try {
        await once()
      } catch (error) {
        if (!mayPass(error)) return gaveUp(error instanceof Error ? error.message : String(error))
      }
      await away
      away = undefined
      failures++
      if (failures === longSilence) struggling(failures)
      await pause(retryAfter(failures - 1, patience), undefined, { signal: over.signal }).catch(() => undefined)
    }
  }
  const send = (text: string): void => {
    awake.sent()
    if (socket?.readyState === WebSocket.OPEN) socket.send(text)
  }
  const awake = keepAwake(() => send('{"action":"ping"}'), patience.ping)
  const living = live().finally(awake.stop)

  return {
    send,
    drop: until => {
      away = until
      socket?.terminate()
    },
    close: async () => {
      over.abort()
      away = undefined
      socket?.close(1000)
      await Promise.race([living, pause(1_000, undefined, { ref: false })])
      socket?.terminate()
    },
  }
}

/**
 * The pause doubles after every failure and is shortened randomly, to half at most, so that a thousand clients do not return at
 * once.
 */
function retryAfter(failures: number, { firstRetry, longestRetry }: Patience): number {
  const longest = Math.min(firstRetry * 2 ** failures, longestRetry)
  return longest * (0.5 + Math.random() / 2)
}
