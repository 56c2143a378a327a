import { useEffect, useReducer, useRef } from 'preact/hooks'
import type { Store } from './store.ts'

/** A part of a store. A component that uses it is rendered again when that part changes, and not when another does. */
export function useStore<T extends object, S>({ get, on }: Store<T>, select: (now: T) => S): S {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const now = select(get())
  const shown = useRef(now)
  shown.current = now
  useEffect(() => {
    const check = () => {
      if (select(get()) !== shown.current) render(undefined)
    }
    // It may have changed since it was rendered.
    check()
    return on(check)
  }, [on])
  return now
}
