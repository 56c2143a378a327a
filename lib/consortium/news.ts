import * as v from 'valibot'
import type { Change, Content } from './directory.ts'
import { entryKey } from './library.ts'

/** The libraries whose mailbox is new or has another address after these changes. */
export function mailboxesMoved(changes: readonly Change[]): readonly string[] {
  const kind = entryKey.library('')
  const moved = changes.filter(({ entry, wanted, now }) => {
    const [before, after] = [mailboxIn(now?.content), mailboxIn(wanted)]
    return entry.startsWith(kind) && after !== undefined && after !== before
  })
  return moved.map(({ entry }) => entry.slice(kind.length))
}

function mailboxIn(content: Content | undefined): string | undefined {
  const read = v.safeParse(v.looseObject({ library: v.looseObject({ mailbox: v.string() }) }), content)
  return read.success ? read.output.library.mailbox : undefined
}

/** The librarians who leave with these changes. */
export const librariansGone = (changes: readonly Change[]): readonly string[] => goneIn(changes, entryKey.librarian(''))

/** The addresses that sign nobody in any more after these changes. */
export const addressesGone = (changes: readonly Change[]): readonly string[] => goneIn(changes, entryKey.signIn(''))

function goneIn(changes: readonly Change[], kind: string): readonly string[] {
  const gone = changes.filter(({ entry, wanted }) => entry.startsWith(kind) && wanted === undefined)
  return gone.map(({ entry }) => entry.slice(kind.length))
}
