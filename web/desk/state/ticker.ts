import { useSyncExternalStore } from 'react'

/** One timer for everything on the page that shows how long something lasts. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function onTick(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** What `read` returns now, read again every second. The component is rendered again only when that changes. */
export function useTicking<T extends string | number | boolean>(read: () => T): T {
  return useSyncExternalStore(onTick, read)
}
