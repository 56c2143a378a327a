import type { Side } from '../session/effects.ts'
import type { Event } from '../session/events.ts'
import type { Session } from '../session/state.ts'
import type { Push } from './frames-out.ts'

/** The frame in which one side hears of an event; nothing, where it is none of their business. */
export function frameFor(event: Event, session: Session, side: Side): Push | undefined {
  const { id } = session
  const { at } = event
  switch (event.type) {
    case 'Said': {
      const { number, from, text } = event
      const name = from.role === 'patron' ? session.patron.name : event.name
      return { type: 'message', session: id, number, from: from.role, at, text, ...(name && { name }) }
    }
    case 'PickedUp':
      return { type: 'librarian-joined', session: id, at, name: event.librarian.name, library: event.librarian.library }
    case 'PatronCame':
    case 'PatronWentAway':
      return { type: 'patron-here', session: id, at, here: event.type === 'PatronCame' }
    case 'LibrarianCame':
    case 'LibrarianWentAway':
      return { type: 'librarian-here', session: id, at, here: event.type === 'LibrarianCame' }
    case 'PatronLeft':
      return { type: 'patron-left', session: id, at }
    case 'ContactAsked': {
      const { email, name } = session.patron
      return { type: 'contact-form', session: id, ...(email && { email }), ...(name && { name }) }
    }
    case 'ContactVerified':
      return { type: 'contact-confirmed', session: id, at, email: event.email }
    case 'SilenceWarned':
      return { type: 'silence-warning', session: id, at, since: event.since }
    case 'SilenceBreached':
      return { type: 'silence-breach', session: id, at, since: event.since, breach: event.breach }
    case 'Closed':
      return ended(event, id, side)
    case 'Asked':
    case 'Noted':
    case 'FollowUpMailed':
      return undefined
  }
}

/** The patron hears that an answer may take days (R22); the code is the librarians' business. */
function ended(event: Extract<Event, { type: 'Closed' }>, session: string, side: Side): Push {
  const { at, code, followUp } = event
  const owed = followUp && {
    deadline: followUp.deadline,
    notice: 'Your question goes on by e-mail; it may take several days until you get an answer.',
  }
  return { type: 'ended', session, at, ...(side === 'librarian' && { code }), ...(owed && { followUp: owed }) }
}

/** How a session stands, for a reply to one side: a patron learns no more of themselves than they said. */
export function standing(session: Session, side: Side) {
  const { id, library, status, askedAt, last, patron } = session
  const servant = session.status === 'waiting' ? undefined : session.librarian
  return {
    session: id,
    ...{ library, status, askedAt, last },
    patron: {
      here: patron.connection !== undefined,
      ...(patron.name && { name: patron.name }),
      ...(patron.left && { left: true }),
      ...(side === 'librarian' && patron.email && { email: patron.email }),
      ...(side === 'librarian' && patron.verified && { verified: patron.verified }),
    },
    ...(servant && {
      librarian: { name: servant.name, library: servant.library, here: servant.connection !== undefined },
    }),
    ...(session.status === 'closed' && side === 'librarian' && { code: session.code }),
  }
}
