/** Something that is shown, and changes. */
export interface Store<T> {
  get(): T
  /** Puts these parts in place of the old ones, and tells whoever shows it. */
  set(parts: Partial<T>): void
  /** Calls the listener after every change, and returns what stops it. */
  on(listener: () => void): () => void
}

export function store<T extends object>(first: T): Store<T> {
  let now = first
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set: parts => {
      now = { ...now, ...parts }
      for (const listener of [...listeners]) listener()
    },
    on: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
