import { describe, expect, it } from 'vitest'
import type { Line } from '../../../../lib/mail/incoming/lines.ts'
import { holdsPicture } from '../../../../lib/mail/incoming/pictures.ts'

const picture: Line = { depth: 0, text: '', picture: 'scan' }
const linesOf = (...all: readonly (string | Line)[]) =>
  all.map(one => (typeof one === 'string' ? { depth: 0, text: one } : one))
const pictures = (bytes: number) => [
  { names: ['page.png'], bytes: 1_000_000 },
  { names: ['x@y', 'scan'], bytes },
]
const holds = (bytes: number, ...all: readonly (string | Line)[]) => holdsPicture(linesOf(...all), pictures(bytes))

describe('R31 a picture that belongs to the answer is seen by somebody before the answer goes out', () => {
  it.each<readonly [string, readonly (string | Line)[]]>([
    ['it is all that there is', [picture]],
    ['it stands above all words', [picture, 'See above.', 'Amy']],
    ['only empty lines stand above it', ['', ' ', picture, 'Amy']],
    ['a line announces it', ['Here is the page:', '', picture]],
    ['a line announces it, with a space', ['Here is the page: ', picture]],
    ['a line announces it in Chinese', ['请看：', picture]],
    ['words stand below it', ['See this.', picture, '', 'Amy']],
    ['words stand below another picture', ['See these.', picture, picture, 'Amy']],
  ])('%s', (_what, lines) => {
    expect(holds(1_000, ...lines)).toBe(true)
  })

  it('it is larger than a logo, wherever it stands', () => {
    expect(holds(40_001, 'See below.', '-- ', 'Amy', picture)).toBe(true)
    expect(holds(40_000, 'See below.', '-- ', 'Amy', picture)).toBe(false)
    expect(holdsPicture(linesOf('See below.', 'Amy', { ...picture, picture: 'none' }), pictures(99_999))).toBe(false)
  })

  it('there are more of them than a signature has', () => {
    const logos = (count: number) => ['See page 3.', '-- ', 'Amy', ...Array.from({ length: count }, () => picture)]
    expect(holds(1_000, ...logos(20))).toBe(false)
    expect(holds(1_000, ...logos(21))).toBe(true)
    expect(holdsPicture(linesOf(...Array.from({ length: 30 }, () => 'Words.')), [])).toBe(false)
  })
})

describe('R31 a logo does not hold an answer up', () => {
  it.each<readonly [string, readonly (string | Line)[]]>([
    ['there is none', ['See page 3.', 'Amy']],
    ['it is the last of all', ['See page 3.', 'Amy', picture]],
    ['only empty lines follow it', ['See page 3.', 'Amy', picture, '', ' ']],
    ['only other pictures follow it', ['See page 3.', 'Amy', picture, picture]],
    ['it stands in a signature', ['See page 3.', '-- ', 'Amy', picture, 'Valley Library']],
    ['it stands in a signature without a space', ['See page 3.', '--', 'Amy', picture, 'Valley Library']],
    ['a colon stands within the line above it', ['Tel: 555-0100', picture]],
    ['a colon stands further above', ['See this:', 'page 3', picture]],
  ])('%s', (_what, lines) => {
    expect(holds(1_000, ...lines)).toBe(false)
  })

  it.each(['--- ', '-- Amy', 'a --', '--x'])('no signature begins with %j', rule => {
    expect(holds(1_000, 'See page 3.', rule, picture, 'Amy')).toBe(true)
  })

  it('a signature below it is none of its own', () => {
    expect(holds(1_000, 'See this.', picture, '-- ', 'Amy')).toBe(true)
  })
})
