import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../../web/widget/links.ts'

const links = (text: string) => piecesOf(text).flatMap(({ link }) => link ?? [])

describe('web addresses in a text', () => {
  it('R14 leave the text as it is, byte for byte', () => {
    const part = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(' ', '.', ')', '(see https://a.b'))
    fc.assert(
      fc.property(fc.array(part), parts => {
        const text = parts.join('')
        expect(piecesOf(text).reduce((all, piece) => all + piece.text, '')).toBe(text)
      }),
    )
  })

  it.each([
    ['See https://a.example/b.', ['https://a.example/b']],
    ['(https://a.example/b)', ['https://a.example/b']],
    ['https://a.example/b_(c)', ['https://a.example/b_(c)']],
    ['http://a.example and HTTPS://b.example', ['http://a.example', 'HTTPS://b.example']],
    ['nothing', []],
    ['javascript:alert(1) data:text/html,x ftp://a.example', []],
    ['https://user:password@a.example', []],
    ['https://a.example/\u202egpj', []],
  ])('in %j are %j', (text, found) => {
    expect(links(text)).toEqual(found)
  })
})
