import { describe, expect, it } from 'vitest'
import { readMail } from '../../../../lib/mail/incoming/read.ts'

const read = (raw: string, isWhole?: boolean) =>
  readMail(new TextEncoder().encode(raw.replaceAll('\n', '\r\n')), isWhole)

const head = 'From: Amy <Amy@Wren.example.org>\n'
const letter = `${head}Content-Type: text/plain\n\nSee below.\n`
const page = '--b\nContent-Type: text/html\n\n<p>See below.</p>\n'

/** A mail with a text and another part beside it. */
const withPart = (part: string, multipart = 'mixed') =>
  `${head}Content-Type: multipart/${multipart}; boundary=b\n\n${page}--b\n${part}\n--b--\n`

const picture = (more: string) => `Content-Type: image/png\nContent-ID: <1>\n${more}\nx`

describe('R31 what of a mail would not get to the patron with its words', () => {
  it.each([
    ['a file', withPart('Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx')],
    ['a file that nothing calls attached', withPart('Content-Type: application/pdf\n\nx')],
    ['a text that is attached', withPart('Content-Type: text/plain\nContent-Disposition: attachment\n\nx')],
    ['a picture that is attached', withPart(picture('Content-Disposition: attachment\n'))],
    [
      'a picture that is attached, among those of the page',
      withPart(picture('Content-Disposition: attachment\n'), 'related'),
    ],
    [
      'a picture that lies beside the text, as phones send photographs',
      withPart(picture('Content-Disposition: inline\n')),
    ],
    [
      'a mail that is forwarded as a whole',
      withPart('Content-Type: message/rfc822\n\nSubject: Answer\n\nThird floor.'),
    ],
    ['what Outlook packs into a file of its own', withPart('Content-Type: application/ms-tnef\n\nx')],
  ])('%s', async (_what, raw) => {
    expect(await read(raw)).toMatchObject({ text: 'See below.', hasMore: true })
  })

  it('what lies beyond what was read of it', async () => {
    expect(await read(letter, false)).toMatchObject({ text: 'See below.\n', hasMore: true })
  })

  it('everything, where it cannot be read', async () => {
    const deep = Array.from({ length: 500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`)
    expect(await read(`${head}${deep.join('')}`)).toMatchObject({ from: '', text: '', hasMore: true })
  })
})

describe('R31 what says nothing that an answer needs', () => {
  it.each([
    ['a mail without parts', letter],
    ['a logo in the page of a signature', withPart(picture('Content-Disposition: inline\n'), 'related')],
    ['one that nothing says how to show', withPart(picture(''), 'related')],
    [
      'a signature that a machine checks',
      withPart('Content-Type: application/pgp-signature; name=s.asc\n\nx', 'signed'),
    ],
    ['a visiting card', withPart('Content-Type: text/vcard\nContent-Disposition: attachment\n\nx')],
  ])('%s', async (_what, raw) => {
    expect(await read(raw)).toMatchObject({ hasMore: false })
  })
})

describe('who wrote it', () => {
  it.each([
    ['one sender', 'From: Amy <Amy@Wren.example.org>', 'amy@wren.example.org', true],
    ['several in a line', 'From: amy@wren.example.org, eve@x.example', 'amy@wren.example.org', false],
    ['several lines', 'From: amy@wren.example.org\nFrom: eve@x.example', undefined, false],
    ['a group', 'From: All: amy@wren.example.org, eve@x.example;', undefined, false],
    ['nobody', 'Subject: Re', '', false],
  ])('%s', async (_what, headers, from, hasOneSender) => {
    const mail = await read(`${headers}\n\nx`)
    expect(mail.hasOneSender).toBe(hasOneSender)
    if (from !== undefined) expect(mail.from).toBe(from)
  })
})
