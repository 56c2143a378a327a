import type { Code } from './resolution.ts'
import { addressOf, type Session } from './state.ts'

/** A resolution code that fits the session as it stands, and why, in words (R28). */
export interface Suggestion {
  readonly code: Code
  readonly because?: 'no-contact'
  readonly reason: string
}

/**
 * The code to use, as the cooperative's flow chart has it. Whether the question is answered is the librarian's to say; as long
 * as they do not, it is taken for answered once they have asked whether that is all.
 */
export function suggest(session: Session, resolved = wasAskedIfComplete(session)): Suggestion {
  const address = addressOf(session.patron) !== undefined
  if (!session.patron.spoke)
    return address
      ? {
          code: byLibrary,
          reason: 'The patron said nothing after you joined, but left an address: their library can answer.',
        }
      : { code: 'lost-call', reason: 'The patron said nothing after you joined and left no address.' }
  if (resolved) return { code: 'answered', reason: 'The question is answered.' }
  if (address)
    return { code: byLibrary, reason: "The question is open and there is an address: the patron's library can answer." }
  return {
    code: 'answered',
    because: 'no-contact',
    reason: 'The question is open, but nobody can be written to: close it as answered, with a note of what is missing.',
  }
}

const byLibrary = 'follow-up-by-patrons-library'

function wasAskedIfComplete(session: Session): boolean {
  return session.status === 'active' && session.signs.includes('asks-if-complete')
}
