import * as fc from 'fast-check'
import { mailBytesRead } from '../../../lib/aws/mail-store.ts'
import { anyText } from '../texts.ts'
import { isLong } from '../tries.ts'

const from = 'From: Amy <amy@wren.example.org>\r\nSubject: Re: Follow-up\r\n'

/** As much of a mail as the desk reads, or a quarter of it: what takes four times as long for twice as much is dear. */
const bombBytes = isLong ? mailBytesRead : mailBytesRead / 4

/** The piece repeated up to this many bytes. */
function full(piece: string, bytes = bombBytes): string {
  return piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes)
}

const plain = (body: string) => `${from}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`
const html = (body: string) => `${from}Content-Type: text/html; charset=utf-8\r\n\r\n${body}`
const mixed = (body: string) => `${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}`

/** A text within so many multiparts. */
function nested(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  )
  const close = Array.from({ length: depth }, (_, i) => `\r\n--b${depth - 1 - i}--\r\n`)
  return `${from}${open.join('')}Content-Type: text/plain\r\n\r\nOn the second floor.${close.join('')}`
}

/** Mails that are made to take long, or to break who reads them; by what is in it. */
export const bombs: Readonly<Record<string, string>> = {
  'nothing but escapes of a set of seven bits': `From: a@b.example\r\nContent-Type: text/plain\r\n\r\n${'~{a'.repeat(80_000)}`,
  'one word': plain(full('x')),
  spaces: plain(full(' ')),
  'line ends': plain(full('\r\n')),
  'line ends and nothing else': full('\n'),
  lines: plain(full('some words here\r\n')),
  'quotation marks': plain(full('> ')),
  'quoted lines': plain(full('> x\r\n')),
  'the beginning of an English quotation': plain(full('On ')),
  'the beginning of a French quotation': plain(full('Le ')),
  'the beginning of a German quotation': plain(full('Am ')),
  'whole beginnings of quotations': plain(full('On Tue, 24 Nov 2026 at 10:00, Wren <a@b.org> wrote:\r\n')),
  dates: plain(full('2026-11-24 ')),
  'header lines': plain(full('From: x\r\nDate: y\r\nSubject: z\r\n')),
  dashes: plain(full('-')),
  'signature lines': plain(full('--\r\n')),
  'NUL bytes': plain(full('\0')),
  'bare carriage returns': plain(full('\r')),
  'divs that never close': html(full('<div>')),
  'blockquotes that never close': html(full('<blockquote>')),
  'tables in tables': html(full('<table><tr><td>')),
  'lists in lists': html(full('<ul><li>')),
  'links in links': html(full('<a href="x">')),
  'divs in divs, all closed': html(`${full('<div>', 110_000)}x${full('</div>', 132_000)}`),
  'opening angle brackets': html(full('<')),
  'comments that never close': html(full('<!--')),
  'an attribute that never closes': html(full('<p a="')),
  paragraphs: html(full('<p>x</p>')),
  ampersands: html(full('&amp;')),
  'line ends in a pre': html(`<pre>${full('\n')}`),
  'a header of 100 KB': `X-Long: ${full('a', 100_000)}\r\n${plain('On the second floor.')}`,
  'a header without end': `X-Long: ${full('a')}`,
  'a header that goes on and on': `X-Long: a\r\n${full(' b\r\n')}`,
  'a great many headers': full('X: y\r\n'),
  '10,000 senders': `From: ${Array.from({ length: 10_000 }, (_, i) => `a${i}@wren.example.org`).join(', ')}\r\n\r\nx`,
  'commas for a sender': `From: ${full(',')}\r\n\r\nx`,
  'quotes for a sender': `From: ${full('"')}\r\n\r\nx`,
  'brackets for a sender': `From: ${full('(')}\r\n\r\nx`,
  'groups for a sender': `From: ${full('g:')}\r\n\r\nx`,
  'encoded words': `From: ${full('=?utf-8?Q?a?= ')}\r\n\r\nx`,
  'beginnings of encoded words': `From: ${full('=?utf-8?B?')}\r\n\r\nx`,
  'parameters of a type': `Content-Type: text/plain; ${full('a=b; ')}\r\n\r\nx`,
  'boundaries and nothing else': mixed(full('--b\r\n\r\n')),
  'a great many texts': mixed(full('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n')),
  'a great many pages': mixed(full('--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n')),
  'mails in mails': mixed(full('--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n')),
  'base64 garbage': `${from}Content-Transfer-Encoding: base64\r\n\r\n${full('!@#=')}`,
  'soft line ends': `${from}Content-Transfer-Encoding: quoted-printable\r\n\r\n${full('=\r\n')}`,
  'flowed lines': `${from}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${full('> a \r\n')}`,
  'multiparts, 50 deep': nested(50),
  'multiparts, 2,000 deep': nested(2_000),
  nothing: '',
}

