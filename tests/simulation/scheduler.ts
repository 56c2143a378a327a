import type { Fault, PointKind } from './faults.ts'

/** A point at which a run can fail, as shown in the history. */
export interface Point {
  readonly kind: PointKind
  /** The call or delivery, e.g. `sessions.append`. */
  readonly what: string
  /** Its session or connection. */
  readonly about: string
  /** The calling invocation, counted from 1; undefined for a delivery. */
  readonly by?: number
}

/** The points of a run, in order. */
export interface Met extends Point {
  readonly at: number
  readonly fault?: Fault
}

/** Decides what happens next, and what goes wrong. */
export interface Chooser {
  /** Which of the ready tasks goes next, 0 … count - 1. */
  next(count: number): number
  /** The fault at a point with this number in the run (from 0), if there is one. */
  fault(index: number, point: Point): Fault | undefined
  /** Of which release the function is that starts a timer, or that a timer wakes. */
  release(): Release
}

/** This release, or the one before it. */
export type Release = 'this' | 'before'

/** Virtual time, and everything that waits for its turn in it. Nothing in a run proceeds except by a turn. */
export interface Scheduler {
  /** ms since 1970. */
  now(): number
  /** Waits for a turn, and continues in it with the fault there, if there is one. */
  meet(point: Point, go: (fault: Fault | undefined) => void): void
  /** The same, as a promise. */
  turn(point: Point): Promise<Fault | undefined>
  sleep(ms: number): Promise<void>
  /** Does something later, unless it is cancelled by then. */
  after(ms: number, act: () => void): () => void
  /** Of which release the function is that is just invoked. */
  release(): Release
  /** Runs until nothing is left to do, or `isOver`. Throws after too many points, since something does not end. */
  run(isOver: () => boolean): Promise<void>
  readonly met: readonly Met[]
}

interface Ready {
  readonly point: Point
  readonly go: (fault: Fault | undefined) => void
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** More than the longest run that ends. A run without faults has about two hundred. */
const mostPoints = 5_000

export class Endless extends Error {
  override readonly name = 'Endless'
}

const already = Promise.resolve()

export function scheduler(began: number, choose: Chooser): Scheduler {
  let now = began
  const ready: Ready[] = []
  const sleepers: Sleeper[] = []
  const met: Met[] = []

  const after = (ms: number, wake: () => void) => {
    const sleeper: Sleeper = { at: now + ms, wake }
    // It searches from the end, since most sleeps are longer than those before them.
    let place = sleepers.length
    while (place > 0 && (sleepers[place - 1]?.at ?? 0) > sleeper.at) place--
    sleepers.splice(place, 0, sleeper)
    return () => {
      const left = sleepers.indexOf(sleeper)
      if (left >= 0) sleepers.splice(left, 1)
    }
  }

  const take = (): Ready | undefined => {
    if (ready.length === 0) return undefined
    const index = ready.length === 1 ? 0 : choose.next(ready.length)
    return ready.splice(index, 1)[0]
  }

  const step = (): boolean => {
    const turn = take()
    if (turn) {
      if (met.length >= mostPoints) throw new Endless(`The run does not end: ${mostPoints} points.`)
      const fault = choose.fault(met.length, turn.point)
      met.push(fault ? { ...turn.point, at: now, fault } : { ...turn.point, at: now })
      turn.go(fault)
      return true
    }
    const next = sleepers[0]
    if (!next) return false
    now = Math.max(now, next.at)
    // Tasks that wake at the same moment act at the same moment, interleaved.
    const together = sleepers.findIndex(({ at }) => at > now)
    for (const { wake } of sleepers.splice(0, together < 0 ? sleepers.length : together)) wake()
    return true
  }

  return {
    now: () => now,
    met,
    release: choose.release,
    meet: (point, go) => void ready.push({ point, go }),
    turn: point => new Promise(go => void ready.push({ point, go })),
    sleep: ms => new Promise(wake => void after(ms, wake)),
    after,
    run: isOver =>
      new Promise((resolve, reject) => {
        const next = (): void => {
          try {
            if (isOver() || !step()) resolve()
            else void already.then(later)
          } catch (error) {
            reject(error)
          }
        }
        // Node runs the ticks that microtasks ask for when none of these is left: whatever can go on without another turn has
        // gone on by then. A tick that is asked for by a tick would come too soon.
        const later = (): void => process.nextTick(next)
        void already.then(later)
      }),
  }
}
