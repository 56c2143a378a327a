import type { Fault, PointKind } from './faults.ts'

/** Where a run can be made to fail, as the history shows it. */
export interface Point {
  readonly kind: PointKind
  /** What is called or delivered, e.g. `sessions.append`. */
  readonly what: string
  /** For whom: a session, a connection. */
  readonly about: string
  /** The invocation that calls, counted from 1; nothing for a delivery. */
  readonly by?: number
}

/** What a run met, in order. */
export interface Met extends Point {
  readonly at: number
  readonly fault?: Fault
}

/** Decides what happens next, and what goes wrong. */
export interface Chooser {
  /** Which of so many that are ready goes next, 0 … count - 1. */
  next(count: number): number
  /** What goes wrong at a point, the so-manieth of the run (from 0), if anything. */
  fault(index: number, point: Point): Fault | undefined
  /** Of which release the function is that starts a timer, or that a timer wakes. */
  release(): Release
}

/** This release, or the one before it. */
export type Release = 'this' | 'before'

/** Virtual time, and everything that waits for its turn in it. Nothing in a run goes on but by one of its turns. */
export interface Scheduler {
  /** ms since 1970. */
  now(): number
  /** Waits for a turn, and goes on in it with what goes wrong there, if anything. */
  meet(point: Point, go: (fault: Fault | undefined) => void): void
  /** The same, as a promise. */
  turn(point: Point): Promise<Fault | undefined>
  sleep(ms: number): Promise<void>
  /** Does something later, unless it is called off by then. */
  after(ms: number, act: () => void): () => void
  /** Of which release the function is that is just invoked. */
  release(): Release
  /** Runs until nothing is left to do, or `isOver`. Throws after too many points: something does not end. */
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

/** More than the longest run that ends by itself; a run without faults has some two hundred. */
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
    // From the end: most sleeps are longer than those before them.
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
    // Whoever wakes in the same moment acts in the same moment: what they do is interleaved.
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
