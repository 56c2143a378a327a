import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { holdsClickPath, mayExpire } from '../../../lib/practice/expiring-links.ts'
import type { Context, Kind } from '../../../lib/practice/message.ts'
import { fingerprintsOf, mentions } from '../../../lib/practice/other-patrons.ts'
import { advise } from '../../../lib/practice/practice.ts'
import { asksFeedback, asksIfComplete, asksSomething, holdsLink } from '../../../lib/practice/signs.ts'
import { anyText } from '../texts.ts'
import { tries } from '../tries.ts'
import { messages } from './messages.ts'

const otherPatrons = fingerprintsOf('Boris Ivanovich Petrov', 'boris@example.org')

function everything(text: string, kind: Kind = 'text'): readonly unknown[] {
  const context: Context = { first: true, asked: false, librarian: text.slice(0, 80), nameInstitution: false }
  return [
    ...advise({ kind, text, resource: { url: text, title: text } }, { ...context, institution: text.slice(0, 80) }),
    ...[asksSomething(text), asksFeedback(text), asksIfComplete(text), holdsClickPath(text), mayExpire(text)],
    ...[mentions(text, otherPatrons), mentions(text, fingerprintsOf(text, text)), ...holdsLink(text).map(mayExpire)],
  ]
}

const pieces = fc.constantFrom(
  ...[
    'we ',
    "can't ",
    'does ',
    'this ',
    'answer ',
    'a.',
    'a-',
    '@',
    '"',
    '“',
    'https://',
    '?',
    '!',
    ')',
    ' > ',
    '\n',
    'Ünï',
    '😀',
    '\ud800',
  ],
)
const texts = fc.oneof(
  anyText(),
  fc.array(pieces, { maxLength: 60 }).map(parts => parts.join('')),
)

it('R9 R10 R12 R13 R17 R19 R20 R21 any text is examined without an error, and always with the same result', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom<Kind>('text', 'resource', 'statement'), (text, kind) => {
      expect(everything(text, kind)).toEqual(everything(text, kind))
    }),
    { numRuns: tries(200) },
  )
})

it('R15 R21 asking whether the answer is complete is also asking for feedback', () => {
  fc.assert(fc.property(texts, text => !asksIfComplete(text) || asksFeedback(text)))
})

it('R9 R10 R12 R13 R17 R19 every hint is one short sentence', () => {
  const context: Context = { first: false, asked: false, librarian: 'Rob', nameInstitution: true }
  const hints = messages.flatMap(({ kind = 'text', ...row }) =>
    advise({ kind, ...row }, { ...context, ...row.context }).map(({ hint }) => hint),
  )
  expect(hints.length).toBeGreaterThan(50)
  for (const hint of hints) {
    expect(hint).toMatch(/^[A-Z].*[.”]$/)
    expect(hint.length).toBeLessThanOrEqual(260)
  }
})

/** What makes a search with backtracking slow, 4,000 characters of it: the longest message there is. */
const hostile = [
  ...['a', ' ', '.', 'a.', 'a-', 'a.a-', '@', 'a@', 'a@a.', '"', '“', '(', ')', '?', '!', ',', '\n', '>', ' > ', '://'],
  ...[
    'https://',
    'www.',
    'we ',
    "we can't ",
    'you can ',
    'does this ',
    'do you have ',
    'answer ',
    'anything else ',
    'any questions,',
  ],
  ...[
    'click and ',
    'let me know if ',
    'what is ',
    'Boris ',
    'Boris Ivanovich ',
    "a'",
    'É',
    '😀',
    'need more ',
    'is it all ',
  ],
]

it.each(hostile)('R17 R20 R21 4,000 characters of %j are looked at in the time of one test', piece => {
  const text = piece.repeat(Math.ceil(4_000 / piece.length))
  for (const end of ['', 'x', '!', '\n']) expect(everything(text + end).length).toBeGreaterThan(0)
})

it('R17 R21 no pattern repeats a repetition without a bound', () => {
  const folder = new URL('../../../lib/practice/', import.meta.url)
  const source = readdirSync(folder).map(file => readFileSync(new URL(file, folder), 'utf8'))
  const nested = /\((?:\?:)?[^()]*[\w\])}.][+*][+*?]?\)(?:[+*]|\{\d+,\})/g
  expect([...'(a+)+ (?:\\w*)* (?:a b+){2,}'.matchAll(nested)]).toHaveLength(3)
  expect(source.flatMap(text => text.match(nested) ?? [])).toEqual(["(?:'[\\p{L}\\p{N}]+)*", "(?:'[\\p{L}\\p{N}]+)*"])
  expect(source.flatMap(text => text.match(/(?<!\\)\.[+*](?!\])/g) ?? [])).toEqual([])
})
