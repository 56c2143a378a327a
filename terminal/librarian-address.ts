import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { parse } from 'yaml'

const file = process.env.COOPDESK_CONSORTIUM ?? fileURLToPath(new URL('../examples/consortium.yaml', import.meta.url))
const librarians = v.object({ librarians: v.array(v.object({ id: v.string(), email: v.string() })) })

/** The sign-in address of a librarian, by their id in the consortium file; an address is one already. Throws a sentence. */
export function librarianAddress(who: string): string {
  if (who.includes('@')) return who
  const known = v.parse(librarians, parse(readFileSync(file, 'utf8'))).librarians
  const found = known.find(({ id }) => id === who)
  if (found) return found.email
  throw new Error(`The consortium file has no librarian "${who}"; it has ${known.map(({ id }) => id).join(', ')}.`)
}
