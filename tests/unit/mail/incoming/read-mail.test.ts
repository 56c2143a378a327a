import { describe, expect, it } from 'vitest'
import { joined } from '../../../../lib/mail/incoming/lines.ts'
import { readMail } from '../../../../lib/mail/incoming/read-mail.ts'

const read = (raw: string | Uint8Array, isWhole?: boolean) => {
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw.replaceAll('\n', '\r\n')) : raw
  const mail = readMail(bytes, isWhole)
  return { ...mail, text: joined(mail.lines).trim() }
}

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
  ])('%s', (_what, raw) => {
    expect(read(raw)).toMatchObject({ text: 'See below.', doubts: ['attachment'] })
  })

  it('what lies beyond what was read of it', () => {
    expect(read(letter, false)).toMatchObject({ text: 'See below.', doubts: ['incomplete'] })
  })

  it('everything, where it cannot be read', () => {
    const deep = Array.from({ length: 500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`)
    expect(read(`${head}${deep.join('')}`)).toMatchObject({ text: '', doubts: ['incomplete'] })
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
  ])('%s', (_what, raw) => {
    expect(read(raw)).toMatchObject({ doubts: [] })
  })
})

describe('who wrote it', () => {
  it.each([
    ['one sender', 'From: Amy <Amy@Wren.example.org>', 'amy@wren.example.org', true],
    ['several in a line', 'From: amy@wren.example.org, eve@x.example', 'amy@wren.example.org', false],
    ['several lines', 'From: amy@wren.example.org\nFrom: eve@x.example', undefined, false],
    ['a group', 'From: All: amy@wren.example.org, eve@x.example;', undefined, false],
    ['nobody', 'Subject: Re', '', false],
  ])('%s', (_what, headers, from, hasOneSender) => {
    const mail = read(`${headers}\n\nx`)
    expect(mail.hasOneSender).toBe(hasOneSender)
    if (from !== undefined) expect(mail.from).toBe(from)
  })
})

describe('R31 of which characters a text was made', () => {
  const typed = (bytes: Uint8Array | string, charset: string, encoding = '8bit') =>
    Buffer.concat([
      Buffer.from(
        `${head}Content-Type: text/plain${charset && `; charset=${charset}`}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
      ),
      Buffer.from(bytes),
    ])
  const french = 'Déjà à l’étage'

  it.each<readonly [string, Uint8Array, string]>([
    ['UTF-8 under its name', typed(french, 'utf-8'), french],
    ['UTF-8 without a name', typed(french, ''), french],
    ...['us-ascii', 'iso-8859-1', 'windows-1252', 'unknown-8bit', 'x-unknown', 'koi8-r', 'shift_jis', 'gb2312'].map(
      name => [`UTF-8 named ${name}`, typed(french, name), french] as const,
    ),
    ['Latin 1', typed(Buffer.from('D\xe9j\xe0', 'latin1'), 'iso-8859-1'), 'Déjà'],
    ['what Windows adds to it', typed(Buffer.from('l\x92\xe9tage', 'latin1'), 'iso-8859-1'), 'l’étage'],
    ['a code page of DOS', typed(Buffer.from('D\x82j\x85', 'latin1'), 'cp-850'), 'Déjà'],
    ['the same under its other name', typed(Buffer.from('D\x82j\x85', 'latin1'), 'IBM850'), 'Déjà'],
    ['Japanese without a name', typed('\x1b$BK\\4[\x1b(B', ''), '本館'],
    ['Japanese under a wrong name', typed('\x1b$BK\\4[\x1b(B', 'us-ascii'), '本館'],
    [
      'quoted-printable, broken between the bytes',
      typed('D=C3=\r\n=A9j=C3=A0 \r\nx', 'utf-8', 'quoted-printable'),
      'Déjà\nx',
    ],
  ])('%s', (_what, raw, text) => {
    expect(read(raw)).toMatchObject({ text, doubts: [] })
  })

  it.each<readonly [string, Uint8Array]>([
    ['bytes that are not what the mail says', typed(Buffer.from('D\xe9j\xe0', 'latin1'), 'utf-8')],
    ['bytes without a name', typed(Buffer.from('D\xe9j\xe0', 'latin1'), '')],
    ['a set that nobody knows', typed(Buffer.from('D\xe9j\xe0', 'latin1'), 'x-mine')],
    ['UTF-7', typed('D+AOk-j+AOA-', 'utf-7')],
    ['Korean with escapes', typed('\x1b$)C\x0e0!\x0f', 'iso-2022-kr')],
    ['a byte that the set does not have', typed(Buffer.from('D\x81j', 'latin1'), 'windows-1252')],
  ])('in doubt, as much as can be read, and never a replacement: %s', (_what, raw) => {
    const { text, doubts } = read(raw)
    expect(doubts).toEqual(['garbled'])
    expect(text).toMatch(/^[^\ufffd\p{Cc}]*$/u)
  })

  it('what a page says of itself counts where the mail says nothing', () => {
    const page = Buffer.from('<meta charset="koi8-r"><p>\xf5 \xce\xc1\xd3</p>', 'latin1')
    const raw = Buffer.concat([Buffer.from(`${head}Content-Type: text/html\r\n\r\n`), page])
    expect(read(raw)).toMatchObject({ text: 'У нас', doubts: [] })
  })
})

