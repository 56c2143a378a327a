import type { Fault, PointKind } from './faults.ts'
import type { Scheduler } from './scheduler.ts'

/** One run of a function on its own machine. It may die, and its clock may be wrong. */
export interface Invocation {
  /** Counted from 1. */
  readonly by: number
  readonly isDead: boolean
  /** The time of its clock, ms since 1970. */
  now(): number
  die(): void
  /** A call to a port, which waits for its turn and fails if the plan says so. */
  call<T>(call: Call<T>): Promise<T>
}

interface Call<T> {
  readonly kind: PointKind
  readonly what: string
  readonly about: string
  readonly act: () => Promise<T>
  /** The port's result for a fault that is not an error: a conflict, or a connection that is gone. */
  readonly instead?: (fault: Fault) => { readonly answer: T } | undefined
}

/** A function that died has no result. */
export const died = Symbol('died')

/** The error of an adapter whose service does not answer. */
class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

/** How far the clock of a machine may be off, ms. */
const skew = 300_000

/** Runs a function once. `fault` is the fault of its delivery. */
export function invoke<T>(
  scheduler: Scheduler,
  by: number,
  fault: Fault | undefined,
  work: (invocation: Invocation) => Promise<T>,
): Promise<T | typeof died> {
  const off = fault === 'clock-ahead' ? skew : fault === 'clock-behind' ? -skew : 0
  const end = Promise.withResolvers<T | typeof died>()
  let isDead = false
  const invocation: Invocation = {
    by,
    get isDead() {
      return isDead
    },
    now: () => scheduler.now() + off,
    die: () => {
      isDead = true
      end.resolve(died)
    },
    call: call =>
      new Promise((resolve, reject) => {
        const { kind, what, about, act } = call
        scheduler.meet({ kind, what, about, by }, fault => {
          // A dead function waits for ever, and its call is not made.
          if (isDead) return
          switch (fault) {
            case undefined:
              act().then(resolve, reject)
              return
            case 'crash':
            case 'crash-before':
              invocation.die()
              return
            case 'throttled':
              reject(new Unavailable(`${what} does not answer`))
              return
            case 'crash-after':
              act().then(invocation.die, reject)
              return
            case 'no-answer':
              act().then(() => reject(new Unavailable(`${what} took too long`)), reject)
              return
            default: {
              const other = call.instead?.(fault)
              if (other) resolve(other.answer)
              else act().then(resolve, reject)
            }
          }
        })
      }),
  }
  work(invocation).then(end.resolve, end.reject)
  return end.promise
}
