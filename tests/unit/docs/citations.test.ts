import { describe, expect, it } from 'vitest'
import { contradictions } from '../../../tools/rules/citations.ts'
import type { Rule } from '../../../tools/rules/rule.ts'
import type { TestTitle } from '../../../tools/rules/titles.ts'

describe('rules, and what names them', () => {
  const rule = (number: number, more: Partial<Rule> = {}): Rule => ({
    id: `R${number}`,
    rule: 'A patron is greeted.',
    source: 'The field.',
    ...more,
  })
  const test = (title: string): TestTitle => ({ file: 'a.test.ts', title })
  const proven = [test('waiting > R1 the wait begins'), test('R1 R2 and goes on')]

  it('agree where every rule is named by a test, alone or among others', () => {
    expect(contradictions([rule(1), rule(2)], [{ rule: 'R1', file: 'lib/a.ts' }], proven)).toEqual([])
  })

  it('disagree where something names a rule that is not stated', () => {
    const cited = [{ rule: 'R9', file: 'lib/a.ts' }]
    const titles = [...proven, test('is refused (R8)')]
    expect(contradictions([rule(1), rule(2)], cited, titles)).toEqual([
      'lib/a.ts names R9, which is not stated.',
      'a.test.ts names R8, which is not stated.',
    ])
  })

  it('disagree where no test names a rule that is built, or built in part', () => {
    const rules = [rule(1), rule(2), rule(3), rule(4, { toCome: { missing: 'half of it' } })]
    expect(contradictions(rules, [], proven)).toEqual([
      'R3 is not marked as to come, and no test names it.',
      'R4 is not marked as to come, and no test names it.',
    ])
  })

  it('disagree where a test names a rule that is to come', () => {
    expect(contradictions([rule(1), rule(2, { toCome: 'all' }), rule(3, { toCome: 'all' })], [], proven)).toEqual([
      'R2 is marked as to come, and a test names it already.',
    ])
  })
})
