import { type Mails, noMails, withMail } from '../follow-up/outbox.ts'
import type { FollowUp, FollowUpOwed } from '../follow-up/state.ts'
import { withRound } from './circle.ts'
import type { Event } from './events.ts'
import {
  type ActiveSession,
  type ClosedSession,
  excerpt,
  generationOf,
  getsTranscript,
  isDisowned,
  type Patron,
  type Sender,
  type Serving,
  type Session,
  type Sign,
  senderKey,
  serves,
  type Transfer,
} from './state.ts'
import { waitsForPatron } from './timing.ts'

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

export function waiting(event: EventOf<'Asked'>): Session {
  const { name, email, address } = event
  return {
    status: 'waiting',
    id: event.session,
    library: event.library,
    askedAt: event.at,
    pools: event.pools,
    ...(event.ahead && { ahead: event.ahead }),
    question: excerpt(event.question),
    patron: { ...(name && { name }), ...(email ? { email } : address && { address }) },
    last: 1,
    lastMessageAt: event.at,
    counters: {},
    sure: 'patron',
    ...(event.nth !== undefined && { nth: event.nth }),
    ...(event.afterOthers && { afterOthers: true }),
    ...(event.language && { language: event.language }),
  }
}

export function poolsReached(session: Session, { pools }: EventOf<'PoolsReached'>): Session {
  if (session.status !== 'waiting') return session
  const { ahead = [], ...kept } = session
  const left = ahead.filter(({ pool }) => !pools.includes(pool))
  return { ...kept, pools: [...session.pools, ...pools], ...(left.length && { ahead: left }) }
}

export function pickedUp(session: Session, event: EventOf<'PickedUp'>): Session {
  if (session.status !== 'waiting') return session
  const {
    pools: _reached,
    ahead: _ahead,
    question: _asked,
    offered: _offered,
    backAt: _back,
    circle: _alerted,
    nth: _numbered,
    sure: _unsure,
    ...kept
  } = session
  return {
    ...kept,
    status: 'active',
    generation: generationOf(session) + 1,
    librarian: { ...event.librarian, pickedUpAt: event.at, connection: event.connection },
    lastMessageAt: event.at,
    silence: { since: event.at },
    patronSilence: { since: event.at, prompts: 0 },
    signs: [],
  }
}

export function patronSaid(session: Session, event: EventOf<'Said'>): Session {
  const { address } = event
  const { left: _back, ...patron } = session.patron
  const back: Session =
    session.status === 'active'
      ? { ...session, patron, patronSilence: { since: event.at, prompts: 0 } }
      : { ...session, patron }
  return withPatron(said(back, event), {
    ...(session.status === 'active' && { spoke: true }),
    ...(address && !session.patron.email && !isDisowned(session, address) && { address }),
  })
}

export function librarianSaid(session: Session, event: EventOf<'Said'>): Session {
  if (session.status !== 'active') return session
  const { rescue: _over, ...kept } = session
  const { unnamedInstitution, ...librarian } = session.librarian
  const isTheirs = event.from.role === 'librarian' && event.from.id === librarian.id
  const active: ActiveSession = {
    ...kept,
    librarian: {
      ...librarian,
      // A colleague's words do not name this librarian's institution.
      ...(unnamedInstitution && !isTheirs && { unnamedInstitution }),
      greetedAt: librarian.greetedAt ?? event.at,
    },
    silence: { since: event.at },
    // From now on it is the patron's turn (R33). A second message from the librarian gives them no more time.
    patronSilence: waitsForPatron(session) ? session.patronSilence : { since: event.at, prompts: 0 },
    signs: withSigns(session.signs, event.signs),
  }
  return said(active, event)
}

function withSigns(known: readonly Sign[], signs: readonly Sign[] = []): readonly Sign[] {
  return [...known, ...signs.filter(sign => !known.includes(sign))]
}

function said(session: Session, event: EventOf<'Said'>): Session {
  const { heard, number, from } = event
  const { sure: _before, ...now } = counted(session, from, event.n)
  // A side that had every message before has this one too. Whether the other side has it is not known yet.
  const isOnly = from.role === 'patron' || serves(session, from.id)
  return { ...now, last: number, lastMessageAt: event.at, ...(heard === number - 1 && isOnly && { sure: from.role }) }
}

export function counted(session: Session, sender: Sender, n: number): Session {
  return { ...session, counters: { ...session.counters, [senderKey(sender)]: n } }
}

export function closed(session: Session, event: EventOf<'Closed'>): Session {
  if (session.status === 'closed') return session
  const { patron, reports = [] } = session
  return {
    status: 'closed',
    ...whoAndWhat(session),
    ...(session.afterOthers && { afterOthers: session.afterOthers }),
    ...(session.status === 'active' && servedAtTheEnd(session)),
    closedAt: event.at,
    code: event.code,
    how: event.how,
    ...(event.followUp && { followUp: begunFollowUp(event.followUp, event) }),
    mails: mailsAtTheEnd(event, patron, reports.length),
    ...(event.because === 'stepped-back' && event.by && { steppedBackBy: event.by }),
  }
}

function servedAtTheEnd({ librarian, second }: ActiveSession): Pick<ClosedSession, 'librarian' | 'second'> {
  return { librarian, ...(second && { second }) }
}

/**
 * The mails that go out when a session is over; a patron from whom the librarian stepped back gets no mail (R42). Reports come
 * first, so that the number of a report is also that of its mail.
 */
