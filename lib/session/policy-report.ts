import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { ReportPolicy, SessionDecision } from './commands.ts'
import { notHere } from './messages.ts'
import { librarianHere, type Session } from './state.ts'

/** The most mails that a library gets from one conversation, no matter how many librarians serve in it. */
const reportsMax = 3

/** The librarian reports a mistake on the policy page. The library gets a mail when the conversation is over (R11). */
export function reportPolicy(session: Session, { at, by, text, fingerprint }: ReportPolicy): SessionDecision {
  const librarian = librarianHere(session, by)
  if (!librarian) return notHere(session)
  const { reports = [] } = session
  if (reports.includes(fingerprint)) return nothing
  if (reports.length >= reportsMax) return refuse('enough-reports')
  const { name } = librarian
  return { events: [{ type: 'PolicyReported', at, n: reports.length + 1, by, name, text, fingerprint }] }
}
