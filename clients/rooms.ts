/** The sessions that a librarian serves in one terminal, each with a number to turn to it by. */
export interface Rooms {
  enter(session: string, name: string | undefined): void
  leave(session: string): void
  has(session: string): boolean
  /** The session that words go to. */
  current(): string | undefined
  turnTo(session: string): void
  /** False where no session has this number. */
  turnToNumber(number: number): boolean
  /** E.g. `#2 Jane`. */
  label(session: string): string
  all(): readonly string[]
}

/** Nobody served yet. Numbers are not used again, so that words for #2 never reach another patron (R20). */
export function rooms(): Rooms {
  const known = new Map<string, { readonly number: number; readonly name: string }>()
  const open = new Set<string>()
  let current: string | undefined

  return {
    enter: (session, name) => {
      known.set(session, { number: known.get(session)?.number ?? known.size + 1, name: name ?? 'Patron' })
      open.add(session)
      current ??= session
    },
    leave: session => {
      open.delete(session)
      // Words that are being typed for a session that ended must not go to the next one.
      if (current === session) current = undefined
    },
    has: session => open.has(session),
    current: () => current,
    turnTo: session => {
      current = session
    },
    turnToNumber: number => {
      const found = [...open].find(session => known.get(session)?.number === number)
      current = found ?? current
      return found !== undefined
    },
    label: session => {
      const room = known.get(session)
      return room ? `#${room.number} ${room.name}` : 'a patron'
    },
    all: () => [...open],
  }
}
