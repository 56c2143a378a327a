import type { Fault, PointKind } from './faults.ts'
import type { Scheduler } from './scheduler.ts'

/** One run of a function, on a machine of its own: it may die, and its clock may be wrong. */
export interface Invocation {
  /** Counted from 1. */
  readonly by: number
  readonly isDead: boolean
  /** What its clock shows, ms since 1970. */
  now(): number
  die(): void
  /** A call to a port: it waits for its turn, and fails as the plan has it. */
  call<T>(call: Call<T>): Promise<T>
}

interface Call<T> {
  readonly kind: PointKind
  readonly what: string
  readonly about: string
  readonly act: () => Promise<T>
  /** What the port says where the plan has a fault that is an answer and no error: a conflict, a connection that is gone. */
  readonly instead?: (fault: Fault) => { readonly answer: T } | undefined
}

/** A function that died has no answer. */
export const died = Symbol('died')

/** What an adapter throws when its service does not answer. */
class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

/** How far the clock of a machine may be off, ms. */
const skew = 300_000

/** Runs a function once. `fault` is what went wrong with its delivery. */
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
          // A dead function waits for ever: what it asked for is not done.
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