describe('R31 what a page says', () => {
  const shown = (html: string) => read(`${head}Content-Type: text/html; charset=utf-8\n\n${html}`).text
  it.each([
    ['paragraphs', '<p>One.</p><p>Two.</p>', 'One.\n\nTwo.'],
    ['lines', '<div>One.</div><div>Two.<br>Three.</div>', 'One.\nTwo.\nThree.'],
    ['headings as they were written', '<h2>Opening hours</h2><p>Ten to five.</p>', 'Opening hours\n\nTen to five.'],
    [
      'rows of a table',
      '<table><tr><th>Mon</th><td>9-5</td></tr><tr><td>Tue</td><td>10-6</td></tr></table>',
      'Mon | 9-5\nTue | 10-6',
    ],
    ['paragraphs in cells', '<table><tr><td><p>Mon</p></td><td><p>9-5</p></td></tr></table>', 'Mon\n\n9-5'],
    ['lists', '<ul><li>a</li><li><p>b</p></li></ul><ol start="3"><li>c</li><li>d</li></ol>', '- a\n- b\n\n3. c\n4. d'],
    ['lists in lists', '<ul><li>a<ul><li>b</li></ul></li></ul>', '- a\n  - b'],
    [
      'nothing that was struck out',
      '<p>We open at <s>9</s> <del>10</del> <span style="text-decoration: line-through">11</span> 12.</p>',
      'We open at 12.',
    ],
    [
      'links by where they lead',
      'See <a href="https://x.example/a">the plan</a>, <a href="https://x.example/b">https://x.example/b</a>.',
      'See the plan <https://x.example/a>, https://x.example/b.',
    ],
    ['text as it stands', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['spaces as they are shown', '<p>a\n  b<b> c</b>d</p>', 'a b cd'],
    ['nothing that is not shown', '<head><title>x</title><style>y</style></head><script>z</script><p>a</p>', 'a'],
    ['quotations with their depth', 'a<blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n> b\n>> c\nd'],
  ])('%s', (_what, html, text) => {
    expect(shown(html)).toBe(text)
  })

  it('a page that is nested too deep is not read to its end, and says so', () => {
    const raw = `${head}Content-Type: text/html\n\n<p>a</p>${'<b>'.repeat(5_000)}`
    expect(read(raw)).toMatchObject({ text: 'a', doubts: ['incomplete'] })
  })
})

describe('R31 which of its texts is read', () => {
  const forms = (plain: string, html: string) =>
    `${head}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--\n`

  it('the plain one, but not where it hardly says anything, or brings back what was struck out', () => {
    expect(read(forms('Plain.', '<p>Page.</p>')).text).toBe('Plain.')
    expect(read(forms('', '<p>Page.</p>')).text).toBe('Page.')
    expect(read(forms('See the page.', `<p>${'Page. '.repeat(100)}</p>`)).text).toContain('Page.')
    expect(read(forms('We open at 9 10.', '<p>We open at <s>9</s> 10.</p>')).text).toBe('We open at 10.')
  })

  it('several, one below the other, and that is said', () => {
    const raw = `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b\nContent-Type: text/plain\n\nTwo.\n--b--\n`
    expect(read(raw)).toMatchObject({ text: 'One.\n\nTwo.', doubts: ['several-texts'] })
  })

  it('what a filter has wrapped, from the same sender alone', () => {
    const wrapped = (from: string) =>
      `${head}X-Spam-Flag: YES\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThis may be spam.\n--b\nContent-Type: message/rfc822\n\nFrom: ${from}\n\nOn the second floor.\n--b--\n`
    expect(read(wrapped('amy@wren.example.org'))).toMatchObject({
      text: 'On the second floor.',
      doubts: ['wrapped'],
    })
    expect(read(wrapped('tom@wren.example.org'))).toMatchObject({
      text: 'This may be spam.',
      doubts: ['attachment'],
    })
  })

  it('without the armour of a signature; what is encrypted stays as it is', () => {
    const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOn the second floor.\n- -- \nAmy\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n`
    expect(read(`${head}\n${signed}`).text).toBe('On the second floor.\n-- \nAmy')
  })
})

describe('R31 what is read of a mail besides its words', () => {
  it('who wrote it to whom, about what, and of which types it is', () => {
    const raw = withPart(picture('')).replace(head, `${head}Subject: Re: x\nMessage-ID: <1@x>\nTo: desk@x.example\n`)
    expect(read(raw)).toMatchObject({
      id: '<1@x>',
      from: 'amy@wren.example.org',
      subject: 'Re: x',
      recipients: ['desk@x.example'],
      types: ['multipart/mixed', 'text/html', 'image/png'],
    })
  })

  it('the pictures that belong to its text, by their names and sizes', () => {
    const one = (fields: string) => read(withPart(`Content-Type: image/png${fields}\n\nabc`, 'related')).pictures
    expect(one('; name=a.png\nContent-ID: <1>')).toEqual([{ names: ['1', 'a.png'], bytes: 3 }])
    expect(one('\nContent-ID: <1>')).toEqual([{ names: ['1'], bytes: 3 }])
    expect(one('')).toEqual([])
    expect(read(withPart('Content-Type: image/png\n\nabc', 'related')).doubts).toEqual(['attachment'])
  })

  it.each([
    ['a report on its delivery', 'message/delivery-status'],
    ['a report in any language', 'message/global-delivery-status'],
    ['a receipt', 'message/disposition-notification'],
    ['a visiting card of old', 'text/x-vcard'],
    ['a signature of S/MIME', 'application/pkcs7-signature'],
  ])('%s is no file', (_what, type) => {
    expect(read(withPart(`Content-Type: ${type}\n\nx`)).doubts).toEqual([])
  })

  it.each([
    'text/vcards',
    'x-text/vcard',
    'application/signature-request',
    'message/delivery-status-2',
    'x-message/delivery-status',
  ])('%s is one', type => {
    expect(read(withPart(`Content-Type: ${type}\n\nx`)).doubts).toEqual(['attachment'])
  })
})

describe('R31 what nobody but its receiver can read is in doubt', () => {
  it.each([
    ['application/pgp-encrypted', true],
    ['application/pkcs7-mime; smime-type=enveloped-data', true],
    ['application/x-pkcs7-mime', true],
    ['application/pkcs7-mime; smime-type=Signed-Data', false],
    ['application/pkcs7-mime-2', false],
  ])('%s', (type, isEncrypted) => {
    expect(read(withPart(`Content-Type: ${type}\n\nx`)).doubts.includes('encrypted')).toBe(isEncrypted)
  })

  it('and so is a whole mail of that type', () => {
    expect(read(withPart('Content-Type: application/octet-stream\n\nx', 'encrypted')).doubts).toContain('encrypted')
  })
})

describe('R31 how a plain text was broken into lines', () => {
  const broken = (params: string) =>
    read(`${head}Content-Type: text/plain; charset=utf-8${params}\n\nOn the \nthird floor.\n`).text

  it('is known by its type alone', () => {
    expect(broken('')).toBe('On the \nthird floor.')
    expect(broken('; format=fixed; delsp=yes')).toBe('On the \nthird floor.')
    expect(broken('; format=Flowed')).toBe('On the third floor.')
    expect(broken('; format=flowed; delsp=no')).toBe('On the third floor.')
    expect(broken('; format=flowed; DelSp=Yes')).toBe('On thethird floor.')
  })
})

describe('R31 which form of a text is read', () => {
  const both = (plain: string, html: string) =>
    read(
      `${head}Content-Type: multipart/alternative; boundary=b\n\n--b\n\n${plain}\n--b\nContent-Type: text/html\n\n${html}\n--b--\n`,
    )

  it('the page, where only it shows a picture, however far within', () => {
    expect(both('See.', '<p>Page.</p><img width="1" src="cid:1">').text).toBe('Page.')
    expect(both('See.', '<p>Page.</p><IMG src=CID:1>').text).toBe('Page.')
    expect(both('See.', '<p>Page.</p><img src="https://x.example/cid"><p>cid:1</p>').text).toBe('See.')
  })

  it('the page, where it says more than four times as much, and the plain text is short', () => {
    const page = (letters: number) => `<p style="color: red">${'a'.repeat(letters)}</p> `
    expect(both('  See.  ', page(417)).text).toBe('a'.repeat(417))
    expect(both('  See.  ', page(416)).text).toBe('See.')
    expect(both('b'.repeat(199), page(9_999)).text).toBe('a'.repeat(9_999))
    expect(both('b'.repeat(200), page(9_999)).text).toBe('b'.repeat(200))
    expect(both('b\nc', page(409)).text).toBe('a'.repeat(409))
    expect(both('b\nc', page(408)).text).toBe('b\nc')
  })

  it('the plain text, where the page shows nothing', () => {
    expect(both('We open at <s>9</s>.', '<s>9</s>').text).toBe('We open at <s>9</s>.')
    expect(both('', '<s>9</s>')).toMatchObject({ text: '', doubts: [] })
  })

  it('what stands twice in one alternative is two texts, and an empty one is none', () => {
    const alternative = (...texts: readonly string[]) =>
      read(
        `${head}Content-Type: multipart/alternative; boundary=b\n\n${texts.map(text => `--b\n\n${text}\n`).join('')}--b--\n`,
      )
    expect(alternative('One.', 'Two.')).toMatchObject({ text: 'One.\n\nTwo.', doubts: ['several-texts'] })
    expect(alternative('One.', ' ')).toMatchObject({ text: 'One.', doubts: [] })
  })

  it('a page of nothing but a picture is a text', () => {
    const raw = withPart(`Content-Type: text/html\n\n<img src="cid:1">`)
    expect(read(raw)).toMatchObject({
      doubts: ['several-texts'],
      lines: expect.arrayContaining([expect.objectContaining({ picture: '1' })]),
    })
  })

  it('as many lines as a letter can have, and it says where there are more', () => {
    const long = (count: number) => read(`${head}\n${'a\n'.repeat(count - 1)}a`)
    expect(long(8_000)).toMatchObject({ lines: { length: 8_000 }, doubts: [] })
    expect(long(8_001)).toMatchObject({ lines: { length: 8_000 }, doubts: ['incomplete'] })
  })

  it('a text in doubt makes the mail so, and a page that is too deep makes it incomplete, beside another text', () => {
    const deep = withPart(`Content-Type: text/html\n\n<p>a</p>${'<b>'.repeat(500)}`)
    expect(read(deep).doubts).toEqual(['incomplete', 'several-texts'])
    expect(read(withPart('Content-Type: text/plain; charset=utf-8\n\na\u0007b')).doubts).toEqual([
      'several-texts',
      'garbled',
    ])
  })

  it('two mails within one are not what a filter has wrapped', () => {
    const inner = `--b\nContent-Type: message/rfc822\n\n${head}\nThird floor.\n`
    const raw = `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n${inner}${inner}--b--\n`
    expect(read(raw)).toMatchObject({ text: 'See.', doubts: ['attachment'] })
  })

  it('nor is one that nobody sent', () => {
    const raw = `Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n--b\nContent-Type: message/rfc822\n\nX: y\n\nThird.\n--b--\n`
    expect(read(raw)).toMatchObject({ text: 'See.', doubts: ['attachment'] })
  })
})
