import type { PastWait } from '../desk/ports.ts'
import type { Take } from '../session/joint-writes.ts'

/**
 * The waits of the last patrons whom a librarian picked up, in sixteen short fields of their own entry. They come with the write
 * that a pick-up makes anyway, and are read with the entry that tells whether somebody is there. The time chooses the field, so that
 * it costs no read, and a later wait takes the place of an earlier one.
 */

/** They take some 270 bytes of an entry that is to stay within 1 KB. */
const fields = Array.from({ length: 16 }, (_, i) => `w${i}`)

/** A librarian seldom picks two patrons up within this time, ms. */
const fieldMs = 15_000

/** What to set in the own entry of somebody who takes a session. Nothing if its wait says nothing about others. */
export function waitKept({ at, waited }: Take) {
  if (!waited) return { set: '', values: {} }
  const { ms, own } = waited
  const field = fields[Math.floor(at / fieldMs) % fields.length]
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
