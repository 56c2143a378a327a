import { type Refusal, refuse, refuseSoftly } from '../decisions/refusals.ts'
import { mentions } from '../practice/other-patrons.ts'
import { addressIn, asksFeedback, asksIfComplete, asksSomething, holdsLink } from '../practice/signs.ts'
import type { Note, Say, SessionDecision } from './commands.ts'
import { librarianHere, type Sender, type Session, type Sign, senderKey } from './state.ts'

/**
 * Somebody says something. It gets the next number of the session exactly once, even if frames are repeated or come too early
 * (R36).
 */
export function say(session: Session, command: Say): SessionDecision {
  const { at, from, n, text } = command
  const known = knownBefore(session, command)
  if (known) return known
  const no = whyNotClose(session, command)
  if (no) return no
  const { kind, resource, script, despite, last } = command
  const address = from.role === 'patron' ? addressIn(text, command.own) : undefined
  const name = screenName(session, from)
  const signs = from.role === 'librarian' ? signsOf(command) : []
  return {
    events: [
      {
        type: 'Said',
        at,
        from,
        n,
        number: session.last + 1,
        text,
        ...(name && { name }),
        ...(kind && kind !== 'text' && { kind }),
        ...(resource && { resource }),
        ...(script && { script }),
        ...(signs.length && { signs }),
        ...(address && { address }),
        ...(despite?.length && { despite }),
        ...(last !== undefined && { heard: Math.min(last, session.last) }),
      },
    ],
  }
}

/** Why a librarian's message should not go out as it is: it cites nothing (R12), or names somebody else (R20). */
function whyNotClose(session: Session, { from, kind, resource, text, despite }: Say): SessionDecision | undefined {
  if (from.role === 'patron') return undefined
  if (kind === 'resource' && !resource?.url && !resource?.title && !resource?.policyPage) return refuse('no-citation')
  const { otherPatrons = [] } = librarianHere(session, from.id) ?? {}
  return mentions(text, otherPatrons) && !despite?.includes('another-patron')
    ? refuseSoftly('another-patron')
    : undefined
}

/** The purposes of a librarian's message, as far as its words show them. */
function signsOf({ text, kind }: Say): Sign[] {
  if (kind === 'statement') return []
  return [
    ...(asksSomething(text) ? ['asks' as const] : []),
    ...(asksFeedback(text) ? ['asks-feedback' as const] : []),
    ...(asksIfComplete(text) ? ['asks-if-complete' as const] : []),
    ...(kind === 'resource' || holdsLink(text).length > 0 ? ['resource' as const] : []),
  ]
}

/** A librarian writes a staff note, which the patron never sees. */
export function note(session: Session, command: Note): SessionDecision {
  const { at, from, n, text } = command
  if (from.role === 'patron') return refuse('not-yours')
  const name = screenName(session, from)
  return knownBefore(session, command) ?? { events: [{ type: 'Noted', at, from, n, text, ...(name && { name }) }] }
}

/**
 * The reason why this sender may not write in this session, if there is one (R20). A librarian who has joined may (R41). "Typing"
 * follows the same rule.
 */
export function whyNotSay(session: Session, sender: Sender): { readonly refusal: Refusal } | undefined {
  if (sender.role === 'patron') return session.status === 'closed' ? refuse('closed') : undefined
  return librarianHere(session, sender.id) ? undefined : notHere(session)
}

/** Why a librarian who neither serves the session nor has joined it may do nothing there. */
export function notHere({ status }: Session): { readonly refusal: Refusal } {
  if (status === 'closed') return refuse('closed')
  return refuse(status === 'waiting' ? 'not-picked-up' : 'not-yours')
}

function knownBefore(session: Session, { from: sender, n, text }: Say | Note): SessionDecision | undefined {
  const newest = session.counters[senderKey(sender)] ?? 0
  if (n <= newest) return { repeated: { sender, n, text } }
  return whyNotSay(session, sender) ?? (n > newest + 1 ? refuse('out-of-order') : undefined)
}

function screenName(session: Session, sender: Sender): string | undefined {
  return sender.role === 'librarian' ? librarianHere(session, sender.id)?.name : undefined
}
