import type { Spoken } from '../../../lib/practice/message.ts'
import { fingerprintsOf, mentions } from '../../../lib/practice/other-patrons.ts'
import { advise } from '../../../lib/practice/practice.ts'
import { asksFeedback, asksIfComplete, asksSomething } from '../../../lib/practice/signs.ts'
import { type Mark, marks, type Row } from './message-row.ts'

/** How one mark did over a table of messages. */
export interface Figures {
  readonly mark: Mark
  readonly messages: number
  /** Messages on which it should speak. */
  readonly should: number
  /** Messages on which it spoke. */
  readonly spoke: number
  /** Messages on which it should speak and did. */
  readonly right: number
  /** `right / spoke`; 1 where it never spoke. */
  readonly precision: number
  /** `right / should`; 1 where it never should. */
  readonly recall: number
}

/** What is noticed about a message, in the order of the list of marks. */
export function noticed(row: Row): readonly Mark[] {
  const context = { first: false, asked: true, librarian: 'Rob from State College', nameInstitution: true }
  const { kind = 'text', text, resource, script } = row
  const spoken: Spoken = { kind, text, ...(resource && { resource }), ...(script && { script }) }
  const found = new Set<string>([
    ...advise(spoken, { ...context, ...row.context }).map(({ rule }) => rule),
    ...(mentions(text, fingerprintsOfAll(row.otherPatrons ?? [])) ? ['another-patron'] : []),
    ...(kind === 'statement' ? [] : signs(text)),
  ])
  return marks.filter(mark => found.has(mark))
}

function fingerprintsOfAll(otherPatrons: readonly string[]): readonly string[] {
  return otherPatrons.flatMap(one => (one.includes('@') ? fingerprintsOf(undefined, one) : fingerprintsOf(one)))
}

function signs(text: string): readonly Mark[] {
  return [
    ...(asksSomething(text) ? ['asks' as const] : []),
    ...(asksFeedback(text) ? ['asks-feedback' as const] : []),
    ...(asksIfComplete(text) ? ['asks-if-complete' as const] : []),
  ]
}

/** What should be noticed about it, in the same order. */
export function expected({ marks: wanted = [] }: Row): readonly Mark[] {
  return marks.filter(
    mark => wanted.includes(mark) || (mark === 'asks-feedback' && wanted.includes('asks-if-complete')),
  )
}

/** Precision and recall of every mark over these messages. */
export function measure(rows: readonly Row[]): readonly Figures[] {
  const pairs = rows.map(row => ({ spoke: noticed(row), should: expected(row) }))
  return marks.map(mark => {
    const should = pairs.filter(pair => pair.should.includes(mark))
    const spoke = pairs.filter(pair => pair.spoke.includes(mark)).length
    const right = should.filter(pair => pair.spoke.includes(mark)).length
    const precision = spoke === 0 ? 1 : right / spoke
    const recall = should.length === 0 ? 1 : right / should.length
    return { mark, messages: rows.length, should: should.length, spoke, right, precision, recall }
  })
}
