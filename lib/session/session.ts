import { ask } from './ask.ts'
import { close } from './close.ts'
import type { Command } from './commands.ts'
import { askContact, attestContact, confirmContact } from './contact.ts'
import type { Decision } from './decision.ts'
import type { Event } from './events.ts'
import { note, say } from './messages.ts'
import { pickUp } from './pick-up.ts'
import { come, goAway, leave } from './presence.ts'
import { recordMail } from './record-mail.ts'
import { refuse } from './refusals.ts'
import { type Active, type Patron, type Sender, type Session, senderKey } from './state.ts'
import { tick } from './tick.ts'

/** What follows from a command, given the session as it stands. Pure and total: the same question gets the same answer. */
export function decide(session: Session | undefined, command: Command): Decision {
  if (command.type === 'Ask') return ask(session, command)
  if (!session) return refuse('no-such-session')
  switch (command.type) {
    case 'Come':
      return come(session, command)
    case 'GoAway':
      return goAway(session, command)
    case 'Leave':
      return leave(session, command)
    case 'PickUp':
      return pickUp(session, command)
    case 'Say':
      return say(session, command)
    case 'Note':
      return note(session, command)
    case 'AskContact':
      return askContact(session, command)
    case 'ConfirmContact':
      return confirmContact(session, command)
    case 'AttestContact':
      return attestContact(session, command)
    case 'Close':
      return close(session, command)
    case 'Tick':
      return tick(session, command)
    case 'RecordMail':
      return recordMail(session, command)
  }
}

/** The session after all of these events; nothing before the first. */
export function evolveAll(session: Session | undefined, events: readonly Event[]): Session | undefined {
  return events.reduce<Session | undefined>((now, event) => evolve(now, event), session)
}

/** The session after an event. What does not belong to its state changes nothing. */
export function evolve(session: Session | undefined, event: Event): Session | undefined {
  if (event.type === 'Asked') return session ?? waiting(event)
  if (!session) return undefined
  switch (event.type) {
    case 'PatronCame':
      return withPatron(session, { connection: event.connection })
    case 'PatronWentAway':
      return withoutPatronsConnection(session)
    case 'PatronLeft':
      return withPatron(session, { left: true })
    case 'PickedUp':
      return pickedUp(session, event)
    case 'LibrarianCame':
      return withLibrarian(session, event.connection)
    case 'LibrarianWentAway':
      return withLibrarian(session, undefined)
    case 'Said':
      return event.from.role === 'patron' ? patronSaid(session, event) : librarianSaid(session, event)
    case 'Noted':
      return counted(session, event.from, event.n)
    case 'ContactAsked':
      return session.status === 'active' ? { ...session, contactAsked: true } : session
    case 'ContactVerified':
      return withPatron(session, {
        email: event.email,
        verified: event.by === 'patron' ? 'by-patron' : 'by-librarian',
        ...(event.name && { name: event.name }),
      })
    case 'SilenceWarned':
      return session.status === 'active' ? { ...session, silence: { ...session.silence, warned: true } } : session
    case 'SilenceBreached':
      return session.status === 'active'
        ? { ...session, silence: { ...session.silence, warned: true, breaches: event.breach } }
        : session
    case 'Closed':
      return closed(session, event)
    case 'FollowUpMailed':
      return session.status === 'closed' ? { ...session, mailed: true } : session
  }
}

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

function waiting(event: EventOf<'Asked'>): Session {
  const { name, email, address } = event
  return {
    status: 'waiting',
    id: event.session,
    library: event.library,
    askedAt: event.at,
    pools: event.pools,
    patron: { ...(name && { name }), ...(email && { email }), ...(address && { address }) },
    last: 1,
    lastMessageAt: event.at,
    counters: {},
  }
}

function pickedUp(session: Session, event: EventOf<'PickedUp'>): Session {
  if (session.status !== 'waiting') return session
  return {
    ...session,
    status: 'active',
    librarian: { ...event.librarian, pickedUpAt: event.at, connection: event.connection },
    lastMessageAt: event.at,
    silence: { since: event.at, warned: false, breaches: 0 },
  }
}

function patronSaid(session: Session, event: EventOf<'Said'>): Session {
  const { address } = event
  const { left: _back, ...patron } = session.patron
  return withPatron(said({ ...session, patron }, event), {
    ...(session.status === 'active' && { spoke: true }),
    ...(address && { address }),
  })
}

function librarianSaid(session: Session, event: EventOf<'Said'>): Session {
  if (session.status !== 'active') return session
  const { librarian } = session
  const active: Active = {
    ...session,
    librarian: { ...librarian, greetedAt: librarian.greetedAt ?? event.at },
    silence: { since: event.at, warned: false, breaches: 0 },
  }
  return said(active, event)
}

function said(session: Session, event: EventOf<'Said'>): Session {
  return { ...counted(session, event.from, event.n), last: event.number, lastMessageAt: event.at }
}

function counted(session: Session, sender: Sender, n: number): Session {
  return { ...session, counters: { ...session.counters, [senderKey(sender)]: n } }
}

function closed(session: Session, event: EventOf<'Closed'>): Session {
  if (session.status === 'closed') return session
  const { id, library, askedAt, pools, patron, last, lastMessageAt, counters } = session
  return {
    status: 'closed',
    ...{ id, library, askedAt, pools, patron, last, lastMessageAt, counters },
    ...(session.status === 'active' && { librarian: session.librarian }),
    closedAt: event.at,
    code: event.code,
    how: event.how,
    ...(event.followUp && { followUp: event.followUp }),
  }
}

function withPatron(session: Session, change: Partial<Patron>): Session {
  return { ...session, patron: { ...session.patron, ...change } }
}

function withoutPatronsConnection(session: Session): Session {
  const { connection: _gone, ...patron } = session.patron
  return { ...session, patron }
}

function withLibrarian(session: Session, connection: string | undefined): Session {
  if (session.status === 'waiting' || !session.librarian) return session
  const { connection: _before, ...librarian } = session.librarian
  return { ...session, librarian: { ...librarian, ...(connection && { connection }) } }
}
