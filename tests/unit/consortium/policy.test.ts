import { describe, expect, test } from 'vitest'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

/** A library with these keys. */
function library(keys: string) {
  const read = parseConsortium(`
name: Consortium
settings: { sender: desk@consortium.example.org }
libraries:
  - { id: wren, name: Wren Library, time-zone: UTC, mailbox: ask@wren.example.org, origins: [], ${keys} }
librarians:
  - { id: ada, name: Ada, email: ada@wren.example.org, library: wren, role: consortium-administrator }
`)
  return 'problems' in read ? read.problems.map(({ sentence }) => sentence) : read.consortium.libraries[0]
}

const statement = (id: string, more = '') =>
  `{ id: ${id}, topic: Renewals, text: Twice., vouched-by: Ann Lee, checked: 2026-09-01${more} }`

describe('the policy of a library in the consortium file', () => {
  test('R11 R44 is its statements, with their source, age and who vouches', () => {
    const source = 'https://wren.example.org/borrow'
    expect(library(`policy: [${statement('renewals', `, on-card: true, source: "${source}"`)}]`)).toMatchObject({
      policy: [
        {
          ...{ id: 'renewals', topic: 'Renewals', text: 'Twice.', vouchedBy: 'Ann Lee', checkedOn: '2026-09-01' },
          ...{ source, onCard: true },
        },
      ],
    })
  })

  test.each([
    [`policy: [${statement('a')}, ${statement('a')}]`, 'The id "a" is used twice among the policy.'],
    [
      `policy: [${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(id => statement(id, ', on-card: true')).join(', ')}]`,
      'The today card has room for 6 statements, not for 7.',
    ],
    [`policy: [${statement('a').replace('2026-09-01', '2026-02-31')}]`, '"checked" must be dates like 2026-12-25.'],
    [`policy: [{ id: a, topic: A, text: B, checked: 2026-09-01 }]`, 'The key "vouched-by" is missing.'],
    [
      'holidays: [{ date: 2026-11-26, name: A }, { date: 2026-11-26, name: B }]',
      'The holiday 2026-11-26 is there twice.',
    ],
    [
      'closed-days: [2026-11-26], holidays: [{ date: 2026-11-26, name: A }]',
      'The day 2026-11-26 is among the "closed-days" already: leave it out there.',
    ],
  ])('says what is wrong: %s', (keys, sentence) => {
    expect(library(keys)).toContain(sentence)
  })

  test('R44 a holiday is a closed day with a name', () => {
    expect(library('closed-days: [2026-12-24], holidays: [{ date: 2026-12-25, name: Christmas Day }]')).toMatchObject({
      closedDays: ['2026-12-24', '2026-12-25'],
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    })
  })
})
