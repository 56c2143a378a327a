import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { adviceFile, advicePage } from '../../../tools/advice/write.ts'
import { expected, measure, noticed } from './measure.ts'
import { messages } from './messages.ts'

const figures = measure(messages)

describe('advice on a table of messages', () => {
  it('R9 R10 R12 R13 R15 R17 R19 R20 R21 every message gets what it should, apart from few', () => {
    console.table(
      figures.map(({ mark, should, spoke, precision, recall }) => ({ mark, should, spoke, precision, recall })),
    )
    const wrong = messages.filter(row => noticed(row).join() !== expected(row).join())
    const lines = wrong.map(row => `${row.text.slice(0, 100)}  should: ${expected(row)}  spoke: ${noticed(row)}`)
    expect(wrong.length / messages.length, lines.join('\n')).toBeLessThanOrEqual(0.03)
  })

  it.each(figures)('$mark is right when it speaks, and speaks when it should', ({ should, precision, recall }) => {
    expect(should).toBeGreaterThanOrEqual(4)
    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(recall).toBeGreaterThanOrEqual(0.9)
  })

  it('docs/internals/advice.md is current (node tools/advice/write.ts)', () => {
    expect(readFileSync(adviceFile, 'utf8'), 'write it again: node tools/advice/write.ts').toBe(advicePage())
  })
})
