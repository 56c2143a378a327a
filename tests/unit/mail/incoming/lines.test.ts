import { describe, expect, it } from 'vitest'
import { isBlank, joined, type Line, splitInLines } from '../../../../lib/mail/incoming/lines.ts'

const flowing: Pick<Line, 'flows'> = { flows: 'with-space' }

describe('R31 lines that a program has broken are joined again (RFC 3676)', () => {
  it.each<readonly [string, readonly Line[], string]>([
    [
      'with the space at their end',
      [
        { depth: 0, text: 'One ', ...flowing },
        { depth: 0, text: 'two.' },
      ],
      'One two.\n',
    ],
    [
      'without it, where the mail says so',
      [
        { depth: 0, text: '图书 ', flows: 'without-space' },
        { depth: 0, text: '馆' },
      ],
      '图书馆\n',
    ],
    [
      'not where they do not flow',
      [
        { depth: 0, text: 'One ' },
        { depth: 0, text: 'two.' },
      ],
      'One \ntwo.\n',
    ],
    [
      'not beyond a quotation',
      [
        { depth: 1, text: 'One ', ...flowing },
        { depth: 0, text: 'two.' },
      ],
      '> One\ntwo.\n',
    ],
    [
      'but within it',
      [
        { depth: 2, text: 'One ', ...flowing },
        { depth: 2, text: 'two.' },
      ],
      '>> One >> two.\n',
    ],
    [
      'not beyond a paragraph',
      [
        { depth: 0, text: 'One ', ...flowing },
        { depth: 0, text: ' ' },
      ],
      'One\n \n',
    ],
    [
      'not below the line of a signature',
      [
        { depth: 0, text: '-- ', ...flowing },
        { depth: 0, text: 'Amy' },
      ],
      '--\nAmy\n',
    ],
    ['not at the end', [{ depth: 0, text: 'One ', ...flowing }], 'One\n'],
    ['an indented line keeps its indent', [{ depth: 0, text: ' One ', ...flowing }], ' One\n'],
  ])('%s', (_rule, lines, text) => {
    expect(joined(lines)).toBe(text)
  })
})

it('R31 of a long run of empty lines three are kept, and a shorter one stays as it is', () => {
  const empty = (count: number) => splitInLines(`a${'\n'.repeat(count + 1)}b\nc\n\nd`)
  expect(empty(1)).toEqual(['a', '', 'b', 'c', '', 'd'])
  expect(empty(3)).toEqual(['a', '', '', '', 'b', 'c', '', 'd'])
  for (const count of [4, 5, 9]) expect(empty(count)).toEqual(empty(3))
})

describe('R31 an empty line', () => {
  it('has nothing but spaces, and no picture', () => {
    expect(
      [
        { depth: 0, text: '' },
        { depth: 1, text: ' \t\u00a0' },
      ].every(isBlank),
    ).toBe(true)
    expect(
      [
        { depth: 0, text: 'a' },
        { depth: 0, text: '', picture: '' },
      ].some(isBlank),
    ).toBe(false)
  })
})
