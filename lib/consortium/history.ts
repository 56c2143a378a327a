import type { Change, Written } from './directory.ts'

/** One change of a library or of a person in it: who changed what, and when. It holds no values, which may be addresses. */
export interface PastChange extends Written {
  /** `library:wren`, `librarian:ada`. */
  readonly subject: string
  readonly what: 'added' | 'changed' | 'removed'
  /** The keys that changed, named as in the file where possible: `hours`, `timing.silenceWarning`. */
  readonly fields: readonly string[]
}

/** The changes that are kept for a library. They fit into a few kilobytes. */
export const historyMax = 50

/** The changes of these libraries and people, as they are remembered. Their sign-ins go with them. */
export function remembered(changes: readonly Change[], by: Written): readonly PastChange[] {
  return changes.flatMap(({ entry, subject, wanted, now, fields }) => {
    if (entry !== subject || entry.startsWith('staff-name:')) return []
    const what = wanted === undefined ? 'removed' : now === undefined ? 'added' : 'changed'
    return [{ ...by, subject, what, fields: what === 'changed' ? fields.map(plainField) : [] }]
  })
}

/** The fields of an entry are within its one attribute: `library.hours` is `hours`. */
function plainField(field: string): string {
  return field.replace(/^(?:library|librarian)\./, '')
}

/**
 * What was changed of a subject since somebody saw it, given what was newest then; everything that is known if that is too long ago.
 * The order tells what came later, since the clocks of those who change something may differ. The newest changes come first.
 */
export function changedSince(
  history: readonly PastChange[],
  subject: string,
  wasSeen: (change: Written) => boolean,
): readonly PastChange[] {
  const own = history.filter(change => change.subject === subject)
  const seen = own.findIndex(wasSeen)
  return seen < 0 ? own : own.slice(0, seen)
}
