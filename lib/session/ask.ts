import { refuse } from '../decisions/refusals.ts'
import { addressIn } from '../practice/signs.ts'
import type { Ask, LeaveQuestion, SessionDecision } from './commands.ts'
import { whyNotTake } from './contact.ts'
import { nobodyOnDuty, reached } from './ladder.ts'
import { addressLeft } from './presence.ts'
import type { Session } from './state.ts'

/**
 * A patron submits the question: the wait starts here and never restarts (R1). A form that is submitted twice opens one
 * session. The holder of the log decides whether the second one is the same.
 */
export function ask(session: Session | undefined, command: Ask): SessionDecision {
  const { question: words, name: called, email: left } = command
  if (session?.status === 'closed') return refuse('closed')
  if (session) return { submitted: { question: words, name: called, email: left } }
  const { at, library, ladder, line, question, name, email, despite, nth, afterOthers, language, answers } = command
  const slip = email && whyNotTake(email, despite)
  if (slip) return slip
  const address = addressIn(question, command.own)
  const pools = reached(ladder, 0)
  const ahead = ladder.rungs.filter(({ pool }) => !pools.includes(pool))
  const asked = {
    type: 'Asked',
    at,
    session: command.session,
    library,
    pools,
    ...(ahead.length && { ahead }),
    question,
    ...(name && { name }),
    ...(email && { email }),
    ...(address && { address }),
    ...(despite?.length && { despite }),
    ...(nth !== undefined && { nth }),
    ...(afterOthers && { afterOthers: true as const }),
    ...(language && { language }),
    ...(answers?.length && { answers }),
  } as const
  // It alerts nobody. Librarians with room for another patron see it at the end of the list.
  const [to] = afterOthers ? [] : (line ?? [])
  return {
    events: [
      asked,
      // The alert goes only to the librarian whose turn it is (R45).
      ...(to ? [{ type: 'Alerted', at, to: [to] } as const] : []),
      ...(nobodyOnDuty(ladder) ? [{ type: 'AddressOffered', at } as const] : []),
    ],
  }
}

/** A patron asks and does not wait: the question goes to their library at once, and through no queue (R6). */
export function leaveQuestion(session: Session | undefined, command: LeaveQuestion): SessionDecision {
  const { at, library, question, name, email, despite, language, answers } = command
  if (session) return { submitted: { question, name, email } }
  const slip = whyNotTake(email, despite)
  if (slip) return slip
  const form = { ...(name && { name }), email, ...(despite?.length && { despite }) }
  return {
    events: [
      {
        ...{ type: 'Asked', at, session: command.session, library, pools: [], question, ...form },
        ...(language && { language }),
        ...(answers?.length && { answers }),
      },
      ...addressLeft({ at, ...form }),
    ],
  }
}
