import { evolveFollowUp } from '../follow-up/evolve.ts'
import { withMail } from '../follow-up/outbox.ts'
import type { Event } from './events.ts'
import { type ClosedSession, type EmailCode, isSameAddress, type Patron, type Session } from './state.ts'

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

export function codeRequested(session: Session, { id, email, digest, until }: EventOf<'CodeRequested'>): Session {
  const sent = (session.emailCode?.sent ?? 0) + 1
  return { ...session, emailCode: { id, email, digest, until, sent, tries: 0, stage: 'due' } }
}

export function withCode(session: Session, change: Partial<EmailCode>): Session {
  return session.emailCode ? { ...session, emailCode: { ...session.emailCode, ...change } } : session
}

/** The address is the patron's. A transcript that waited for this is due at once if the conversation is over. */
export function addressConfirmed(before: Session, { email }: EventOf<'AddressConfirmed'>): Session {
  const session = withCode(before, { stage: 'entered' })
  const { address: _found, ...others } = session.patron
  const patron: Patron = { ...others, email, verified: 'confirmed' }
  return session.status === 'closed' ? confirmedAfterwards(session, patron, email) : { ...session, patron }
}

function confirmedAfterwards(session: ClosedSession, patron: Patron, email: string): ClosedSession {
  const { followUp, mails } = session
  // An answer may be owed at another address, about which the code says nothing.
  const isOwedThere = followUp && isSameAddress(followUp.email, email)
  return {
    ...session,
    patron,
    ...(isOwedThere && { followUp: { ...followUp, verified: 'confirmed' } }),
    mails: patron.transcript && session.librarian ? withMail(mails, 'transcript') : mails,
  }
}

/** Nothing more is mailed there. An open session forgets the address, so that the librarian asks for another. */
export function addressDisowned(before: Session, event: EventOf<'AddressDisowned'>): Session {
  const isIt = (email: string | undefined) => email !== undefined && isSameAddress(email, event.email)
  const voided = isIt(before.emailCode?.email) ? withCode(before, { stage: 'void' }) : before
  const session = { ...voided, disowned: [...(before.disowned ?? []), event.email] }
  if (session.status === 'closed') return { ...session, ...evolveFollowUp(session, event) }
  const { email, verified, address, ...patron } = session.patron
  return {
    ...session,
    patron: {
      ...patron,
      ...(email !== undefined && !isIt(email) && { email, ...(verified && { verified }) }),
      ...(address !== undefined && !isIt(address) && { address }),
    },
  }
}
