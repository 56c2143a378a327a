import type { Fields } from '../stored/shape.ts'
import { renamed } from './renamed.ts'

/** Who owes it was called "owedBy", and "owing" where mail to them is lost. */
export function followUpOfVersion1(followUp: Fields): Fields {
  const named = renamed(followUp, 'owedBy', 'owner')
  return named.undeliverable === 'owing' ? { ...named, undeliverable: 'owner' } : named
}

/** Whom a mail is for: whoever owes the answer was called "owing". */
export function recipientOfVersion1(recipient: unknown): unknown {
  return recipient === 'owing' ? 'owner' : recipient
}
