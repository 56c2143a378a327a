import { describe, expect, it } from 'vitest'
import { fieldsOf, paramsOf } from '../../../../lib/mail/incoming/header-fields.ts'

const read = (raw: string | Buffer) => {
  const { fields, body } = fieldsOf(Buffer.from(raw))
  return { fields: [...fields], body: body.toString() }
}

describe('R31 a header ends with an empty line (RFC 5322)', () => {
  it.each([
    ['A: 1\r\n\r\nbody\r\n\r\nmore', [['a', '1']], 'body\r\n\r\nmore'],
    ['A: 1\n\nbody\r\n\r\nmore', [['a', '1']], 'body\r\n\r\nmore'],
    ['A: 1\r\n\r\nbody\n\nmore', [['a', '1']], 'body\n\nmore'],
    ['\nbody', [], 'body'],
    ['\r\nbody', [], 'body'],
    ['\rbody\n\nx', [], 'x'],
    ['x\nbody\n\nx', [], 'x'],
    [
      'A: 1\r\nB: 2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
      '',
    ],
    ['', [], ''],
  ])('%j', (raw, fields, body) => {
    expect(read(raw)).toEqual({ fields, body })
  })
})

describe('R31 the fields of a header', () => {
  it.each([
    ['a name in any case, with spaces before the colon', 'SubJect \t: a', [['subject', 'a']]],
    ['a value with a colon', 'A: b: c', [['a', 'b: c']]],
    ['a value without a space', 'A:b', [['a', 'b']]],
    ['no value', 'A:', [['a', '']]],
    ['a folded value', 'A: b \n\tc\n  d', [['a', 'b c d']]],
    ['a value that begins in its second line', 'A:\n b', [['a', ' b']]],
    [
      'a repeated field',
      'A:  b \nC: d\na:  e ',
      [
        ['a', 'b\ne'],
        ['c', 'd'],
      ],
    ],
    ['no name', ': a', []],
    ['a name that is none', 'a b: c\n d', []],
    ['a name that is too long', `${'a'.repeat(101)}: b`, []],
    ['a fold below what is no field', 'A: b\nno field\n c', [['a', 'b']]],
    ['a fold above all fields', ' a\nB: c', [['b', 'c']]],
    ['a half line end in a value', 'A: b\rc', [['a', 'b\rc']]],
  ])('%s', (_what, raw, fields) => {
    expect(read(`${raw}\n\n`).fields).toEqual(fields)
  })

  it('in UTF-8, and in Latin 1 where it is none', () => {
    expect(read('A: é\n\n').fields).toEqual([['a', 'é']])
    expect(read(Buffer.from('A: \xe9\n\n', 'latin1')).fields).toEqual([['a', 'é']])
    expect(read('\ufeffA: b\nC: d\n\n').fields).toEqual([['c', 'd']])
  })

  it('as many and as long as a mail can have', () => {
    const many = Array.from({ length: 501 }, (_, i) => `X-${i}: a\n`).join('')
    expect(read(`${many}X-0: b\nX-600: c\n\n`).fields).toHaveLength(500)
    expect(read(`${many}X-0: b\n\n`).fields[0]).toEqual(['x-0', 'a\nb'])
    expect(read(`A: ${'b'.repeat(20_001)}\n\n`).fields).toEqual([['a', 'b'.repeat(20_000)]])
    expect(read(`A: ${'b'.repeat(131_080)}\nC: d\n\n`).fields.map(([name]) => name)).toEqual(['a'])
  })
})

describe('R31 the parameters of a field (RFC 2045, RFC 2231)', () => {
  const params = (value: string) => {
    const [main, all] = paramsOf(value)
    return [main, Object.fromEntries(all)]
  }

  it.each([
    ['Text/Plain', 'text/plain', {}],
    [' text/plain ; charset=UTF-8', 'text/plain', { charset: 'UTF-8' }],
    ['text/plain; charset=utf-8\ntext/html', 'text/plain', { charset: 'utf-8' }],
    ['a;B = c ;  d="e; f"', 'a', { b: 'c', d: 'e; f' }],
    ['a;b="c\\"d\\\\"', 'a', { b: 'c"d\\' }],
    ['a;b=c;b=d', 'a', { b: 'c' }],
    ['a; b=" c "', 'a', { b: ' c ' }],
    [';b=c', '', { b: 'c' }],
    ['a=b;c=d', 'a=b', { c: 'd' }],
    ["a; name*=utf-8'en'b%20c", 'a', { name: 'b%20c' }],
    ["a; name*=utf-8''it's", 'a', { name: "it's" }],
    ['a; name*=b', 'a', { name: 'b' }],
    ['a; name*0="b c"; name*1=d; name*10=e', 'a', { name: 'b cde' }],
    ["a; name*0*=utf-8''b; name*1*=c", 'a', { name: 'bc' }],
    ["a; name=it's", 'a', { name: "it's" }],
    ['(x) text/plain (y); charset=utf-8 (a comment)', 'text/plain', { charset: 'utf-8' }],
    ['a; name="b (c)"', 'a', { name: 'b (c)' }],
    ['a; name=b(1).pdf', 'a', { name: 'b(1).pdf' }],
    ['a;(x)b=c', 'a', { b: 'c' }],
    ['a; x*y*z=b; c=d', 'a', { '': 'b', c: 'd' }],
  ])('%s', (value, main, all) => {
    expect(params(value)).toEqual([main, all])
  })

  it('as far as a value can be long', () => {
    expect(params(`a;b=${'c'.repeat(4_000)}`)).toEqual(['a', { b: 'c'.repeat(3_996) }])
  })
})
