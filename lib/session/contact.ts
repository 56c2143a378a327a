import { refuse } from '../decisions/refusals.ts'
import type { AskContact, AttestContact, ConfirmContact, SessionDecision } from './commands.ts'
import { whyNotSay } from './messages.ts'
import type { Session } from './state.ts'

/** The librarian pushes the form in which the patron confirms their e-mail address (R22). */
export function askContact(session: Session, { at, by }: AskContact): SessionDecision {
  return whyNotSay(session, { role: 'librarian', id: by }) ?? { events: [{ type: 'ContactAsked', at }] }
}

/**
 * The patron confirms the address in that form (R22). It may be open still when their librarian has vanished (R34): what they
 * type into it is as good as before.
 */
export function confirmContact(session: Session, { at, email, name }: ConfirmContact): SessionDecision {
  const no = whyNotSay(session, { role: 'patron' })
  if (no) return no
  const isOpen = session.status === 'active' ? session.contactAsked : session.status === 'waiting' && session.backAt
  if (!isOpen) return refuse('nothing-asked')
  return { events: [{ type: 'ContactVerified', at, email, by: 'patron', ...(name && { name }) }] }
}

/** The librarian attests that they verified the address in the conversation (R22). */
export function attestContact(session: Session, { at, by, email }: AttestContact): SessionDecision {
  return (
    whyNotSay(session, { role: 'librarian', id: by }) ?? {
      events: [{ type: 'ContactVerified', at, email, by: 'librarian' }],
    }
  )
}
