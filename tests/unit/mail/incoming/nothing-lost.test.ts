import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlLines } from '../../../../lib/mail/incoming/html-lines.ts'
import { lettersOf } from '../../../../lib/mail/incoming/letters-of.ts'
import { plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'
import { replyIn } from '../../../../lib/mail/incoming/reply-words.ts'
import { sentText } from '../../../../lib/mail/incoming/sent-text.ts'
import { textOf } from '../../../../lib/mail/letters/letter.ts'
import { letterOf } from '../../../../lib/mail/letters/letters.ts'
import { pageOf } from '../../../../lib/mail/letters/page.ts'
import { usual } from '../letters/letter-data.ts'
import { brokenAnew, marked } from './reply-desk.ts'

const letter = letterOf('follow-up', usual)
const mail = { subject: letter.subject, text: textOf(letter), html: pageOf(letter) }
const sent = sentText([mail])
const us = {
  names: [lettersOf(usual.libraryName)],
  addresses: [lettersOf('desk@wren.example.org')],
  subjects: sent.subjects,
}
const read = (reply: string) => replyIn({ lines: plainLines(reply), pictures: [] }, { sent, us, notes: [], marks: [] })

const ours = new Set(mail.text.split('\n').map(lettersOf))
const all = lettersOf(mail.text)
/** A word of our mail that is marked as quoted, within the quotation, is nobody's but ours as far as anyone can tell. */
const isQuotedWord = (line: string) => line.startsWith('>') && all.includes(lettersOf(line))

/** What people write: words of any kind, and what only looks like a quotation, a signature, a head, or our own mail. */
const typedLine = fc
  .oneof(
    { weight: 3, arbitrary: fc.lorem({ maxCount: 12 }) },
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.lorem({ maxCount: 4 }).map(words => `> ${words}`),
    fc.lorem({ maxCount: 4 }).map(words => `>> ${words}`),
    fc.constantFrom(
      '--',
      '-- ',
      '---',
      '________________',
      'On 4 May 1905 the Wren Gazette wrote:',
      'On Tue, Nov 24, 2026 at 10:00 AM Amy <amy@wren.example.org> wrote:',
      'From: Wren Business Directory [1905], page 12',
      'Sent from our store in Mesa, it takes three days.',
      'P.S. We close at 5 on Friday.',
      '> Maps',
      'Patron: she called again',
      '> Reference: 6Z8A1B3C (ours: 12)',
      'The question: who may use it?',
      'https://maps.example.org/2?x=1&y=2',
      '1. Brown, 12 Main Street',
      'Mon | 9-5',
      '“Mr. Brown has opened his shop.”',
      '본관에 두 권이 있습니다.',
    ),
  )
  .filter(
    line =>
      lettersOf(line) !== '' &&
      !ours.has(lettersOf(line)) &&
      !isQuotedWord(line) &&
      !/[\r\n\u0085\u2028\u2029]/.test(line),
  )
const typed = fc.array(typedLine, { minLength: 1, maxLength: 6 })

const introductions = [
  `On Tue, Nov 24, 2026 at 10:00 AM ${usual.libraryName} <\ndesk@wren.example.org> wrote:\n`,
  `Am 24.11.26 um 10:00 schrieb ${usual.libraryName}:`,
  `${usual.libraryName} <desk@wren.example.org> writes:\n`,
]
const quotations = [marked(mail.text), marked(brokenAnew(mail.text, 55)), marked(mail.text, '>')]

const reply = fc.record({
  above: typed,
  below: fc.option(typed, { nil: [] }),
  between: fc.option(typed, { nil: [] }),
  at: fc.nat(40),
  introduction: fc.constantFrom(...introductions),
  quotation: fc.constantFrom(...quotations),
})

type Reply = typeof reply extends fc.Arbitrary<infer R> ? R : never

function written({ above, below, between, at, introduction, quotation }: Reply): string {
  const quoted = quotation.split('\n')
  const cut = [quoted.slice(0, at), quoted.slice(at)].map(part => part.join('\n'))
  const middle = between.length > 0 ? `${cut[0]}\n\n${between.join('\n')}\n\n${cut[1]}` : quotation
  return `${above.join('\n')}\n\n${introduction}\n${middle}\n\n${below.join('\n')}\n`
}

/** Without its marks and the spaces that only set it. */
const bare = (line: string) => lettersOf(line)
const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) }

describe('R31 whatever is typed into a reply, and wherever', () => {
  it('every line of it is in what goes out, or in what waits', () => {
    fc.assert(
      fc.property(reply, made => {
        const left = read(written(made)).answer.split('\n').map(bare)
        for (const line of [...made.above, ...made.between, ...made.below]) expect(left).toContain(bare(line))
      }),
      runs,
    )
  })

  it('and in its order, with nothing of the desk’s mail but what was typed over', () => {
    fc.assert(
      fc.property(reply, made => {
        const { answer, doubts } = read(written(made))
        if (doubts.length > 0) return
        const wanted = [...made.above, ...made.between, ...made.below].map(bare)
        expect(answer.split('\n').map(bare).filter(Boolean)).toEqual(wanted)
      }),
      runs,
    )
  })

  it('in a page as in a text', () => {
    const words = fc.array(fc.lorem({ maxCount: 8 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(words, words, (above, below) => {
        const lines = (some: readonly string[]) => some.map(line => `<p>${line}</p>`).join('')
        const page = `${lines(above)}<div>On Tue, Nov 24, 2026 at 10:00 AM ${usual.libraryName} wrote:</div><blockquote>${mail.html}</blockquote>${lines(below)}`
        const left = replyIn({ lines: htmlLines(page).lines, pictures: [] }, { sent, us, notes: [], marks: [] })
        expect(left.answer.split('\n').filter(Boolean)).toEqual([...above, ...below])
      }),
      runs,
    )
  })
})
