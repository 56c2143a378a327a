import { describe, expect, it } from 'vitest'
import { isBlank, joined, type Line } from '../../../../lib/mail/incoming/lines.ts'

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
