import type { Fields } from '../stored/shape.ts'
import { renamed } from './renamed.ts'

/** The owner was called "owedBy", or "owing" if mail to them was lost. */
export function followUpOfVersion1(followUp: Fields): Fields {
  const named = renamed(followUp, 'owedBy', 'owner')
  return named.undeliverable === 'owing' ? { ...named, undeliverable: 'owner' } : named
}

/** The recipient of a mail; the owner of the follow-up was called "owing". */
export function recipientOfVersion1(recipient: unknown): unknown {
  return recipient === 'owing' ? 'owner' : recipient
}
