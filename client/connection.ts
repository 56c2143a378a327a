import { subprotocol } from '../lib/protocol/version.ts'
import { DeskRefusal, mayPass, type Ticket } from './desk-http.ts'
import { keepAwake } from './keep-awake.ts'
import type { OpenSocket, Socket } from './socket.ts'
import { atMost, type Pause, pause, type Timers } from './timers.ts'

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
  readonly socket: OpenSocket
  readonly timers: Timers
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

/** How long a desk that no longer answers may take to end a connection, ms. */
const goodbyeMs = 1_000

/** A connection that reconnects automatically. */
export interface Link {
  /** Sends, if there is a connection now. */
  send(text: string): void
  /** Cuts the connection silently, as a dead network does. It comes back no earlier than `until`. */
  drop(until?: Promise<unknown>): void
  /** Tries at once to come back, if it is away. */
  hurry(): void
  /** Ends it for good. */
  close(): Promise<void>
}

/** Opens a connection. */
export function openLink(options: LinkOptions): Link {
  const { socket: openSocket, timers, ticket, patience, opened, heard, lost, struggling, gaveUp } = options
  let isOver = false
  let socket: Socket | undefined
  let away: Promise<unknown> | undefined
  let resting: Pause | undefined
  let failures = 0
  let refusals = 0

  const once = async (): Promise<void> => {
    const { socket: url, ticket: word } = await ticket()
    if (isOver) return
    let wasOpen = false
    const refusedWith = await new Promise<number | undefined>(closed => {
      socket = openSocket(url, [subprotocol, word], {
        opened: () => {
          wasOpen = true
          opened()
        },
        heard: text => {
          failures = 0
          heard(text)
        },
        closed,
      })
    })
    socket = undefined
    if (wasOpen) lost()
    refusals = refusedWith === 401 || refusedWith === 403 ? refusals + 1 : 0
    // The first ticket may have been too old. The second was fresh, so no other would do better.
    if (refusals > 1) throw new DeskRefusal(refusedWith ?? 403, 'bad-ticket', 'The desk does not let you in.')
  }

  const live = async (): Promise<void> => {
    while (!isOver) {
      try {
        await once()
      } catch (error) {
        if (!mayPass(error)) return gaveUp(error instanceof Error ? error.message : String(error))
      }
      await away
      away = undefined
      failures++
      if (failures === longSilence) struggling(failures)
      if (isOver) return
      resting = pause(timers, retryAfter(failures - 1, patience))
      await resting.over
      resting = undefined
    }
  }
  const send = (text: string): void => {
    awake.sent()
    socket?.send(text)
  }
  const awake = keepAwake(timers, () => send('{"action":"ping"}'), patience.ping)
  const living = live().finally(awake.stop)

  return {
    send,
    drop: until => {
      away = until
      socket?.cut()
    },
    hurry: () => resting?.cut(),
    close: async () => {
      isOver = true
      away = undefined
      resting?.cut()
      socket?.close()
      await atMost(timers, goodbyeMs, living)
      socket?.cut()
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
