/** The patrons whom a librarian has seen in one terminal, each with a number: those who wait, and those who are served. */
export interface OpenSessions {
  /** A patron who waits, or is offered, is given a number. */
  meet(session: string, name: string | undefined): void
  enter(session: string, name: string | undefined): void
  leave(session: string): void
  has(session: string): boolean
  /** The session that words go to. */
  current(): string | undefined
  turnTo(session: string): void
  /** False where no session that is served has this number. */
  turnToNumber(number: number): boolean
  /** The session of a number, served or not. */
  numbered(number: number): string | undefined
  /** E.g. `#2 Jane`. */
  label(session: string): string
  all(): readonly string[]
}

/**
 * Nobody seen yet. A number is one patron's for good: whoever begins to wait while a line is being typed changes nothing about
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
      // Words that are being typed for a session that ended must not go to the next one.
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
