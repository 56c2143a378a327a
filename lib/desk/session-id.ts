import { createHash } from 'node:crypto'
import { ulid } from 'ulid'

/** Crockford's base 32, as in a ULID. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The id of a new session, 26 characters. A client that says which submission of the form this is (`once`, a random text)
 * gets the same id for the same submission, so that a repeated one opens no second session.
 */
export function sessionId(library: string, once: string | undefined, at: number): string {
  if (!once) return ulid(at)
  const digest = createHash('sha256').update(`${library}\n${once}`).digest()
  return Array.from(digest.subarray(0, 26), byte => alphabet[byte % 32]).join('')
}
