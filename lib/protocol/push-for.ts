import type { Side } from '../session/effects.ts'
import type { Event } from '../session/events.ts'
import { suggest } from '../session/resolution.ts'
import type { Session } from '../session/state.ts'
import { messages } from '../session/transcript.ts'
import type { Push } from './frames-out.ts'

/** The frame that tells one side of an event; undefined if the event does not concern that side. */
export function frameFor(event: Event, session: Session, side: Side): Push | undefined {
  const { id } = session
  const { at } = event
  switch (event.type) {
    case 'Said': {
      const [message] = messages([event], session.patron.name)
      return message && { type: 'message', session: id, ...message }
    }
    case 'PoolsReached':
      return { type: 'waiting-for', session: id, at, pools: session.status === 'waiting' ? [...session.pools] : [] }
    case 'AddressOffered':
      return { type: 'address-offer', session: id, at }
    case 'GreetingNudged':
      return { type: 'greeting-nudge', session: id, at }
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return { type: 'back-in-queue', session: id, at }
    case 'PatronPrompted':
      return {
        type: 'patron-silent',
        session: id,
        at,
        since: event.since,
        prompt: event.prompt,
        ...(event.prompt === 'close' && { suggestion: suggest(session) }),
      }
    case 'TransferDeclined':
      return { type: 'transfer-offer-declined', session: id, at }
    case 'TransferReturned':
      return { type: 'transfer-returned', session: id, at }
    case 'TransferAccepted':
    case 'Rescued': {
      const { name, library } = event.librarian
      return side !== 'librarian'
        ? { type: 'librarian-joined', session: id, at, name, library }
        : { type: 'transferred-away', session: id, at, name }
    }
    case 'PickedUp':
      return { type: 'librarian-joined', session: id, at, name: event.librarian.name, library: event.librarian.library }
    case 'Joined': {
      const { name, library } = event.librarian
      return { type: 'colleague-joined', session: id, at, name, library, beside: event.beside }
    }
    case 'LibrarianLeft':
      return leftFrame(event, session, side)
    case 'HelpUnanswered':
      return { type: 'help-unanswered', session: id, at }
    case 'SecondCame':
      if (side === 'second') return { type: 'replaced', session: id, at }
      return { type: 'colleague-here', session: id, at, here: true }
    case 'SecondWentAway':
      return { type: 'colleague-here', session: id, at, here: false }
    case 'PatronCame':
      if (side === 'patron') return { type: 'replaced', session: id, at }
      return { type: 'patron-here', session: id, at, here: true }
    case 'PatronWentAway':
      return { type: 'patron-here', session: id, at, here: false }
    case 'LibrarianCame':
      if (side === 'librarian') return { type: 'replaced', session: id, at }
      return { type: 'librarian-here', session: id, at, here: true }
    case 'LibrarianWentAway':
      return { type: 'librarian-here', session: id, at, here: false }
    case 'PatronLeft':
      return { type: 'patron-left', session: id, at }
    case 'ContactAsked': {
      const { email, name } = session.patron
      return { type: 'contact-form', session: id, ...(email && { email }), ...(name && { name }) }
    }
    case 'ContactVerified':
      return {
        type: 'address-verified',
        session: id,
        at,
        email: event.email,
        ...(event.name && { name: event.name }),
        ...(session.patron.verified && { verified: session.patron.verified }),
      }
    case 'AddressConfirmed':
      return { type: 'address-verified', session: id, at, email: event.email, verified: 'confirmed' }
    case 'SilenceWarned':
      return { type: 'silence-warning', session: id, at, since: event.since }
    case 'SilenceBreached':
      return { type: 'silence-breach', session: id, at, since: event.since, breach: event.breach }
    case 'Closed':
      return ended(event, session, side)
    default:
      return undefined
  }
}

/** Tells an alerted librarian that a patron is waiting (R45). */
export function alertFor({ id, library, askedAt, patron, language, ...session }: Session, at: number): Push {
  const question = session.status === 'waiting' ? session.question : ''
  const about = { ...(patron.name && { name: patron.name }), ...(language && { language }) }
  return { type: 'waiting', session: id, library, askedAt, question, at, ...about }
}