function mailsAtTheEnd({ followUp, receipt, because }: EventOf<'Closed'>, patron: Patron, reports: number): Mails {
  const kinds = [
    ...Array.from({ length: reports }, () => 'policy-report' as const),
    ...(followUp ? (['follow-up'] as const) : []),
    ...(receipt ? (['receipt'] as const) : []),
    ...(getsTranscript(patron) && because !== 'stepped-back' ? (['transcript'] as const) : []),
  ]
  return kinds.reduce<Mails>((mails, kind) => withMail(mails, kind), noMails)
}

/** The part of a session that every state keeps. */
function whoAndWhat(session: Session) {
  const { id, library, askedAt, patron, last, lastMessageAt, counters } = session
  const { reports, emailCode, disowned, generation, language } = session
  return {
    id,
    library,
    askedAt,
    patron,
    last,
    lastMessageAt,
    counters,
    ...(reports && { reports }),
    ...(emailCode && { emailCode }),
    ...(disowned && { disowned }),
    ...(generation !== undefined && { generation }),
    ...(language && { language }),
  }
}

/** A librarian who leaves a follow-up to the patron's library has sent it on and will see its progress (R43). */
function begunFollowUp(owed: FollowUpOwed, { at, by }: EventOf<'Closed'>): FollowUp {
  const isSentOn = owed.owner === 'library' && by !== undefined
  return { ...owed, status: 'new', since: at, ...(isSentOn && { sentOnBy: by }) }
}

export function withPatron(session: Session, change: Partial<Patron>): Session {
  return { ...session, patron: { ...session.patron, ...change } }
}

/**
 * The address in `email` is the one to write to, so one found in the patron's words is no longer needed. An address that a code has
 * confirmed stays confirmed.
 */
export function contactVerified(session: Session, { email, by, name }: EventOf<'ContactVerified'>): Session {
  const { address: _found, ...patron } = session.patron
  const isConfirmed = patron.verified === 'confirmed' && patron.email === email
  const verified = isConfirmed ? 'confirmed' : by === 'patron' ? 'typed-twice' : 'attested'
  return { ...session, patron: { ...patron, email, verified, ...(name && { name }) } }
}

export function policyReported(session: Session, { fingerprint }: EventOf<'PolicyReported'>): Session {
  return { ...session, reports: [...(session.reports ?? []), fingerprint] }
}

export function withoutPatronsConnection(session: Session): Session {
  const { connection: _gone, ...patron } = session.patron
  return { ...session, patron }
}

export function withLibrarian(session: Session, change: Partial<Serving>): Session {
  return session.status === 'active' ? { ...session, librarian: { ...session.librarian, ...change } } : session
}

export function here(session: Session, connection: string): Session {
  if (session.status !== 'active') return session
  const { awaySince: _back, ...librarian } = session.librarian
  return { ...session, librarian: { ...librarian, connection } }
}

export function away(session: Session, awaySince: number): Session {
  if (session.status !== 'active') return session
  const { connection: _gone, ...librarian } = session.librarian
  return { ...session, librarian: { ...librarian, awaySince } }
}

/** The patron waits again. The messages and their writers stay (R34, R39). */
export function backInTheQueue(session: Session, event: EventOf<'LibrarianVanished' | 'ReturnedToQueue'>): Session {
  if (session.status !== 'active') return session
  const returned = session.returned || event.type === 'ReturnedToQueue'
  return {
    status: 'waiting',
    ...whoAndWhat(session),
    pools: event.pools,
    question: whyInTheQueue[event.type],
    backAt: event.at,
    ...(returned && { returned: true }),
  }
}

/** The queue entry's text for a session that returned to it. The conversation comes with the session. */
const whyInTheQueue = {
  LibrarianVanished: '(Back in the queue: the connection of their librarian was lost.)',
  ReturnedToQueue: '(Back in the queue: their librarian has not answered for a long time.)',
} as const

export function alertedAlso(session: Session, { at, to }: EventOf<'Alerted'>): Session {
  return session.status === 'waiting' ? { ...session, circle: withRound(session.circle, at, to) } : session
}

export function offeredOn(session: Session, { at, to, pools }: EventOf<'RescueOffered'>): Session {
  return session.status === 'active' ? { ...session, rescue: { ...withRound(session.rescue, at, to), pools } } : session
}

export function offered({ to, at, told }: EventOf<'TransferOffered'>): Transfer {
  return { to, at, ...(told && { told }) }
}

export function withoutTransfer(session: Session): Session {
  if (session.status !== 'active') return session
  const { transfer: _over, ...kept } = session
  return kept
}

/** Another librarian serves. The patron's silence and the three minutes are counted from here (R35). */
export function transferred(session: Session, event: EventOf<'TransferAccepted' | 'Rescued'>): Session {
  if (session.status !== 'active') return session
  const { at, librarian, connection } = event
  const { transfer: _done, rescue: _over, help: _called, sure: _unsure, ...kept } = session
  return {
    ...kept,
    generation: generationOf(session) + 1,
    librarian: { ...librarian, pickedUpAt: at, connection },
    silence: { since: at },
  }
}

export function prompted(session: Session, { prompt }: EventOf<'PatronPrompted'>): Session {
  if (session.status !== 'active') return session
  const prompts = { ask: 1, warn: 2, close: 3 }[prompt]
  return { ...session, patronSilence: { ...session.patronSilence, prompts } }
}

/** Another timer looks after the session: the previous one has ended, or will end before its history is full. */
export function timerRenewed(session: Session, { generation }: EventOf<'TimerRenewed'>): Session {
  return { ...session, generation }
}

/** During the conversation the request is kept with the patron, and its mail is due at the end. */
export function transcriptRequested(session: Session): Session {
  const patron = { ...session.patron, transcript: true as const }
  return session.status === 'closed'
    ? { ...session, patron, mails: withMail(session.mails, 'transcript') }
    : { ...session, patron }
}
