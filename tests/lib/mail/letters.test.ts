import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKinds } from '../../../lib/follow-up/state.ts'
import { textOf } from '../../../lib/mail/letter.ts'
import { type Case, letterOf, reference } from '../../../lib/mail/letters.ts'
import { pageOf } from '../../../lib/mail/page.ts'
import { statement, usual } from './case.ts'

const letter = (more: Partial<Case> = {}) => letterOf('follow-up', { ...usual, ...more })
const mail = (more: Partial<Case> = {}) => ({
  subject: letter(more).subject,
  text: textOf(letter(more)),
  html: pageOf(letter(more)),
})
const owed = (more: Partial<NonNullable<Case['owed']>>) => mail({ owed: { ...usual.owed, ...more } })

/** Every character that some reader of mail takes for the end of a line. */
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/
/** What turns text around, hides in it, or is in no text at all. */
const deceptive = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\u2029', '\v', '\f', '\u0000', '\u202e', '\u200b', '\u2066'),
      fc.constantFrom(
        '\r\nBcc: x@example.org',
        '<script>alert(1)</script>',
        '"><img src=x onerror=y>',
        '</title>',
        '&lt;',
      ),
    ),
  )
  .map(parts => parts.join(''))

describe('R29 the mail to the library', () => {
  it('names the library, the reference and the deadline in its subject', () => {
    expect(mail().subject).toBe('[Wren Public Library] Follow-up 6Z8A1B3C, due 2026-12-01')
    expect(owed({ deadline: 'none' }).subject).toContain('answer by 2026-12-01')
    expect(reference(usual.session)).toBe('6Z8A1B3C')
  })

  it('says who asked, where to answer, by when in whose time, and who served', () => {
    const { text } = mail()
    expect(text).toContain('Patron:      Jane\n')
    expect(text).toContain('E-mail:      jane@example.org (confirmed by the patron)\n')
    expect(text).toContain('Answer by:   2026-12-01, America/New_York\n')
    expect(text).toContain('Served by:   Rob from Wren\n')
    expect(owed({ deadline: 'none' }).text).toContain('2026-12-01 (no deadline was given)')
  })

  it('says so where nobody gave a name, and where nobody served', () => {
    const { patron: _patron, servedBy: _servedBy, ...nobody } = usual
    const text = textOf(letterOf('follow-up', nobody))
    expect(text).toContain('Patron:      gave no name\n')
    expect(text).toContain('nobody: the patron was never picked up')
  })

  it('R22 marks an address that nobody verified', () => {
    expect(owed({ verified: 'unverified' }).text).toContain('jane@example.org (NOT verified)')
    expect(owed({ verified: 'by-librarian' }).text).toContain('(verified by the librarian)')
    expect(mail().text).not.toContain('NOT verified')
  })

  it('holds the question, the staff notes, every message, and how to find a resource again', () => {
    const { text, html } = mail()
    expect(text).toContain('The question:\n\n    The almanac?\n')
    expect(text).toContain('Rob from Wren:\n    She needs it by Friday.')
    for (const words of ['The almanac?', 'Click path: Home > Almanacs', '(A link in this message may have expired.)'])
      expect(text).toContain(words)
    for (const words of ['The almanac?', 'Click path: Home &gt; Almanacs', 'may have expired'])
      expect(html).toContain(words)
    expect(mail({ notes: [] }).text).not.toContain('Staff notes')
  })

  it("R22 tells the time of the patron's library", () => {
    const { text } = mail()
    expect(text).toContain('Monday, 23 November 2026')
    expect(text).toContain('23:31:05  Rob from Wren:')
  })

  it('R14 holds a search statement byte for byte, in both its forms', () => {
    const { text, html } = mail()
    expect(text).toContain(`    ${statement}\n`)
    const escaped = statement.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(html).toContain(escaped.replaceAll('"', '&quot;'))
  })

  it('R14 holds whatever was said, line by line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), words => {
        const { text } = mail({ messages: [{ number: 1, from: 'patron', at: 0, text: `<${words}>` }] })
        for (const line of `<${words}>`.split('\n')) expect(text).toContain(`    ${line}`)
      }),
    )
  })

  it('says what to do next: to reply where the desk takes replies, and else not', () => {
    expect(mail({ mayReply: true }).text).toContain('Reply to this mail')
    expect(mail({ mayReply: false }).text).not.toContain('Reply to this mail')
  })
})