/** Tells librarians who could take over that a colleague is silent, and may be asleep (R39, R40). */
export function rescueFor(session: Session, at: number, isAsleep: boolean): Push {
  const { id, library, askedAt, patron } = session
  const since = session.status === 'active' ? session.silence.since : askedAt
  const by = session.status === 'active' ? session.librarian.name : ''
  const shown = { ...(patron.name && { name: patron.name }), ...(isAsleep && { asleep: true as const }) }
  return { type: 'rescue-offered', session: id, library, askedAt, by, since, at, ...shown }
}

/** Tells librarians that a colleague needs a second one (R41). */
export function helpFor(session: Session, event: Extract<Event, { type: 'HelpCalled' | 'HelpSpread' }>): Push {
  const { id, library, askedAt, patron } = session
  const { note, invited } = session.status === 'active' ? (session.help ?? {}) : {}
  return {
    type: 'help-wanted',
    session: id,
    library,
    askedAt,
    by: event.name,
    at: event.at,
    ...(patron.name && { name: patron.name }),
    ...(note && { note }),
    ...(invited && { invited: true as const }),
  }
}

/** One of two librarians left. The one who had served until then, and did not choose to, learns who does now. */
function leftFrame(event: Extract<Event, { type: 'LibrarianLeft' }>, session: Session, side: Side): Push {
  const { id } = session
  const { at, name, stays, wasServing } = event
  if (side === 'second') return { type: 'transferred-away', session: id, at, name: stays }
  const serving = side === 'librarian' && wasServing && { serving: true as const }
  return { type: 'colleague-left', session: id, at, name, stays, ...serving }
}

/** Tells librarians who could take over who offers the session, whose patron it is, and the note (R35). */
export function transferFor(session: Session, { name: by, note }: Extract<Event, { type: 'TransferOffered' }>): Push {
  const { id, library, askedAt, patron } = session
  const name = patron.name && { name: patron.name }
  return { type: 'transfer-offered', session: id, library, askedAt, by, ...name, ...(note && { note }) }
}

/** The patron learns that an answer may take days (R22), but not the code. */
function ended(event: Extract<Event, { type: 'Closed' }>, { id, last }: Session, side: Side): Push {
  const { at, code, followUp } = event
  const owed = followUp && {
    deadline: followUp.deadline,
    notice: 'You will get your answer by email. It may take several days.',
  }
  return {
    type: 'ended',
    session: id,
    last,
    at,
    ...(side !== 'patron' ? { code } : event.goodbye && { goodbye: event.goodbye }),
    ...(owed && { followUp: owed }),
    ...(side === 'patron' && event.because === 'stepped-back' && { unrated: true as const }),
  }
}

/** Of a session that a librarian stepped back from, readers are warned, and its patron is not asked how it went (R42). */
const markedFor = (side: Side) => (side === 'patron' ? { unrated: true as const } : { steppedBack: true })

/** The status of a session, for a reply to one side. It tells a patron only those facts about them that they gave. */
export function standing(session: Session, side: Side) {
  const { id, library, status, askedAt, last, patron, language } = session
  const { librarian: serving, second } = session.status === 'waiting' ? {} : session
  return {
    session: id,
    ...{ library, status, askedAt, last },
    ...(language && { language }),
    patron: {
      here: patron.connection !== undefined,
      ...(patron.name && { name: patron.name }),
      ...(patron.left && { left: true }),
      ...(side !== 'patron' && patron.email && { email: patron.email }),
      ...(patron.verified && { verified: patron.verified }),
    },
    ...(serving && {
      librarian: { name: serving.name, library: serving.library, here: serving.connection !== undefined },
    }),
    ...(second && { second: { name: second.name, library: second.library, here: second.connection !== undefined } }),
    ...(side === 'second' && { joined: true as const }),
    ...(side === 'librarian' && session.status === 'active' && session.help && { helpCalled: true as const }),
    ...(session.status === 'waiting' && { pools: [...session.pools], ...(session.offered && { offered: true }) }),
    ...(session.status === 'closed' && side !== 'patron' && { code: session.code }),
    ...(session.status === 'closed' && session.steppedBackBy && markedFor(side)),
  }
}
