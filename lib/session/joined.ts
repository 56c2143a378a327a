import { withRound } from './circle.ts'
import type { Event } from './events.ts'
import type { ActiveSession, Second, Session } from './state.ts'

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

export function helpCalled(session: Session, { at, to, invited, note }: EventOf<'HelpCalled'>): Session {
  if (session.status !== 'active') return session
  const help = { ...withRound(undefined, at, to), calledAt: at, ...(invited && { invited }), ...(note && { note }) }
  return { ...session, help }
}

export function helpSpread(session: Session, { at, to }: EventOf<'HelpSpread'>): Session {
  if (session.status !== 'active' || !session.help) return session
  return { ...session, help: { ...session.help, ...withRound(session.help, at, to) } }
}

export function withoutHelp(session: Session): Session {
  if (session.status !== 'active') return session
  const { help: _over, ...kept } = session
  return kept
}

export function joined(session: Session, { at, librarian, connection }: EventOf<'Joined'>): Session {
  if (session.status !== 'active') return session
  const { help: _answered, ...kept } = session
  return { ...kept, second: { ...librarian, joinedAt: at, connection } }
}

export function secondCame(session: Session, { connection }: EventOf<'SecondCame'>): Session {
  return withSecond(session, ({ awaySince: _back, ...second }) => ({ ...second, connection }))
}

export function secondAway(session: Session, { at }: EventOf<'SecondWentAway'>): Session {
  return withSecond(session, ({ connection: _gone, ...second }) => ({ ...second, awaySince: at }))
}

export function withSecond(session: Session, change: (second: Second) => Second): Session {
  return session.status === 'active' && session.second ? { ...session, second: change(session.second) } : session
}

/**
 * One of two librarians serves alone from now on. If the serving one left, the patron stays with the other: the greeting and the
 * silence count on, since the patron has not been without a librarian.
 */
export function librarianLeft(session: Session, { librarian }: EventOf<'LibrarianLeft'>): Session {
  if (session.status !== 'active' || !session.second) return session
  const { second, ...alone } = session
  return second.id === librarian ? alone : servedBy(alone, second)
}

function servedBy(session: ActiveSession, { joinedAt: _joined, ...second }: Second): ActiveSession {
  const { transfer: _offered, rescue: _over, help: _called, sure: _unsure, ...kept } = session
  const { pickedUpAt, greetedAt, nudged } = session.librarian
  return {
    ...kept,
    librarian: { ...second, pickedUpAt, ...(greetedAt !== undefined && { greetedAt }), ...(nudged && { nudged }) },
  }
}
