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
  ])('what looks odd and is right stays as it is: %s', text => {
    expect(decodeText(Buffer.from(text), 'utf-8')).toEqual({ text, isSure: true })
  })

  it('UTF-7 and Chinese in seven bits are in doubt, and what only looks like them is not', () => {
    for (const text of ['+ZyyZKDBrToxRijBU-', '~{VPND~}'])
      expect(decodeText(Buffer.from(text), 'us-ascii').isSure).toBe(false)
    for (const text of ['Call +15550100-12', 'https://x.example/a+bcdefgh-ij', 'C++ and D+-', 'f(x) = {~a}'])
      expect(decodeText(Buffer.from(text), 'us-ascii')).toEqual({ text, isSure: true })
  })
})
