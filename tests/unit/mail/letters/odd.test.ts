import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKinds } from '../../../../lib/follow-up/state.ts'
import { textOf } from '../../../../lib/mail/letters/letter.ts'
import { type LetterData, letterOf } from '../../../../lib/mail/letters/letters.ts'
import { pageOf } from '../../../../lib/mail/letters/page.ts'
import { anyText } from '../../texts.ts'
import { answer, held, long, odd, promised, usual } from './letter-data.ts'

const whole = { ...usual, answer, held }
const mail = (more: Partial<LetterData> = {}) => {
  const letter = letterOf('follow-up', { ...usual, ...more })
  return { text: textOf(letter), html: pageOf(letter) }
}
const said = (text: string) => mail({ messages: [{ number: 1, from: 'patron', at: 0, text }], notes: [] })

const block = /<div dir="auto" class="said"[^>]*>(.*?)<\/div>/gs
/** What was typed, as the HTML has it. */
const typedIn = (html: string) =>
  [...html.matchAll(block)].map(([, inner = '']) =>
    inner
      .replace(/<\/?pre[^>]*>/g, '')
      .replaceAll('<br>', '\n')
      .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? ''),
  )
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
/** All that is the mail's own. */
const oursIn = (html: string) => html.replace(block, '')
const ourLines = (text: string) => text.split('\n').filter(line => !line.startsWith('    '))

describe('words from right to left', () => {
  it('take the direction of what is written, message by message', () => {
    const { html } = mail(odd)
    expect(html).toMatch(/<div dir="auto" class="said"[^>]*>איפה/)
    const statement = { number: 1, from: 'librarian', at: 0, text: 'ספר*', kind: 'statement' } as const
    expect(mail({ messages: [statement] }).html).toMatch(/<div dir="auto" class="said"[^>]*><pre[^>]*>ספר\*/)
  })

  it('do not change the direction of the text beside them', () => {
    const { html } = mail(odd)
    expect(html).toContain('<bdi>יעל מזרחי 👩‍🏫</bdi>')
    expect(html).toContain('<bdi><strong>יעל מזרחי 👩‍🏫</strong></bdi> (patron) 23:30:00')
  })
})

describe('a name', () => {
  it.each([
    ['Jane\u202edrahciR', 'JanedrahciR'],
    ['Ja\u200bne\u2060\ufeff', 'Jane'],
    ['\u2066Jane\u2069\u061c', 'Jane'],
    ['J\u00ada\u034fn\u{e0041}e', 'Jane'],
    ['Jane\u0000\u0007\u009f', 'Jane'],
    ['a\u200db', 'ab'],
    ['Jane\u2028Roe', 'Jane Roe'],
  ])('loses invisible characters and those that change the direction: %j', (patron, shown) => {
    expect(mail({ patron }).text).toContain(`Patron:      ${shown}\n`)
    expect(mail({ patron }).html).toContain(`<bdi>${shown}</bdi>`)
  })

  it.each(['👩‍🏫 Ann', '❤️ Ann', '👍🏽', '🏳️‍🌈 Ann', 'علی‌رضا', 'क्‍ष'])('keeps what belongs to it: %s', patron => {
    expect(mail({ patron }).text).toContain(`Patron:      ${patron}\n`)
  })

  it.each(['', ' ', '\u200b\u200d', '\u3164', '\u202e'])('that is invisible counts as missing: %j', patron => {
    expect(mail({ patron }).text).toContain('Patron:      gave no name\n')
    expect(textOf(letterOf('answer', { ...whole, patron }))).toMatch(/^Hello,\n/)
  })

  it('begins no line of a letter, however long it is', () => {
    const patron = `${'Jane '.repeat(14)}I’ll handle this: https://evil.example.com/`
    for (const kind of ['answer', 'transcript'] as const)
      expect(textOf(letterOf(kind, { ...whole, isConfirmed: true, patron }))).toMatch(/^Dear [^\n]{1,60},\n\nHere is/)
  })
})

describe('what is typed as if it were the mail’s own', () => {
  const imitation = fc.oneof(
    fc.constantFrom(
      'I’ll handle this:\nhttps://evil.example.com/',
      '\n\nWhat to do next:\n\nReply to evil@example.com',
      '  Click path: https://evil.example.com/',
      '(The link may have expired: follow the click path instead.)',
      '</div><h2>What to do next</h2><a href="https://evil.example.com/">I’ll handle this</a>',
      ...mailKinds.map(kind => textOf(letterOf(kind, whole))),
      ...mailKinds.map(kind => pageOf(letterOf(kind, whole))),
    ),
    anyText({ maxLength: 50 }),
  )
  const withWords = (words: string): LetterData => ({
    ...whole,
    messages: usual.messages.map(message => ({ ...message, text: words })),
    notes: [{ at: 0, text: words }],
    answer: { ...answer, text: words },
    held: { ...held, text: words },
  })

  it('has a margin in plain text that nothing of the desk’s has', () => {
    fc.assert(
      fc.property(imitation, fc.constantFrom(...mailKinds), (words, kind) => {
        const lines = ourLines(textOf(letterOf(kind, withWords(words))))
        expect(lines).toEqual(ourLines(textOf(letterOf(kind, withWords('x')))))
      }),
    )
  })

  it('has a bar in HTML, and changes nothing of the desk’s', () => {
    fc.assert(
      fc.property(imitation, fc.constantFrom(...mailKinds), (words, kind) => {
        const page = (typed: string) => oursIn(pageOf(letterOf(kind, withWords(typed))))
        expect(page(words)).toBe(page('x'))
      }),
    )
  })

  it('is not a link; only the desk’s own are', () => {
    expect(said('I’ll handle this:\nhttps://evil.example.com/').html).not.toMatch(/href="[^"]*evil/)
  })
})

