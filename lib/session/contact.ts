import { type Refusal, refuse, refuseSoftly } from '../decisions/refusals.ts'
import { likelyMeant } from '../practice/likely-slip.ts'
import type { AskContact, AttestContact, ConfirmContact, SessionDecision } from './commands.ts'
import { notServing } from './joining.ts'
import { whyNotSay } from './messages.ts'
import { isDisowned, type Session, serves } from './state.ts'

/** The librarian pushes the form in which the patron confirms their email address (R22). */
export function askContact(session: Session, { at, by }: AskContact): SessionDecision {
  return serves(session, by) ? { events: [{ type: 'ContactAsked', at }] } : notServing(session, by)
}

/**
 * The patron confirms the address in that form (R22). The form may still be open after their librarian has vanished (R34). It
 * counts then, too.
 */
export function confirmContact(session: Session, { at, email, name, despite }: ConfirmContact): SessionDecision {
  const no = whyNotSay(session, { role: 'patron' })
  if (no) return no
  const isOpen = session.status === 'active' ? session.contactAsked : session.status === 'waiting' && session.backAt
  if (!isOpen) return refuse('nothing-asked')
  if (isDisowned(session, email)) return refuse('disowned')
  const slip = whyNotTake(email, despite)
  if (slip) return slip
  return {
    events: [
      { type: 'ContactVerified', at, email, by: 'patron', ...(name && { name }), ...(despite?.length && { despite }) },
    ],
  }
}

/** The librarian attests that they verified the address in the conversation (R22). */
export function attestContact(session: Session, { at, by, email, despite }: AttestContact): SessionDecision {
  if (!serves(session, by)) return notServing(session, by)
  if (isDisowned(session, email)) return refuse('disowned')
  return (
    whyNotTake(email, despite) ?? {
      events: [{ type: 'ContactVerified', at, email, by: 'librarian', ...(despite?.length && { despite }) }],
    }
  )
}

/**
 * The desk queries an address that looks mistyped and offers the likely one, since an answer to a wrong address reaches nobody.
 */
export function whyNotTake(email: string, despite: readonly string[] = []): { readonly refusal: Refusal } | undefined {
  const meant = despite.includes('likely-slip') ? undefined : likelyMeant(email)
  return meant === undefined ? undefined : refuseSoftly('likely-slip', meant)
}
