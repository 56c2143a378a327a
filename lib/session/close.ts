import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { Close, Goodbye, SessionDecision } from './commands.ts'
import { notServing } from './joining.ts'
import { followUpOwed, whyNotClose, withReceipt } from './resolution.ts'
import { rendered } from './script.ts'
import { type ActiveSession, type Session, serves } from './state.ts'

/** The librarian ends the session with a resolution code. Without one it counts as "answered", which is recorded (R24). */
export function close(session: Session, command: Close): SessionDecision {
  if (session.status === 'closed' && session.librarian?.id === command.by) return again(session.code, command)
  if (!serves(session, command.by)) return notServing(session, command.by)
  const code = command.code ?? 'answered'
  const no = whyNotClose(code, session, command)
  if (no) return no
  const { classes = [], classesToday = [] } = command
  if (classes.some(one => !classesToday.includes(one))) return refuse('unknown-class')
  const followUp = followUpOwed(code, session, command)
  const { at, by, despite, note } = command
  return {
    events: [
      {
        type: 'Closed',
        at,
        code,
        how: command.code ? 'chosen' : 'by-default',
        by,
        name: session.librarian.name,
        ...(followUp && withReceipt(followUp, session.patron)),
        ...(despite?.length && { despite }),
        ...(note && { note }),
        ...(classes.length > 0 && { classes: [...new Set(classes)] }),
        ...(command.unresolved && { because: 'no-contact' as const }),
        ...goodbyeIn(session, command.goodbye),
      },
    ],
  }
}

/** Closing again with the same code is acknowledged again. With another code it comes too late. */
function again(code: string, command: Close): SessionDecision {
  return code === (command.code ?? 'answered') ? nothing : refuse('closed')
}

/** The goodbye is that of the patron's library, never of the librarian's own (R23). */
export function goodbyeIn(session: ActiveSession, goodbye: Goodbye | undefined): { readonly goodbye?: string } {
  if (!goodbye) return {}
  const { patronLibrary, librarianLibrary } = goodbye
  const names = { patron: session.patron.name, librarian: session.librarian.name, patronLibrary, librarianLibrary }
  return { goodbye: rendered(goodbye.script, names) }
}
