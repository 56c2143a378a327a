import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../lib/mail/incoming/charset.ts'
import { misnamedCharsets, namedCharsets } from './kinds/charsets.ts'

const decode = (bytes: string, label: string) => decodeText(Buffer.from(bytes, 'base64'), label)

describe('whatever set of characters a mail is written in', () => {
  it.each(namedCharsets)('%s is read as written', (label, bytes, text) => {
    expect(decode(bytes, label)).toEqual({ text, isSure: true })
  })

  it.each(misnamedCharsets)('%s is read as written, or in doubt', (_what, label, bytes, text) => {
    const { text: read, isSure } = decode(bytes, label)
    if (isSure) expect(read).toBe(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may get to a reader
    expect(read).not.toMatch(/[\ufffd\0-\x08\x0e-\x1f]/)
  })

  it.each([
    'Das kostet 5 € für 20 m² am „Café“.',
    'Þetta er íslenska: á, ð, é.',
    'À la carte, ça va, N° 5',
    'Õhtu öö ääres',
    'ÀÉÎÕ, as the plate says',
    'A room of 4 m² or a²b',
    'Íslenska: það. Türkçe: gül.',
    'ПРАВДА, ТРУД и ИСКРА',
  ])('what looks odd and is right stays as it is: %s', text => {
    for (const label of ['utf-8', 'utf8', ''])
      expect(decodeText(Buffer.from(text), label), label).toEqual({ text, isSure: true })
    const page = `<meta charset=UTF-8><p>${text}`
    expect(decodeText(Buffer.from(page), '', true)).toEqual({ text: page, isSure: true })
  })

  it('what looks odd in a code page of DOS is in doubt', () => {
    expect(decodeText(Buffer.from([0x82, 0x82, 0x82, 0x82]), 'cp850')).toEqual({ text: 'éééé', isSure: false })
  })

  it('UTF-7 and Chinese in seven bits are in doubt, and what only looks like them is not', () => {
    for (const text of [
      '+ZyyZKDBrToxRijBU-',
      'a +ZyyZKDBrToxRijBU-',
      '(+ZyyZKDBrToxRijBU-)',
      '~{VPND~}',
      '“+ZytnK2cr-',
      '+IBxnK2crIB0-',
    ])
      expect(decodeText(Buffer.from(text), 'us-ascii').isSure).toBe(false)
    const odd = [
      ...['Call +15550100-12', 'https://x.example/a+bcdefgh-ij', 'C++ and D+-', 'f(x) = {~a}'],
      // Within a word; one letter; a letter, a sign or a line of ASCII at either end; signs; digits and one case alone.
      ...['x+ZyyZKDBrToxRijBU-', '1+ZyyZKDBrToxRijBU-', '+Zys-', '+AEFnK2cr-', '+ZytnKwBB-', '+JgVnK2cr-'],
      ...['+ZytnKyYF-', '+ZysAQWcr-', '+JgUmBiYF-', '+bjdjzove-', '+ZQRBSVQY-'],
    ]
    for (const text of odd) expect(decodeText(Buffer.from(text), 'us-ascii')).toEqual({ text, isSure: true })
  })
})

describe('R31 what a label means', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')
  const read = (bytes: Uint8Array | string, label: string) => decodeText(Buffer.from(bytes), label)

  it.each([
    [
      ['gb2312', 'GB-2312', 'gb_2312-80', 'gb2312-80', 'x-gbk', 'gbk', 'cp936', 'cp-936', 'euc-cn', 'chinese'],
      '\xcd\xbc\xca\xe9\x819\xee9',
      '图书㐀',
    ],
    [
      [
        'ks_c_5601-1987',
        'ks_c5601',
        'ksc5601',
        'ksc_5601',
        'ks_c_5601',
        'cp949',
        'cp-949',
        'uhc',
        'x-windows-949',
        'korean',
      ],
      '\xb5\xb5\xbc\xad',
      '도서',
    ],
    [['big5', 'x-x-big5', 'cp950', 'cp-950', 'big5-hkscs', 'big5hkscs', 'cn-big5'], '\xb9\xcf\xae\xd1', '圖書'],
    [
      ['x-sjis', 'sjis', 's-jis', 'shift-jis', 'shift_jis', 'cp932', 'cp-932', 'ms932', 'windows-31j'],
      '\x90}\x8f\x91',
      '図書',
    ],
    [['windows-1251', 'cp1251', 'cp-1251', ' "CP1251" ', "'cp1251'"], '\xca\xed\xe8\xe3\xe0', 'Книга'],
    [['cp850', 'ibm850', 'x-cp850', 'dos-850', 'cp850multilingual', '850', 'cp-858'], 'D\x82j\x85', 'Déjà'],
    [['cp437', 'cspc8codepage437'], '\x9b\x82', '¢é'],
    [['cp852'], '\x9f\x86', 'čć'],
  ])('%j', (labels, bytes, text) => {
    for (const label of labels) expect(read(latin(bytes), label), label).toEqual({ text, isSure: true })
  })

  it('ASCII is what it is under any label, known or not', () => {
    for (const label of ['koi8-r', 'x-mine', '']) expect(read('a', label), label).toEqual({ text: 'a', isSure: true })
  })

  it.each(['cp8501', '1850', 'cp12510', 'windows-12'])('nobody knows %s', label => {
    expect(read(latin('D\xe9j'), label)).toEqual({ text: 'Déj', isSure: false })
  })

  it.each([
    ...[
      'us-ascii',
      'ASCII',
      'ansi_x3.4-1968',
      'iso-8859-1',
      'iso8859-1',
      'iso-88591',
      'iso88591',
      'latin1',
      'latin-1',
      'windows-1252',
    ],
    ...[
      'cp1252',
      'cp-1252',
      'utf8',
      'UTF-8',
      'unicode-1-1-utf-8',
      '',
      'unknown-8bit',
      'x-unknown',
      'default',
      'binary',
    ],
    ...['x-user-defined', 'ascii-8bit', '_autodetect', 'ansi', 'x-mine'],
  ])('UTF-8 that is called %j is UTF-8 with its first letter', label => {
    expect(read('é', label)).toEqual({ text: 'é', isSure: true })
  })

  it.each(['iso-8859-15', 'iso-8859-10', 'latin2', 'windows-1250'])('but not where it is called %s', label => {
    expect(read('é', label).text).not.toBe('é')
  })

  it('three such letters are UTF-8 whatever they are called, and two are not', () => {
    expect(read('é é é', 'koi8-r')).toEqual({ text: 'é é é', isSure: true })
    expect(read('é é', 'koi8-r').text).toBe('ц╘ ц╘')
    expect(read('© © ©', 'koi8-r')).toEqual({ text: '© © ©', isSure: true })
  })

  it.each(['us-ascii', 'ascii', 'utf-8', 'utf8', '', 'unknown', 'x-mine', 'x-user-defined'])(
    'Latin that is called %j is in doubt',
    label => {
      expect(read(latin('D\xe9j\xe0 \x93a\x94'), label)).toEqual({ text: 'Déjà “a”', isSure: false })
    },
  )

  it.each([
    ['\x1b$@0!\x1b(B', '亜'],
    ['\x1b$B0!\x1b(B', '亜'],
    ['\x1b(I1\x1b(B', 'ｱ'],
  ])('Japanese is known by its escape: %j', (bytes, text) => {
    expect(read(`a ${bytes}`, 'us-ascii')).toEqual({ text: `a ${text}`, isSure: true })
  })

  it('also where nobody can read it', () => {
    expect(read('a \x1b$(D0!\x1b(B', 'us-ascii').isSure).toBe(false)
  })

  it('no other escape is Japanese', () => {
    expect(read('a \x1b[1m b', 'us-ascii')).toEqual({ text: 'a [1m b', isSure: false })
    expect(read('a $B0! b (I', 'us-ascii')).toEqual({ text: 'a $B0! b (I', isSure: true })
  })

  it.each(['utf-7', 'utf7', 'x-unicode-2-0-utf-7', 'utf-16', 'utf-32', 'hz-gb-2312', 'iso-2022-kr'])(
    'seven bits that are called %s may say something else',
    label => {
      expect(read('a', label).isSure).toBe(false)
    },
  )

  it('what a page says of itself counts, where the mail says nothing', () => {
    const page = (meta: string, label = '') => decodeText(latin(`<html>${meta}<p>\xf5 \xce\xc1\xd3`), label, true)
    for (const meta of [
      '<meta charset=koi8-r>',
      '<META CHARSET = "KOI8-R">',
      "<meta charset='koi8-r'/>",
      '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
    ])
      for (const label of ['', 'unknown', 'default', 'autodetect', '_auto', 'binary', 'ansi'])
        expect(page(meta, label)).toEqual({ text: expect.stringContaining('У нас'), isSure: true })
    expect(page('<meta charset=koi8-r>', 'iso-8859-5').text).not.toContain('У нас')
    expect(page('').isSure).toBe(false)
    expect(decodeText(latin('<meta charset=koi8-r>\xf5 \xce\xc1\xd3'), '').isSure).toBe(false)
  })
})

