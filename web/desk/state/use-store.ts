import { useSyncExternalStore } from 'react'
import type { Store } from '../../shared/store.ts'

/** A part of a store. A component that uses it is rendered again when that part changes, and not when another does. */
export function useStore<T extends object, S>({ get, on }: Store<T>, select: (now: T) => S): S {
  return useSyncExternalStore(on, () => select(get()))
}
