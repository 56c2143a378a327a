import { refuse } from '../decisions/refusals.ts'
import { addressIn } from '../practice/signs.ts'
import type { Ask, SessionDecision } from './commands.ts'
import { whyNotTake } from './contact.ts'
import { nobodyOnDuty, reached } from './ladder.ts'
import type { Session } from './state.ts'

/**
 * A patron submits the question: the wait starts here and never restarts (R1). Submitted twice, it is one session while that
 * goes on; whether it is the same submission, whoever holds the log says.
 */
export function ask(session: Session | undefined, command: Ask): SessionDecision {
  const { question: words, name: called, email: left } = command
  if (session?.status === 'closed') return refuse('closed')
  if (session) return { submitted: { question: words, name: called, email: left } }
  const { at, library, ladder, line, question, name, email, despite } = command
  const slip = email && whyNotTake(email, despite)
  if (slip) return slip
  const address = addressIn(question, command.own)
  const asked = {
    type: 'Asked',
    at,
    session: command.session,
    library,
    pools: reached(ladder, 0),
    question,
    ...(name && { name }),
    ...(email && { email }),
    ...(address && { address }),
    ...(despite?.length && { despite }),
  } as const
  const [to] = line ?? []
  return {
    events: [
      asked,
      // Whose turn it is, and nobody else (R45).
      ...(to ? [{ type: 'Alerted', at, to: [to] } as const] : []),
      ...(nobodyOnDuty(ladder) ? [{ type: 'AddressOffered', at } as const] : []),
    ],
  }
}