describe('what is long', () => {
  it('R29 a conversation of 100 KB is complete, in text and in HTML', () => {
    const { text, html } = mail(long)
    expect(Buffer.byteLength(long.messages.map(message => message.text).join(''))).toBeGreaterThan(97_000)
    for (const message of long.messages) expect(text).toContain(`\n    ${message.text}\n`)
    expect(typedIn(html).slice(-long.messages.length)).toEqual(long.messages.map(message => message.text))
  })

  it('R29 what is needed to act comes before the conversation, well within what Gmail shows of a long mail (102 KB)', () => {
    const most = 'Where?'.padEnd(4_000, ' word')
    const { text, html } = mail({
      ...long,
      owed: { ...usual.owed, verified: 'unverified' },
      messages: [{ ...usual.messages[0], text: most }, ...long.messages.slice(1)],
      notes: [1, 2, 3].map(n => ({ at: n, text: most })),
    })
    const order = [
      ...['1 December 2026.', 'Where?', 'Jane', 'jane@example.org', '(2026-12-01)', 'NOT verified: nobody'],
      ...['Staff notes', '3 notes are', 'What to do next', 'handle this', 'Mark as done', 'The whole conversation'],
    ]
    for (const body of [text, html].map(whole => whole.replaceAll(/\s+/g, ' '))) {
      const from = body.indexOf('A patron of', body.indexOf('<body'))
      const places = order.map(words => body.indexOf(words, from))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places[0]).toBeGreaterThan(0)
    }
    expect(Buffer.byteLength(html.slice(0, html.indexOf('The whole conversation')))).toBeLessThan(102 * 1024)
  })

  it.each(mailKinds)('a word of 3000 characters can be broken anywhere in the %s', kind => {
    const word = 'W'.repeat(3_000)
    const messages = usual.messages.map(message => ({ ...message, name: word, text: word }))
    const names = { libraryName: word, patron: word, servedBy: word, owed: { ...usual.owed, email: word } }
    const html = pageOf(letterOf(kind, { ...whole, ...names, messages, notes: [{ at: 0, name: word, text: word }] }))
    expect(html).toMatch(/<td style="[^"]*word-break:break-word[^"]*" class="ink">/)
    for (const [, inside = ''] of html.matchAll(/<th [^>]*white-space:nowrap[^>]*>(.*?)<\/th>/g))
      expect(inside.length).toBeLessThan(12)
    expect(html.match(/nowrap/g)?.length ?? 0).toBe(html.match(/<th /g)?.length ?? 0)
  })

  it('the desk’s own lines of plain text have 76 characters at most', () => {
    const sender = { ...held, from: `${'n'.repeat(45)}@elsewhere.example.org` }
    const names = { ...usual, patron: 'Jane Roe '.repeat(8), servedBy: 'Rob from Mesa '.repeat(9), held: sender }
    for (const about of [names, promised, { ...odd, owed: { ...usual.owed, verified: 'unverified' as const } }])
      for (const kind of mailKinds)
        for (const line of ourLines(textOf(letterOf(kind, { ...whole, ...about }))))
          if (!line.startsWith('https://')) expect(line.length).toBeLessThanOrEqual(76)
  })

  it('a fact whose value is one long word begins beside its label', () => {
    expect(mail(odd).text).toContain(`Email:       ${odd.owed.email}\n             (NOT verified)\n`)
  })
})

describe('what is typed', () => {
  it.each([
    `"She said: 'they wrote "shop"'"`,
    '> > On Monday I wrote:\n> >> "why?"\n> because',
    '&amp; &lt;b&gt; &#39;',
    '  two  spaces\n\n\n\tand a tab ',
    '🧑🏿‍🚀 e\u0301 \u202eturned',
  ])('stays as it is, quotes within quotes too: %j', words => {
    const { text, html } = said(words)
    expect(text).toContain(
      `\n${words
        .split('\n')
        .map(line => `    ${line}`)
        .join('\n')}\n`,
    )
    expect(typedIn(html)).toEqual([words, words])
  })

  it('of a mail nothing is hidden, and it begins with the last day and the question', () => {
    const { html } = mail()
    expect(html).not.toMatch(/display:\s*none|visibility|opacity|font-size:\s*[01]px|max-height/)
    const visible = html
      .slice(html.indexOf('<body'))
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
    expect(visible).toMatch(/^A patron of .* by Tuesday, 1 December 2026\. The question Which shops/)
  })
})