const charsets = fc.constantFrom(
  ...['utf-8', 'utf-7', 'utf-16', 'utf-32', 'x-unknown', '"', '', 'iso-2022-jp', 'x'.repeat(500)],
)
const encodings = fc.constantFrom('7bit', '8bit', 'base64', 'quoted-printable', 'uuencode', 'BASE64 ', '\0', '')
const types = fc.constantFrom(
  ...[
    'text/plain',
    'text/html',
    'text/',
    '/',
    'message/rfc822',
    'message/delivery-status',
    'application/x',
    'TEXT/PLAIN',
  ],
  ...['multipart/alternative', 'multipart/report', 'text/plain; format=flowed', 'text/calendar', 'image/png'],
)
const bits = fc.oneof(
  anyText(),
  fc.base64String(),
  fc.constantFrom('\0', '\r', '\n\n', '--b', '--b--', '> quoted', '<p>', '<blockquote>', '=', '=3D', '=\r\n', '\ud800'),
  fc.constantFrom(
    'On Tue, 24 Nov 2026, Wren <a@b.org> wrote:',
    '-- \r\nAmy',
    'From: x',
    '&#0;',
    '&#x110000;',
    '<![CDATA[',
  ),
)
const words = fc.array(bits, { maxLength: 6 }).map(some => some.join('\r\n'))

/** Header lines as they ought not to be, and some that are. */
const headers = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom('From', 'To', 'Subject', 'Date', 'X', '', ' ', ':', '__proto__', 'List'), bits),
      fc.tuple(fc.string(), bits),
      fc.constantFrom(['From', '"Amy" <amy@wren.example.org>'], ['from', 'eve@elsewhere.example.org']),
      fc.constantFrom(['Content-Type', 'multipart/mixed; boundary="b'], ['MIME-Version', '9.9']),
    ),
    { maxLength: 6 },
  )
  .map(some => some.map(([name, value]) => `${name}: ${value}\r\n`).join(''))

const part = fc.record({ type: types, charset: charsets, encoding: encodings, headers, words }).map(one => {
  const about = `Content-Type: ${one.type}; charset=${one.charset}\r\nContent-Transfer-Encoding: ${one.encoding}\r\n`
  return `${about}${one.headers}\r\n${one.words}`
})

/** Mails as no mail program writes them, in bytes. */
export const brokenMails: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    fc.tuple(headers, part).map(parts => parts.join('')),
    fc
      .tuple(headers, fc.array(part, { maxLength: 4 }), fc.constantFrom('b', 'B', 'b ', '', '"b"'))
      .map(
        ([head, parts, boundary]) =>
          `${head}Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map(one => `--b\r\n${one}\r\n`).join('')}`,
      ),
    fc.tuple(headers, words).map(([head, body]) => `${head}\r\n${body}`),
    anyText(),
  )
  .chain(text => fc.constantFrom(Buffer.from(text), Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')))
