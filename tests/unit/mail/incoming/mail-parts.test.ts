import { describe, expect, it } from 'vitest'
import { partsOf } from '../../../../lib/mail/incoming/mail-parts.ts'

const parts = (raw: string) => {
  const mail = partsOf(Buffer.from(raw.replaceAll('\n', '\r\n'), 'latin1'))
  return { ...mail, parts: mail.parts.map(part => ({ ...part, text: Buffer.from(part.bytes).toString('latin1') })) }
}
const texts = (raw: string) => parts(raw).parts.map(({ text }) => text)
const mixed = (body: string, type = 'multipart/mixed; boundary=b') => `Content-Type: ${type}\n\n${body}`

describe('R31 what a mail says of itself', () => {
  it('its subject, its number and everybody whom it names', () => {
    const raw =
      'Subject: =?utf-8?Q?D=C3=A9j=C3=A0?=\nMessage-ID: <1@x.example>\nFrom: Amy <AMY@x.example>\nTo: a@x.example, All: B@x.example;\nTo: c@x.example\nCc: "D" <d@x.example>\n\nx'
    expect(parts(raw)).toMatchObject({
      subject: 'Déjà',
      messageId: '<1@x.example>',
      from: ['amy@x.example'],
      recipients: ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'],
      type: 'text/plain',
      isWhole: true,
    })
    expect(parts('\nx')).toMatchObject({ subject: '', messageId: '', from: [], recipients: [] })
  })

  it('no more of it than a mail can have', () => {
    expect(parts(`Subject: ${'a'.repeat(9_000)}\n\n`).subject).toHaveLength(8_000)
    expect(parts(`Message-ID: ${'a'.repeat(1_001)}\n\n`).messageId).toHaveLength(1_000)
    const many = 'a@x.example, '.repeat(700)
    expect(parts(`To: ${many}\n\n`).recipients.length).toBeLessThan(620)
  })
})

describe('R31 the parts of a mail', () => {
  it.each([
    ['Text/HTML; charset=x', 'text/html'],
    ['text', 'text/plain'],
    ['text/', 'text/plain'],
    ['a text/html', 'text/plain'],
    ['text/html x', 'text/plain'],
    ['multipart/mixed', 'text/plain'],
    ['multipart/mixed; boundary=""', 'text/plain'],
    ['text/html; boundary=b', 'text/html'],
  ])('a mail of type %j is one part of type %s', (type, read) => {
    expect(parts(mixed('--b\n\nx\n--b--\n', type)).parts).toMatchObject([{ type: read, within: [] }])
  })

  it('stand between boundaries; nothing before and after them counts', () => {
    expect(texts(mixed('before\n--b\n\none\n--b\n\ntwo\n\n--b--\nafter\n--b\n\nx'))).toEqual(['one', 'two\r\n'])
    expect(texts(mixed('--b\n\none\n--b \t\n\ntwo\n--b--  '))).toEqual(['one', 'two'])
    expect(texts(mixed('--b\n\none\n--b--'))).toEqual(['one'])
    expect(texts(mixed('--b\n\none\n--b\n--b--'))).toEqual(['one', ''])
    expect(partsOf(Buffer.from(mixed('--b\n\none\n--b\n\ntwo\n--b--'))).parts).toHaveLength(2)
  })

  it('go on to the end of a mail that was cut off', () => {
    expect(texts(mixed('--b\n\none\n--b\n\ntwo'))).toEqual(['one', 'two'])
    expect(texts(mixed('--b\n\none\n--b'))).toEqual(['one', ''])
    expect(texts(mixed('nothing'))).toEqual([])
  })

  it('are not cut by what only looks like a boundary', () => {
    const body = ['a --b', '--bc', '--b-', '--b c', ' --b', '--b--c'].join('\r\n')
    expect(texts(mixed(`--b\n\n${body.replaceAll('\r\n', '\n')}\n--b--\n`))).toEqual([body])
  })

  it('carry a boundary of any bytes', () => {
    expect(texts(mixed('--\xe9\n\none\n--\xe9--', 'multipart/mixed; boundary="\xe9"'))).toEqual(['one'])
  })

  it('know what they are', () => {
    const one = (headers: string) => parts(mixed(`--b\n${headers}\n\nx\n--b--`)).parts[0]
    expect(one('Content-Disposition: Attachment; filename="a.pdf"')).toMatchObject({ disposition: 'attachment' })
    expect(one('Content-Disposition: inline; filename="=?utf-8?Q?=C3=A9?="')?.params.get('name')).toBe('é')
    expect(one('Content-Type: a/b; name=c\nContent-Disposition: inline; filename=d')?.params.get('name')).toBe('c')
    expect([...(one('Content-Type: a/b; x=y')?.params ?? [])]).toEqual([['x', 'y']])
    expect(one('Content-ID:  <1<2>@x> ')).toMatchObject({ contentId: '1<2>@x' })
    expect(one('X: y')).toMatchObject({ disposition: '', contentId: '', type: 'text/plain' })
    expect(one('Content-Transfer-Encoding: base64')).toMatchObject({ text: '' })
  })

  it('know what stands around them, and which forms they are of one text', () => {
    const inner = (mark: string) =>
      `--b\nContent-Type: multipart/alternative; boundary=${mark}\n\n--${mark}\n\n1\n--${mark}\n\n2\n--${mark}--\n`
    const read = parts(mixed(`${inner('c')}--b\n\n3\n${inner('d')}--b--`)).parts
    expect(read.map(({ within, alternative }) => [within.join(), alternative])).toEqual([
      ['mixed,alternative', 1],
      ['mixed,alternative', 1],
      ['mixed', undefined],
      ['mixed,alternative', 2],
      ['mixed,alternative', 2],
    ])
    expect(Object.keys(read[2] ?? {})).not.toContain('alternative')
    const nested = parts(
      mixed(
        '--b\nContent-Type: multipart/related; boundary=c\n\n--c\n\nx\n--c--\n--b--',
        'multipart/alternative; boundary=b',
      ),
    ).parts
    expect(nested).toMatchObject([{ within: ['alternative', 'related'], alternative: 1 }])
  })

  it('are as many and as deep as those of a person’s mail, and it says where they are not', () => {
    const many = (count: number) => parts(mixed(`${'--b\n\nx\n'.repeat(count)}--b--`))
    expect(many(100)).toMatchObject({ isWhole: true, parts: { length: 100 } })
    expect(many(101)).toMatchObject({ isWhole: false, parts: { length: 100 } })
    const deep = (depth: number) =>
      parts(
        `${Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\n\n--b${i}x\n`).join('')}\nx`,
      )
    expect(deep(12)).toMatchObject({ isWhole: true, parts: { length: 1 } })
    expect(deep(13)).toMatchObject({ isWhole: false, parts: { length: 0 } })
    const two = `--b\nContent-Type: multipart/mixed; boundary=c\n\n${'--c\n\nx\n'.repeat(60)}--c--\n`
    expect(parts(mixed(`${two}${two}--b--`))).toMatchObject({ isWhole: false })
  })
})
