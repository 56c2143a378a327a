import { type Timers, usualTimers } from './timers.ts'

/** The events of a client, for listeners and for callers that wait for one. */
export interface EventStream<T extends { readonly type: string }> {
  emit(heard: T): void
  /** Calls the listener with everything from now on, and returns a function that stops it. */
  on(listener: (heard: T) => void): () => void
  /**
   * The first event of this type, past or future, that `matches` and has not been returned before. Rejects after `timeout` ms.
   * Without a timeout it waits as long as it takes.
   */
  next<K extends T['type']>(type: K, matches?: (heard: Of<T, K>) => boolean, timeout?: number): Promise<Of<T, K>>
}

export type Of<T extends { readonly type: string }, K extends T['type']> = Extract<T, { readonly type: K }>

/** The most events remembered for `next`, so that a client that only listens does not grow. */
const remembered = 1_000

/** A stream without events. */
export function eventStream<T extends { readonly type: string }>(timers: Timers = usualTimers): EventStream<T> {
  const listeners = new Set<(heard: T) => void>()
  const waiters = new Set<(heard: T) => boolean>()
  const past: T[] = []

  const isOf = <K extends T['type']>(heard: T, type: K): heard is Of<T, K> => heard.type === type
  const taken = (heard: T): boolean => [...waiters].some(waiter => waiter(heard))

  return {
    emit: heard => {
      if (!taken(heard)) past.push(heard)
      if (past.length > remembered) past.shift()
      for (const listener of listeners) listener(heard)
    },
    on: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    next: <K extends T['type']>(type: K, matches: (heard: Of<T, K>) => boolean = () => true, timeout?: number) => {
      const fits = (heard: T): heard is Of<T, K> => isOf(heard, type) && matches(heard)
      const at = past.findIndex(fits)
      const found = past[at]
      if (found && fits(found)) {
        past.splice(at, 1)
        return Promise.resolve(found)
      }
      return new Promise<Of<T, K>>((resolve, reject) => {
        const waiter = (heard: T): boolean => {
          if (!fits(heard)) return false
          cancel()
          waiters.delete(waiter)
          resolve(heard)
          return true
        }
        const giveUp = (): void => {
          waiters.delete(waiter)
          reject(new Error(`No "${type}" was heard within ${timeout} ms.`))
        }
        const cancel = timeout === undefined ? () => {} : timers.after(timeout, giveUp)
        waiters.add(waiter)
      })
    },
  }
}
