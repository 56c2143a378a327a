import type { Plan } from '../lib/consortium/apply.ts'
import { type Change, type Content, isChangedElsewhere, lastWritten } from '../lib/consortium/directory.ts'

const valueMax = 60

/**
 * The changes that a file would make, one paragraph for each library or librarian. Each key has its current and its new value.
 */
export function saidDifferences(changes: readonly Change[]): readonly string[] {
  const about = changes.filter(({ subject, entry }) => subject === entry && !entry.startsWith('staff-name:'))
  const names = changes.filter(({ entry }) => entry.startsWith('staff-name:')).length
  const others = changes.filter(
    ({ subject, entry }) => subject !== entry && !about.some(change => change.subject === subject),
  )
  return [
    ...about.flatMap(saidChange),
    ...[...new Set(others.map(({ subject }) => subject))].map(subject => `${subject}  the sign-in differs`),
    ...(names > 0 ? [`${names} ${names === 1 ? 'name' : 'names'} that patrons may not go by`] : []),
  ]
}

function saidChange(change: Change): readonly string[] {
  const { subject, now, wanted, fields, removed } = change
  const since = isChangedElsewhere(change) ? [`    ${whoChangedIt(change)}`] : []
  if (wanted === undefined) return [`${subject}  is not in the file: it would be removed`, ...since]
  if (now === undefined && removed === undefined) return [`${subject}  is new`]
  if (now === undefined)
    return [
      `${subject}  was removed: it would be added again`,
      ...(since.length > 0 ? since : [`    ${whoRemovedIt(change)}`]),
    ]
  if (now.content === undefined) return [`${subject}  cannot be read: it would be written anew`, ...since]
  const { content } = now
  return [
    subject,
    ...fields.map(path => `    ${nameOf(path)}: ${shown(content, path)} → ${shown(wanted, path)}`),
    ...since,
  ]
}

/** The person whose change in the browser the file would overwrite. */
function whoChangedIt(change: Change): string {
  const what = change.removed ? 'removed' : 'changed'
  return `${what} in the browser by ${byAndWhen(change)}: overwritten only with --overwrite ${change.subject}`
}

function whoRemovedIt(change: Change): string {
  return `removed with a file by ${byAndWhen(change)}`
}

function byAndWhen(change: Change): string {
  const { by = 'somebody', at = '' } = lastWritten(change) ?? {}
  return `${by} on ${at.slice(0, 16).replace('T', ' ')}`
}

/** The entries that were left unchanged. */
export function saidPlan({ held, unknownNames }: Plan): readonly string[] {
  return [
    ...held.map(
      subject => `${subject}  left as it is: it was changed or removed in the browser (--overwrite ${subject})`,
    ),
    ...unknownNames.map(name => `--overwrite ${name}: nothing of this name was changed or removed in the browser.`),
  ]
}

/** The path without the kind of entry, which its line names already. */
function nameOf(path: string): string {
  return path.replace(/^(library|librarian)\./, '')
}

function shown(content: Content, path: string): string {
  const value = path.split('.').reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), content)
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > valueMax ? `${text.slice(0, valueMax)}…` : text
}
