import { describe, expect, it } from 'vitest'
import { isEncrypted, plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'

const flowed = { isFlowed: true, deletesSpace: false }
const own = (...texts: readonly string[]) => texts.map(text => ({ depth: 0, text }))

describe('R31 the lines of a plain text', () => {
  it('end as the mail ends them, and seldom stand far apart', () => {
    expect(plainLines('a\r\nb\rc\nd')).toEqual(own('a', 'b', 'c', 'd'))
    expect(plainLines('a\n\n\n\nb')).toEqual(own('a', '', '', '', 'b'))
    expect(plainLines('a\r\n\r\n\r\n\r\n\r\n\r\nb\n\n\n\n\n\n\nc')).toEqual(own('a', '', '', '', 'b', '', '', '', 'c'))
    expect(plainLines('a\ud83d')).toEqual(own('a\ufffd'))
  })

  it('are as many as a letter can have, and one more that tells that there are more', () => {
    expect(plainLines('a\n'.repeat(9_000))).toHaveLength(8_001)
  })

  it.each([
    ['> a', 1, 'a'],
    ['>a', 1, 'a'],
    ['>  a', 1, ' a'],
    ['> > a', 2, 'a'],
    ['>>\t> a', 3, 'a'],
    [' > a', 1, 'a'],
    ['  > a', 0, '  > a'],
    [' a', 0, ' a'],
    ['a > b', 0, 'a > b'],
    ['x> b', 0, 'x> b'],
    ['', 0, ''],
  ])('%j is %i marks deep', (line, depth, text) => {
    expect(plainLines(line)).toEqual([{ depth, text }])
  })

  it.each([
    ['>a', 1, 'a'],
    ['>> a', 2, 'a'],
    ['> > a', 1, '> a'],
    [' >a', 0, '>a'],
    ['a >b', 0, 'a >b'],
    ['  a b', 0, ' a b'],
    ['a', 0, 'a'],
  ])('flowed, %j is %i marks deep', (line, depth, text) => {
    expect(plainLines(line, flowed)).toEqual([{ depth, text }])
  })

  it('flow where they end with a space, except above a signature', () => {
    expect(plainLines('>a \n-- \n b\nc ', flowed)).toEqual([
      { depth: 1, text: 'a ', flows: 'with-space' },
      ...own('-- ', 'b'),
      { depth: 0, text: 'c ', flows: 'with-space' },
    ])
    expect(plainLines('a ', { isFlowed: true, deletesSpace: true })).toEqual([
      { depth: 0, text: 'a ', flows: 'without-space' },
    ])
    expect(plainLines('a ')).toEqual(own('a '))
  })
})

describe('R31 initials or bars for marks', () => {
  const lines = (prefix: string, count: number) => plainLines(`${`${prefix}a\n`.repeat(count)}b`)

  it.each(['NM> ', 'É.-x> ', '| ', '|', ' | '])('%j before three lines is a mark', prefix => {
    const quoted = { depth: 1, text: 'a' }
    expect(lines(prefix, 3)).toEqual([quoted, quoted, quoted, { depth: 0, text: 'b' }])
  })

  it('fewer say nothing, nor do rows of a table, or words of more letters', () => {
    for (const [prefix, count] of [
      ['NM> ', 2],
      ['| x | ', 3],
      ['|  | ', 3],
      ['Abcdefghijklm> ', 3],
      ['a NM> ', 3],
    ] as const)
      expect(lines(prefix, count)[0]).toEqual({ depth: 0, text: `${prefix}a` })
  })

  it('no line without them is quoted', () => {
    expect(plainLines('NM> a\nNM> b\nNM> c\nd NM> e')[3]).toEqual({ depth: 0, text: 'd NM> e' })
    // Signs of another kind that come before do not hide them.
    expect(plainLines('1 > 2\n1 > 2\n1 > 2\nNM> a\nNM> b\nNM> c').slice(3)).toEqual(
      ['a', 'b', 'c'].map(text => ({ depth: 1, text })),
    )
  })
})

describe('R31 what programs write in place of a picture', () => {
  it.each([
    ['[cid:image001.png@01DA]', 'image001.png@01DA'],
    [' [CID:1] ', '1'],
    ['\t [cid:1]\t ', '1'],
    [`[cid:${'a'.repeat(200)}]`, 'a'.repeat(200)],
    ['[image: Scan of page 3]', 'Scan of page 3'],
    ['[image:]', ''],
    ['[image]', ''],
    ['[Inline image 1]', ''],
    ['[inline image]', ''],
    ['<scan.png>', 'scan.png'],
    ['<page 3.png>', undefined],
    ['<page_3.jpeg>', 'page_3.jpeg'],
    ['<1.jpg>', '1.jpg'],
    ['<1.gif>', '1.gif'],
    ['<1.bmp>', '1.bmp'],
    ['<1.webp>', '1.webp'],
    ['<1.heic>', '1.heic'],
    ['<1.tif>', '1.tif'],
    ['<1.tiff>', '1.tiff'],
    ['<1.pdf>', undefined],
    ['<.png>', undefined],
    ['See [cid:1]', undefined],
    ['[cid:1] above', undefined],
    ['[cid:a b]', undefined],
    ['[cid:]', undefined],
    ['[image: a] and [b]', undefined],
    ['[inline image 1] and [b]', undefined],
    ['<<a.png>', undefined],
    ['<a>b.png>', undefined],
    ['[image 12]', ''],
    ['[images of the past]', undefined],
    ['[image of the past]', undefined],
    ['[inline images]', undefined],
    ['[Inline image: scan.png]', 'scan.png'],
    [`[image: ${'a'.repeat(200)}]`, 'a'.repeat(200)],
  ])('%s', (text, picture) => {
    expect(plainLines(text)).toEqual([picture === undefined ? { depth: 0, text } : { depth: 0, text: '', picture }])
  })

  it('in a quotation, too, and flowed', () => {
    expect(plainLines('> [cid:1]')).toEqual([{ depth: 1, text: '', picture: '1' }])
    expect(plainLines('>[cid:1]', flowed)).toEqual([{ depth: 1, text: '', picture: '1' }])
  })
})

describe('R31 a signed text', () => {
  const armoured = ['-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', '', 'a', '- -- ', 'b- c']
  const signature = ['-----BEGIN PGP SIGNATURE-----', '', 'iQEz', '-----END PGP SIGNATURE-----']
  const read = (...lines: readonly string[]) => plainLines(lines.join('\n')).map(({ text }) => text)

  it('is read without its armour, with what stands above and below it', () => {
    expect(read('above', ...armoured, ...signature, 'below')).toEqual(['above', 'a', '-- ', 'b- c', 'below'])
    expect(read(...[...armoured, ...signature].map(line => (line.startsWith('-----') ? `${line} ` : line)))).toEqual([
      'a',
      '-- ',
      'b- c',
    ])
    expect(read(armoured[0] ?? '', 'Hash: SHA256', ' ', 'a', ...signature)).toEqual(['a'])
  })

  it('stays whole where its armour is not', () => {
    for (const lines of [
      armoured,
      signature,
      [...armoured, ...signature.slice(0, 3)],
      [...armoured.slice(0, 2), ...signature],
      [...signature, ...armoured],
      [...armoured.slice(0, 2), 'a', ...signature],
      ['-----BEGIN PGP SIGNATURE-----', ...armoured],
      ['', ...armoured.filter(Boolean), ...signature],
      [' -----BEGIN PGP SIGNED MESSAGE-----', ...armoured.slice(1), ...signature],
      [...armoured, ` ${signature[0]}`, ...signature.slice(1)],
    ])
      expect(read(...lines)).toEqual(lines)
  })

  it('whatever stands before it', () => {
    expect(read('', ...signature, ...armoured, ...signature)).toEqual(['', ...signature, 'a', '-- ', 'b- c'])
  })
})

describe('R31 an encrypted text', () => {
  it('is known by its first line, unless it is quoted', () => {
    expect(isEncrypted(plainLines('See:\n-----BEGIN PGP MESSAGE----- \nhQEM'))).toBe(true)
    expect(isEncrypted(plainLines('> -----BEGIN PGP MESSAGE-----\n> hQEM'))).toBe(false)
    expect(isEncrypted(plainLines('As in: -----BEGIN PGP MESSAGE-----'))).toBe(false)
    expect(isEncrypted(plainLines(' -----BEGIN PGP MESSAGE-----'))).toBe(false)
    expect(isEncrypted(plainLines('-----BEGIN PGP MESSAGE----- is how it begins'))).toBe(false)
  })
})
