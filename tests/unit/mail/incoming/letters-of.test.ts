import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstWordOf,
  hasLetters,
  lettersOf,
  lettersOfLines,
  urlsIn,
  withoutUrls,
  withUrls,
  wordsOf,
} from '../../../../lib/mail/incoming/letters-of.ts'
import { tries } from '../../tries.ts'

describe('R31 what is left of a text however it is set', () => {
  it.each([
    ['Where are the *Atlases*?', 'wherearetheatlases'],
    ['— „Où?“ (№ 3)', 'oùno3'],
    ['│ a │ b │ • c', 'abc'],
    ['ＡＢＣ１２', 'abc12'],
    ['👍 Yes', '👍yes'],
    ['', ''],
  ])('%j', (text, letters) => {
    expect(lettersOf(text)).toBe(letters)
  })

  it('the same, word by word', () => {
    expect(wordsOf('  Where -- are\u00a0the *Atlases*? ━━ Ｈere.')).toEqual(['where', 'are', 'the', 'atlases', 'here'])
    expect(wordsOf(' -- ')).toEqual([])
  })
})

it('R31 a text has letters, digits or pictures, or it is layout alone', () => {
  for (const text of ['a', '-- 1 --', 'é', '… 图', '👍']) expect(hasLetters(text), text).toBe(true)
  for (const text of ['', '--', '— … —', '│ ━━ │', '\u00a0']) expect(hasLetters(text), text).toBe(false)
})

it('R31 the first word of a text is the first that it has, in one case', () => {
  const texts = ['Where are', '-- Where', 'x', '— Où?', '图书', '', '--', '… —']
  expect(texts.map(firstWordOf)).toEqual(['where', 'where', 'x', 'où', '图书', '', '', ''])
})

describe('R31 the letters of many lines, read at once', () => {
  it('are those of each line, in whatever it is written', () => {
    const piece = fc.constantFrom('Atlas', 'Z', ' 19', '> ', 'Où', 'ＡＢ', '👍', '\n', '\u2028', '{@[`', '\0', '\x7f')
    const line = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), lines => {
        expect(lettersOfLines(lines)).toEqual(lines.map(lettersOf))
      }),
      { numRuns: tries(300) },
    )
  })

  it('are not looked for in a long line, which its beginning mostly tells apart', () => {
    expect(lettersOfLines(['A b', 'c '.repeat(101), 'd'])).toEqual(['ab', undefined, 'd'])
    expect(lettersOfLines(['Où '.repeat(67)])).toEqual([undefined])
    expect(lettersOfLines(['c '.repeat(100)])).toEqual(['c'.repeat(100)])
    expect(lettersOfLines(['ù '.repeat(100)])).toEqual(['ù'.repeat(100)])
    expect(lettersOfLines([])).toEqual([])
  })
})

describe('R31 the links of a text', () => {
  const text =
    'See https://x.example/a?b=c <http://y.example/> or www.z.example "mailto:amy@x.example" [3], [1234] [a].'

  it('are known by how they begin', () => {
    expect(urlsIn(text)).toEqual([
      'https://x.example/a?b=c',
      'http://y.example/',
      'www.z.example',
      'mailto:amy@x.example',
    ])
    expect(urlsIn('No link.')).toEqual([])
  })

  it('leave a space where they go, as do the numbers that lead to them', () => {
    expect(withoutUrls(text)).toBe('See   < > or   " "  , [1234] [a].')
    expect(withoutUrls('a[12]b [123]')).toBe('a b  ')
    expect(withUrls('a https://x.example/a b', url => `(${url})`)).toBe('a (https://x.example/a) b')
  })
})
