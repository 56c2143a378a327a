import { bodyOf, brokenAnew, deskAddress, libraryAddress, marked } from './reply-desk.ts'

/** The desk's mail, as a program has it before it. */
export interface Mail {
  readonly name: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly replyTo: string
}

/** What somebody typed into a reply, and where. */
export interface Reply {
  readonly program: string
  readonly raw: (mail: Mail) => string
  readonly typed: string
  /** The library's name is a long one. */
  readonly isLong?: true
}

const line = 'We have two copies at Main.'
const more = 'The third one is on loan.'
const signature = 'Nancy\n+1 555 0100'

/** Pages as programs without a browser show them: a line for each block, and nothing between the cells of a row. */
function rendered({ html }: Mail, { capitals = false, cells = '' } = {}): string {
  return bodyOf(html)
    .replaceAll(
      /<(h[12])[^>]*>([\s\S]*?)<\/\1>/g,
      (_, _name, text: string) => `\n${capitals ? text.toUpperCase() : text}\n\n`,
    )
    .replaceAll(/<\/t[dh]><t[dh][^>]*>/g, cells)
    .replaceAll(/<br>|<\/(?:p|div|tr|pre)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll(/\n[ \n]*\n/g, '\n\n')
    .trim()
}

const head = ({ subject, replyTo }: Mail, type: string, more = '') =>
  `From: Reference <${libraryAddress}>\nTo: ${replyTo}\nSubject: Re: ${subject}\nMessage-ID: <own@riverside-library.example.org>\nIn-Reply-To: <mail-1@email.amazonses.com>\n${more}MIME-Version: 1.0\nContent-Type: ${type}\nContent-Transfer-Encoding: 8bit\n\n`

const plain =
  (body: string, params = '') =>
  (mail: Mail) =>
    head(mail, `text/plain; charset=utf-8${params}`) + body
const page = (body: string) => (mail: Mail) => head(mail, 'text/html; charset=utf-8') + body
const both =
  (text: string, html: string, flowed = '; format=flowed') =>
  (mail: Mail) =>
    `${head(mail, 'multipart/alternative; boundary="b"')}--b\nContent-Type: text/plain; charset=utf-8${flowed}\nContent-Transfer-Encoding: 8bit\n\n${text}\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${html}\n--b--\n`

type Write = (mail: Mail) => string

const written = (program: string, write: Write, typed = line): Reply => ({
  program,
  raw: mail => plain(write(mail))(mail),
  typed,
})
const long = (reply: Reply): Reply => ({ ...reply, program: `${reply.program}, long name`, isLong: true })

const above =
  (introduction: Write, quoted: Write = ({ text }) => marked(text)): Write =>
  mail =>
    `${line}\n\n${introduction(mail)}\n${quoted(mail)}\n`
const below =
  (introduction: Write, quoted: Write = ({ text }) => marked(text)): Write =>
  mail =>
    `${introduction(mail)}\n${quoted(mail)}\n\n${line}\n`

const address = ({ name }: Mail) => `${name} <${deskAddress}>`
const mutt: Write = ({ name }) => `On Fri, Nov 27, 2026 at 01:15:56AM +0000, ${name} wrote:`
const claws: Write = mail => `On Fri, 27 Nov 2026 01:16:55 +0000\n${address(mail)} wrote:\n`
const clawsLong: Write = ({ name }) => {
  const words = name.split(' ')
  return `On Fri, 27 Nov 2026 01:16:55 +0000\n"${words.slice(0, 2).join(' ')}\n${words.slice(2).join(' ')}" <${deskAddress}> wrote:\n`
}
/** Folded as programs do that keep 72 columns. */
const folded =
  (write: Write): Write =>
  mail =>
    brokenAnew(write(mail), 72)

/** Text that flows, as Thunderbird and others send it: quotations by their mark alone, a soft break in what is too long. */
const flowed = (text: string) => text.replaceAll(/^(?=[ ])/gm, ' ')
const citing = (text: string) => marked(text, '> ').replaceAll(/^> (?=>)/gm, '>')

const cite = ({ html }: Mail) => `<blockquote type="cite">${bodyOf(html)}</blockquote>`
const thunderbird = (introduction: Write, place: 'above' | 'below') => (mail: Mail) => {
  const [text, html] = [
    `${introduction(mail)}\n${citing(flowed(mail.text))}`,
    `<div class="moz-cite-prefix">${introduction(mail)}</div>${cite(mail)}`,
  ]
  return place === 'below'
    ? both(`${text}\n\n${line}\n`, `${html}<p>${line}</p>`)(mail)
    : both(`${line}\n\n${text}\n`, `<p>${line}</p>${html}`)(mail)
}
const outlookHead = (mail: Mail) =>
  `From: ${address(mail)}\nSent: Friday, November 27, 2026 1:16 AM\nTo: Reference <${libraryAddress}>\nSubject: ${mail.subject}`
const evolution = (introduction: Write): Write => above(introduction, mail => marked(rendered(mail)))

/** What mail programs make of a reply, one form after the other. */
export const replies: readonly Reply[] = [
  written('mutt, above, English', above(mutt)),
  written(
    'mutt, above, Spanish',
    above(({ name }) => `El Fri, Nov 27, 2026 at 01:15:56AM +0000, ${name} escribió:`),
  ),
  written(
    'mutt, above, Japanese',
    above(({ name }) => `On Fri, Nov 27, 2026 at 01:15:56AM +0000, ${name} さんは書きました:`),
  ),
  written(
    'mutt, above, French',
    above(({ name }) => `Le Fri, Nov 27, 2026 at 01:15:59AM +0000, ${name} a écrit :`),
  ),
  written(
    'mutt, above, German',
    above(({ name }) => `Am Fri, Nov 27, 2026 at 01:15:58AM +0000 schrieb ${name}:`),
  ),
  {
    ...written(
      'mutt, below, above a signature',
      mail => `${mutt(mail)}\n${marked(mail.text)}\n\n${line}\n\n-- \n${signature}\n`,
    ),
    typed: `${line}\n\n-- \n${signature}`,
  },
  {
    ...written('mutt, between', mail => {
      const [first = '', ...rest] = marked(mail.text).split('\n> Patron:')
      return `${mutt(mail)}\n${first}\n\n${line}\n\n> Patron:${rest.join('')}\n\n${more}\n`
    }),
    typed: `${line}\n${more}`,
  },
  {
    ...written(
      'mutt, a signature without a line end',
      mail => `${line}\n\n-- \n${signature}${mutt(mail)}\n${marked(mail.text)}\n`,
    ),
    typed: `${line}\n\n-- \n${signature}`,
  },
  written('neomutt, above, English', above(mutt)),
  written('neomutt, above, German', above(mutt)),
  {
    program: 'alpine, above',
    raw: mail =>
      `${head(mail, 'multipart/mixed; boundary="b"')}--b\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n${line}\n\nOn Fri, 27 Nov 2026, ${mail.name} wrote:\n\n${marked(rendered(mail, { capitals: true, cells: '   ' }))}\n--b--\n`,
    typed: line,
  },
  written(
    's-nail, below',
    below(mail => `${address(mail)} wrote:\n`),
  ),
  {
    ...written('mailutils, nothing quoted', () => line),
    raw: mail => plain(line)(mail).replace(/^From:.*\n/, ''),
  },
  written('nmh, the whole source quoted', mail => {
    const source = `Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${mail.text.replaceAll(/(.{70})/g, '$1=\n')}\n--x\nContent-Type: text/html\n\n${mail.html}`
    return `${line}\n\n${mail.name} writes:\n${marked(source)}\n`
  }),
  written('nmh, nothing quoted', ({ name }) => `${name} writes:\n\n${line}\n`),
  written(
    'mblaze, above',
    above(mail => `${address(mail)} wrote:`),
  ),
  written(
    'Gnus, between introduction and quotation',
    mail => `${address(mail)} writes:\n\n${line}\n\n${marked(rendered(mail).replaceAll('Jane', '\u2068Jane\u2069'))}\n`,
  ),
  written(
    'Gnus, below',
    below(
      mail => `${address(mail)} writes:\n`,
      mail => marked(rendered(mail)),
    ),
  ),
  {
    ...written(
      'Gnus, of the text, with a signature',
      mail => `${address(mail)} writes:\n\n${line}\n\n${marked(mail.text)}\n\n-- \n${signature}\n`,
    ),
    typed: `${line}\n-- \n${signature}`,
  },
  written(
    'Gnus, its formatted line, above',
    above(({ name }) => `On Fri, Nov 27 2026, ${name} wrote:\n`),
  ),
  written(
    'mu4e, above',
    above(
      mail => `${address(mail)} writes:\n`,
      mail => marked(rendered(mail)),
    ),
  ),
  written(
    'aerc, above',
    above(({ name }) => `On Fri Nov 27, 2026 at 1:17 AM UTC, ${name} wrote:`),
  ),
  {
    program: 'Thunderbird, below, English',
    raw: thunderbird(({ name }) => `On 11/27/26 01:16, ${name} wrote:`, 'below'),
    typed: line,
  },
  {
    program: 'Thunderbird, below, German',
    raw: thunderbird(({ name }) => `Am 27.11.26 um 01:17 schrieb ${name}:`, 'below'),
    typed: line,
  },
  {
    program: 'Thunderbird, below, French',
    raw: thunderbird(({ name }) => `Le 27/11/2026 à 01:17, ${name} a écrit :`, 'below'),
    typed: line,
  },
  {
    program: 'Thunderbird, below',
    raw: thunderbird(
      ({ name }) =>
        `On 11/27/26 01:16, ${name.split(' ').slice(0, 2).join(' ')} \n${name.split(' ').slice(2).join(' ')} wrote:`,
      'below',
    ),
    typed: line,
    isLong: true,
  },
  {
    program: 'Thunderbird, above, HTML alone, the signature above the quotation',
    raw: mail =>
      page(
        `<p>${line}</p><pre class="moz-signature">${signature}</pre><div class="moz-cite-prefix">On 11/27/26 01:16, ${mail.name} wrote:</div>${cite(mail)}`,
      )(mail),
    typed: `${line}\n${signature}`,
  },
  {
    program: 'Thunderbird, between, HTML alone',
    raw: mail => {
      const [first = '', second = ''] = bodyOf(mail.html).split(
        /(?=<table cellpadding="0" cellspacing="0" style="margin:20px)/,
      )
      return page(
        `<div>On 11/27/26 01:16, ${mail.name} wrote:</div><blockquote type="cite">${first}</blockquote><p>${line}</p><blockquote type="cite">${second}</blockquote><p>${more}</p>`,
      )(mail)
    },
    typed: `${line}\n${more}`,
  },
  {
    program: 'Thunderbird, above, a line with a mark typed',
    raw: mail =>
      both(
        `${line}\n > 1850: ask at the desk\n\nOn 11/27/26 01:16, ${mail.name} wrote:\n${citing(flowed(mail.text))}\n`,
        `<p>${line}<br>&gt; 1850: ask at the desk</p><div>On 11/27/26 01:16, ${mail.name} wrote:</div>${cite(mail)}`,
      )(mail),
    typed: `${line}\n> 1850: ask at the desk`,
  },
  written(
    'Evolution, above, English',
    evolution(({ name }) => `On Fri, 2026-11-27 at 01:17 +0000, ${name} wrote:`),
  ),
  long(
    written(
      'Evolution, above, English',
      evolution(folded(({ name }) => `On Fri, 2026-11-27 at 01:17 +0000, ${name} wrote:`)),
    ),
  ),
  written(
    'Evolution, above, German',
    evolution(folded(({ name }) => `Am Freitag, dem 27.11.2026 um 01:17 +0000 schrieb ${name}:`)),
  ),
  long(
    written(
      'Evolution, above, German',
      evolution(folded(({ name }) => `Am Freitag, dem 27.11.2026 um 01:17 +0000 schrieb ${name}:`)),
    ),
  ),
  written(
    'Evolution, above, French',
    evolution(({ name }) => `Le vendredi 27 novembre 2026 à 01:17 +0000, ${name}\na écrit :`),
  ),
  written(
    'Evolution, above, Japanese',
    evolution(({ name }) => `2026-11-27 (金) の 01:17 +0000 に ${name} さんは書きました:`),
  ),
  written('Claws, below', below(claws)),
  long(written('Claws, below', below(clawsLong))),
  written('Sylpheed, above', above(claws)),
  long(written('Sylpheed, above', above(claws))),
  {
    program: 'Balsa, above',
    raw: mail =>
      plain(
        `${line}\n\nOn 11/27/2026 01:17:56 AM, ${mail.name} wrote:\n${citing(mail.text)}\n`,
        '; format=flowed; delsp=yes',
      )(mail),
    typed: line,
  },
  written(
    'Roundcube, below, English',
    below(({ name }) => `On 2026-11-27 01:17, ${name} wrote:`),
  ),
  written(
    'Roundcube, below, French',
    below(({ name }) => `Le 2026-11-27 01:17, ${name} a écrit :`),
  ),
  written(
    'Roundcube, below, Spanish',
    below(({ name }) => `El 2026-11-27 01:17, ${name} escribió:`),
  ),
  written(
    'Roundcube, below, German',
    below(({ name }) => `Am 2026-11-27 01:17, schrieb ${name}:`),
  ),
  written(
    'Roundcube, below, Japanese',
    below(({ name }) => `2026-11-27 01:17 に ${name} さんは書きました:`),
  ),
  long({
    program: 'Roundcube, above',
    raw: mail =>
      plain(
        `${line}\n\nOn 2026-11-27 01:17, ${mail.name.replace(/ (?=\S+$)/, ' \n')} wrote:\n${citing(mail.text)}\n`,
        '; format=flowed',
      )(mail),
    typed: line,
  }),
  {
    program: 'Roundcube, HTML alone, headings in capitals',
    raw: mail =>
      plain(
        `${line}\n\nOn 2026-11-27 01:17, ${mail.name} wrote:\n\n${marked(rendered(mail, { capitals: true, cells: '\t' }))}\n`,
      )(mail),
    typed: line,
  },
  written('Outlook, above', mail => `${line}\n\n${outlookHead(mail)}\n\n${mail.text}`),
  {
    program: 'Outlook, HTML alone',
    raw: mail => {
      const fields = outlookHead(mail)
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll(/^(\w+:)/gm, '<b>$1</b>')
      return page(
        `<div class="WordSection1"><p class="MsoNormal">${line}<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${fields.replaceAll('\n', '<br>\n')}</p></div>${bodyOf(mail.html)}</div>`,
      )(mail)
    },
    typed: line,
  },
  {
    program: 'Gmail',
    raw: mail =>
      both(
        `${line}\n\nOn Fri, Nov 27, 2026 at 1:16\u202fAM ${mail.name} <\n${deskAddress}> wrote:\n\n${marked(brokenAnew(mail.text, 70))}\n>\n`,
        `<div dir="ltr">${line}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Nov 27, 2026 at 1:16\u202fAM ${mail.name} &lt;<a href="mailto:${deskAddress}">${deskAddress}</a>&gt; wrote:<br></div><blockquote class="gmail_quote">${bodyOf(mail.html)}</blockquote></div>`,
        '',
      )(mail),
    typed: line,
  },
  {
    program: 'Apple Mail',
    raw: mail =>
      both(
        `${line}\n\n> On 27 Nov 2026, at 01:16, ${address(mail)} wrote:\n> \n${marked(rendered(mail))}\n`,
        `<div>${line}</div><div><blockquote type="cite"><div>On 27 Nov 2026, at 01:16, ${mail.name} &lt;${deskAddress}&gt; wrote:</div>${bodyOf(mail.html)}</blockquote></div>`,
        '',
      )(mail),
    typed: line,
  },
]
