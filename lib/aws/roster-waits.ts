import type { PastWait } from '../desk/ports.ts'
import type { Take } from '../session/joint-writes.ts'

/**
 * The waits of the last patrons whom a librarian picked up, in eight short fields of their own entry. They come with the write that
 * a pick-up makes anyway, and are read with the entry that tells whether somebody is there. The end of a session's id chooses the
 * field, so that a repeated write changes nothing and a later wait takes the place of an earlier one.
 */

/** How many. Eight take some 130 bytes of an entry that is to stay within 1 KB. */
const fields = ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'] as const

/** What to set in the own entry of somebody who takes a session. Nothing if its wait says nothing about others. */
export function waitKept({ session, at, waited }: Take) {
  if (!waited) return { set: '', values: {} }
  const { ms, own } = waited
  const field = fields[session.charCodeAt(session.length - 1) % fields.length]
  const text = `${at.toString(36)} ${ms.toString(36)}${own ? ' o' : ''}`
  return { set: `, ${field} = :waited`, values: { ':waited': text } }
}

/** The waits in an own entry. */
export function waitsIn(item: Readonly<Record<string, unknown>>): { readonly waits?: readonly PastWait[] } {
  const waits = fields.flatMap(field => waitIn(item[field]) ?? [])
  return waits.length > 0 ? { waits } : {}
}

function waitIn(text: unknown): PastWait | undefined {
  const [, at = '', waited = '', own] = /^(\w+) (\w+)( o)?$/.exec(String(text)) ?? []
  if (!at) return undefined
  return { at: Number.parseInt(at, 36), waited: Number.parseInt(waited, 36), ...(own && { own: true }) }
}
