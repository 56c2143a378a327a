/** The time of everything in one local cloud. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms` milliseconds of this clock. Rejects with the signal's reason if it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Real anchor, clock anchor (both ms) and speed, from which a worker can compute the same time. */
  readonly face: Float64Array<SharedArrayBuffer>
  /** Tells a clock that waits for the cloud how to wait. Running clocks do not need it. */
  settleWith?(quiet: () => Promise<void>): () => void
}

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /** Moves on by `ms`, ending the sleeps on the way in order. Resolves when everything is quiet at the new time. */
  advance(ms: number): Promise<void>
}

/** The longest time of a Node timer, ms (2^31 - 1). A longer one would fire at once. */
const longestTimer = 2_147_483_647

function faceOf(real: number, shown: number, speed: number): Float64Array<SharedArrayBuffer> {
  const face = new Float64Array(new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT))
  face.set([real, shown, speed])
  return face
}

function shownBy(face: Float64Array<SharedArrayBuffer>): number {
  const [real = 0, shown = 0, speed = 1] = face
  return Math.round(shown + (Date.now() - real) * speed)
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timeout)
      reject(signal?.reason)
    }
    const timeout = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/** A clock that runs `speed` times as fast as real time, from now on. */
export function fastClock(speed: number): Clock {
  const start = Date.now()
  const face = faceOf(start, start, speed)
  const now = () => shownBy(face)
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted()
    for (const end = now() + ms; now() < end; ) {
      await timer(Math.min(Math.ceil((end - now()) / speed), longestTimer), signal)
    }
  }
  return { now, sleep, face }
}

/** Real time. */
export const realClock = (): Clock => fastClock(1)

interface Sleeper {
  due: number
  wake: () => void
}

/** A clock for tests, which starts at `start` (ms since 1970) and moves only by `advance`. */
export function virtualClock(start: number): VirtualClock {
  const face = faceOf(0, start, 0)
  const now = () => face[1] ?? start
  const sleepers = new Set<Sleeper>()
  const settles = new Set<() => Promise<void>>()
  const settled = async (): Promise<void> => {
    for (const quiet of settles) await quiet()
  }
  const next = (until: number): Sleeper | undefined =>
    [...sleepers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0]

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const abort = () => {
        sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const sleeper: Sleeper = { due: now() + ms, wake }
      signal?.addEventListener('abort', abort, { once: true })
      sleepers.add(sleeper)
    })
  }
  const advance = async (ms: number): Promise<void> => {
    await settled()
    const end = now() + ms
    for (let sleeper = next(end); sleeper; sleeper = next(end)) {
      sleepers.delete(sleeper)
      face[1] = Math.max(now(), sleeper.due)
      sleeper.wake()
      await settled()
    }
    face[1] = end
    await settled()
  }
  const settleWith = (quiet: () => Promise<void>) => {
    settles.add(quiet)
    return () => void settles.delete(quiet)
  }
  return { now, sleep, face, advance, settleWith }
}