describe('what each mail is about', () => {
  it('R32 the transcript and the answer hold no staff note', () => {
    for (const kind of ['transcript', 'answer'] as const) {
      expect(textOf(letterOf(kind, usual))).not.toContain('She needs it by Friday.')
      expect(pageOf(letterOf(kind, usual))).not.toContain('She needs it by Friday.')
    }
  })

  it('R31 the answer holds what was answered, by whom, and what had been asked; none of the rest', () => {
    const text = textOf(letterOf('answer', { ...usual, answer: { text: 'On the second floor.', by: 'Amy' } }))
    expect(text).toContain('    On the second floor.\n')
    expect(text).toContain('    The almanac?\n')
    expect(text).not.toContain(statement)
  })

  it('every mail has a subject of its own and the same reference', () => {
    const subjects = mailKinds.map(kind => letterOf(kind, usual).subject)
    expect(new Set(subjects).size).toBe(mailKinds.length)
    for (const subject of subjects) expect(subject).toContain('6Z8A1B3C')
  })
})

describe('what somebody typed stays in its place', () => {
  it('no name gets a line break, a control or a mark of direction into a subject, or makes it long', () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...mailKinds), (libraryName, patron, kind) => {
        const { subject } = letterOf(kind, { ...usual, libraryName, patron })
        expect(subject).not.toMatch(deceptive)
        expect(subject).not.toMatch(lineBreak)
        expect([...subject].length).toBeLessThanOrEqual(200)
      }),
      { numRuns: 3_000 },
    )
  })

  it('no name begins a line of its own', () => {
    fc.assert(
      fc.property(anything, words => {
        const forged = `${words}\nE-mail:      forged`
        const { text } = mail({ patron: forged, libraryName: forged, servedBy: forged, notes: [] })
        expect(text).not.toMatch(/^E-mail: {6}forged/m)
      }),
    )
  })

  it.each(['\n', '\r', '\r\n', '\u2028'])('no message with %j in it begins a line at the margin', end => {
    const text = `x${end}E-mail:      forged`
    const lines = mail({ messages: [{ number: 1, from: 'patron', at: 0, text }] }).text.split(
      new RegExp(lineBreak, 'u'),
    )
    expect(lines.filter(line => line.startsWith('E-mail:'))).toHaveLength(1)
  })

  it('whatever is typed anywhere adds no element, no attribute and no style to the HTML', () => {
    const skeleton = (html: string) =>
      [...html.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag).filter(tag => tag !== '<br>')
    const with_ = (words: string, kind: (typeof mailKinds)[number]) =>
      skeleton(
        pageOf(
          letterOf(kind, {
            ...usual,
            patron: words,
            libraryName: words,
            servedBy: words,
            messages: [
              { number: 1, from: 'patron', name: words, at: 0, text: words, resource: { title: words, path: words } },
            ],
            notes: [{ at: 0, name: words, text: words }],
            answer: { text: words, by: words },
            held: { from: words, text: words, because: 'stranger' },
            owed: { ...usual.owed, email: words },
          }),
        ),
      )
    fc.assert(
      fc.property(anything, fc.constantFrom(...mailKinds), (words, kind) => {
        const bare = words.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '') ? words : 'x'
        expect(with_(`x${bare}`, kind)).toEqual(with_('x', kind))
      }),
      { numRuns: 2_000 },
    )
  })
})
