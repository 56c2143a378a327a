import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { classesOn, type QuestionClass, suggestedClasses } from '../../../lib/consortium/question-classes.ts'

const account: QuestionClass = { id: 'account', label: 'Loans', reference: false, words: ['renew', 'due date'] }
const subject: QuestionClass = { id: 'subject', label: 'A subject', reference: true, effort: 4 }

describe('the classes of questions', () => {
  it('may be given from their first date to their last, both included', () => {
    const dated = { ...account, from: '2026-09-01', until: '2027-08-31' }
    const on = (date: string) => classesOn([dated, subject], date).map(({ id }) => id)
    expect(['2026-08-31', '2026-09-01', '2027-08-31', '2027-09-01'].map(on)).toEqual([
      ['subject'],
      ['account', 'subject'],
      ['account', 'subject'],
      ['subject'],
    ])
  })

  it.each([
    ['Can I RENEW a book?', ['account']],
    ['When is the due date?', ['account']],
    ['Is renewal possible?', []],
    ['My date is due.', ['account']],
    ['', []],
  ])('%s suggests %j', (question, expected) => {
    expect(suggestedClasses([account, subject], question)).toEqual(expected)
  })
})

describe('the consortium file on classes', () => {
  const example = readFileSync('examples/consortium.yaml', 'utf8')
  const fileWith = (lines: string) =>
    parseConsortium(example.replace(/ {2}question-classes:\n(?: {4}- .*\n)+/, `  question-classes:\n${lines}`))

  it('gives them to every library', () => {
    const read = parseConsortium(example)
    if (!('consortium' in read)) throw new Error('the example is wrong')
    for (const { classes } of read.consortium.libraries)
      expect(classes?.map(({ id }) => id)).toEqual(['directions', 'account', 'access', 'known-item', 'subject'])
  })

  it.each([
    [
      '    - { id: a, label: One, reference: true }\n    - { id: a, label: Two, reference: true }\n',
      'The id "a" is used twice among the question-classes.',
    ],
    [
      '    - { id: a, label: One, reference: true, from: 2026-09-01, until: 2026-08-31 }\n',
      'The class "a" ends before it begins.',
    ],
    ['    - { id: a, label: One, reference: true, effort: 7 }\n', expect.stringContaining('effort')],
  ])('%s is refused at its line', (lines, sentence) => {
    const read = fileWith(lines)
    expect('problems' in read && read.problems[0]).toMatchObject({ sentence, line: expect.any(Number) })
  })
})