describe('R31 a text that was read in the wrong set shows it', () => {
  const windows = (text: string) => decodeText(Buffer.from(text, 'latin1'), 'windows-1252')
  const russian = (bytes: string) => decodeText(Buffer.from(bytes, 'hex'), 'windows-1251')

  it.each(['àéîõ', 'ród³o', 'þü', '\x81', 'a\x7fb'])('%j', text => {
    expect(windows(`a ${text} b`).isSure).toBe(false)
  })

  it.each(['Ãa', 'Â a', 'àéî à', 'm² l·l', 'þð', 'üç', 'a\tb\r\n'])('but not %j', text => {
    expect(windows(`a ${text} b`)).toEqual({ text: `a ${text} b`, isSure: true })
  })

  it('twice in UTF-8', () => {
    for (const text of ['fÃ¼r', 'Â»', 'â€“'])
      expect(decodeText(Buffer.from(text), 'utf-8')).toEqual({ text, isSure: false })
    for (const text of ['Ãa', 'Âa', 'â']) expect(decodeText(Buffer.from(text), 'utf-8').isSure).toBe(true)
  })

  it('capitals for small letters, in more words than not', () => {
    const [capitals, small, two] = ['cacdc8c3c0', 'eaede8e3e0', 'c4c0']
    expect(russian(`${capitals}20${capitals}`).isSure).toBe(false)
    expect(russian(`${capitals}`).isSure).toBe(true)
    expect(russian(`${capitals}20${two}`).isSure).toBe(true)
    expect(russian(`${capitals}20${capitals}20${small}`).isSure).toBe(false)
    expect(russian(`${capitals}20${capitals}20${small}20${small}`).isSure).toBe(true)
    expect(russian(`ea${capitals}20ea${capitals}`).isSure).toBe(false)
    expect(russian(small)).toEqual({ text: 'книга', isSure: true })
  })

  it('what cannot be read is shown as a question mark, without controls', () => {
    expect(decodeText(Buffer.from('a\ufffd\x07b\tc\r\n'), 'utf-8')).toEqual({ text: 'a?b\tc\r\n', isSure: false })
  })
})
