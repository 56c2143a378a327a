/** The patrons whom a librarian has seen in one terminal, waiting or served, each with a number. */
export interface OpenSessions {
  /** Gives a number to a patron who is waiting or offered. */
  meet(session: string, name: string | undefined): void
  enter(session: string, name: string | undefined): void
  leave(session: string): void
  has(session: string): boolean
  /** The session that messages go to. */
  current(): string | undefined
  turnTo(session: string): void
  /** Returns false if no served session has this number. */
  turnToNumber(number: number): boolean
  /** The session with this number, served or not. */
  numbered(number: number): string | undefined
  /** E.g. `#2 Jane`. */
  label(session: string): string
  all(): readonly string[]
}

/**
 * No patrons yet. A number belongs to one patron for good, so a patron who arrives while a line is being typed does not change
 * whom it is for (R20).
 */
export function openSessions(): OpenSessions {
  const known = new Map<string, { readonly number: number; readonly name: string }>()
  const open = new Set<string>()
  let current: string | undefined

  const meet = (session: string, name: string | undefined): void => {
    const before = known.get(session)
    known.set(session, { number: before?.number ?? known.size + 1, name: name ?? before?.name ?? 'Patron' })
  }
  const numbered = (number: number) => [...known].find(([, patron]) => patron.number === number)?.[0]

  return {
    meet,
    enter: (session, name) => {
      meet(session, name)
      open.add(session)
      current ??= session
    },
    leave: session => {
      open.delete(session)
      // Words being typed for a session that ended must not go to the next one.
      if (current === session) current = undefined
    },
    has: session => open.has(session),
    current: () => current,
    turnTo: session => {
      current = session
    },
    turnToNumber: number => {
      const found = numbered(number)
      if (found === undefined || !open.has(found)) return false
      current = found
      return true
    },
    numbered,
    label: session => {
      const patron = known.get(session)
      return patron ? `#${patron.number} ${patron.name}` : 'a patron'
    },
    all: () => [...open],
  }
}
