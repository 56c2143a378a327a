import { describe, expect, it } from 'vitest'
import { decodedBody } from '../../../../lib/mail/incoming/transfer-encoding.ts'

const decoded = (body: string, encoding: string) =>
  Buffer.from(decodedBody(Buffer.from(body, 'latin1'), encoding)).toString('latin1')

describe('R31 a body is read as it was before its way (RFC 2045)', () => {
  it.each(['', '7bit', '8bit', 'binary', 'x-unknown'])('%j changes nothing', encoding => {
    expect(decoded('a=3D \r\n', encoding)).toBe('a=3D \r\n')
  })

  it('Base64, whatever line ends and cases it has', () => {
    expect(decoded('U2hl\r\nbGYgMw==\r\n', 'Base64')).toBe('Shelf 3')
  })

  it.each([
    ['a byte', 'caf=E9 =e9', 'caf\xe9 \xe9'],
    ['an equals sign', '1 + 1 =3D 2', '1 + 1 = 2'],
    ['a soft break with the line end of the net', 'one=\r\ntwo', 'onetwo'],
    ['a soft break with a bare line end', 'one=\ntwo', 'onetwo'],
    ['a soft break with spaces behind it', 'one= \t \r\ntwo', 'onetwo'],
    ['a soft break with as many spaces as a line can have', `one=${' '.repeat(80)}\ntwo`, 'onetwo'],
    ['no soft break with more', `one=${' '.repeat(81)}\ntwo`, 'one=\ntwo'],
    ['a soft break at the end', 'one=', 'one'],
    ['a soft break at the end, with a space', 'one= ', 'one'],
    ['a soft break at the end, with half a line end', 'one=\r', 'one'],
    ['spaces at the end of a line', 'one \t \ntwo\t\r\nthree', 'one\ntwo\r\nthree'],
    ['a space that was written as one', 'one=20\ntwo', 'one\ntwo'],
    ['bare line ends', 'one\n\ntwo\n', 'one\n\ntwo\n'],
    ['an empty line', 'one\r\n\r\ntwo', 'one\r\n\r\ntwo'],
    ['what is no byte', 'a=b, a=GG, a==3D, a=3, a=X3D', 'a=b, a=GG, a==, a=3, a=X3D'],
    ['what is one digit at the end', 'a=3', 'a=3'],
    ['a mark in the middle of a line', 'a= b', 'a= b'],
    ['a half line end in the middle', 'a=\rb', 'a=\rb'],
  ])('quoted-printable: %s', (_what, body, text) => {
    expect(decoded(body, 'Quoted-Printable')).toBe(text)
  })
})
