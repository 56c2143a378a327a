import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FollowUpCase, followUpMail, reference } from '../../../lib/follow-up/mail.ts'

const statement = 'african americans and business* and "new york" <b>*x*</b> &amp;  two  spaces '
const usual: FollowUpCase = {
  session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C',
  libraryName: 'Wren Public Library',
  timeZone: 'America/New_York',
  patron: 'Jane',
  servedBy: 'Rob from Wren',
  askedAt: Date.parse('2026-11-24T04:30:00Z'),
  owed: { owedBy: 'library', email: 'jane@example.org', verified: 'by-patron', deadline: '2026-12-01' },
  messages: [
    { number: 1, from: 'patron', name: 'Jane', at: Date.parse('2026-11-24T04:30:00Z'), text: 'The almanac?' },
    { number: 2, from: 'librarian', name: 'Rob from Wren', at: Date.parse('2026-11-24T04:31:05Z'), text: statement },
  ],
  notes: [{ name: 'Rob from Wren', at: 0, text: 'She needs it by Friday.' }],
}
const mail = (more: Partial<FollowUpCase> = {}) => followUpMail({ ...usual, ...more })
const owed = (more: Partial<FollowUpCase['owed']>) => mail({ owed: { ...usual.owed, ...more } })

/** Every character that some reader of mail takes for the end of a line. */
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/
const anything = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\u2029', '\v', '\f', '\r\nBcc: x@example.org'),
    ),
  )
  .map(parts => parts.join(''))

describe('R29 the mail to the library', () => {
  it('names the library, the reference and the deadline in its subject', () => {
    expect(mail().subject).toBe('[Wren Public Library] Follow-up 6Z8A1B3C, due 2026-12-01')
    expect(owed({ deadline: 'none' }).subject).toContain('no deadline')
    expect(reference(usual.session)).toBe('6Z8A1B3C')
  })

  it('says who asked, where to answer, by when, and who served', () => {
    const { text } = mail()
    expect(text).toContain('Patron:     Jane\n')
    expect(text).toContain('E-mail:     jane@example.org (confirmed by the patron)\n')
    expect(text).toContain('Answer by:  2026-12-01\n')
    expect(text).toContain('Served by:  Rob from Wren\n')
    expect(owed({ deadline: 'none' }).text).toContain('Answer by:  no deadline given')
  })

  it('says so where nobody gave a name, and where nobody served', () => {
    const { patron: _patron, servedBy: _servedBy, ...nobody } = usual
    expect(followUpMail(nobody).text).toContain('Patron:     gave no name\n')
    expect(followUpMail(nobody).text).toContain('nobody: the patron was never picked up')
  })

  it('R22 marks an address that nobody verified', () => {
    expect(owed({ verified: 'unverified' }).text).toContain('jane@example.org (NOT verified)')
    expect(owed({ verified: 'by-librarian' }).text).toContain('(verified by the librarian)')
    expect(mail().text).not.toContain('NOT verified')
  })

  it('holds the question, the staff notes and every message', () => {
    const { text } = mail()
    expect(text).toContain('The question:\n\n    The almanac?\n')
    expect(text).toContain('Rob from Wren:\n    She needs it by Friday.')
    for (const message of usual.messages) expect(text).toContain(message.text)
    expect(mail({ notes: [] }).text).not.toContain('Staff notes')
  })

  it("R22 tells the time of the patron's library", () => {
    const { text } = mail()
    expect(text).toContain('Monday, 23 November 2026')
    expect(text).toContain('23:31:05  Rob from Wren:')
  })

  it('R14 holds a search statement byte for byte', () => {
    expect(mail().text).toContain(`    ${statement}\n`)
  })

  it('R14 holds whatever was said, line by line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), words => {
        const { text } = mail({ messages: [{ number: 1, from: 'patron', at: 0, text: `<${words}>` }] })
        for (const line of `<${words}>`.split('\n')) expect(text).toContain(`    ${line}`)
      }),
    )
  })
})

describe('what somebody typed stays in its place', () => {
  it('no name puts a line break into the subject', () => {
    fc.assert(
      fc.property(anything, anything, anything, (libraryName, patron, deadline) => {
        const { subject } = mail({ libraryName, patron, owed: { ...usual.owed, deadline } })
        expect(subject).not.toMatch(lineBreak)
      }),
    )
  })

  it('no name begins a line of its own', () => {
    fc.assert(
      fc.property(anything, words => {
        const forged = `${words}\nE-mail:     forged`
        const { text } = mail({ patron: forged, libraryName: forged, servedBy: forged, notes: [] })
        expect(text).not.toMatch(/^E-mail: {5}forged/m)
      }),
    )
  })

  it.each(['\n', '\r', '\r\n', '\u2028'])('no message with %j in it begins a line at the margin', end => {
    const text = `x${end}E-mail:     forged`
    const lines = mail({ messages: [{ number: 1, from: 'patron', at: 0, text }] }).text.split(
      new RegExp(lineBreak, 'u'),
    )
    expect(lines.filter(line => line.startsWith('E-mail:'))).toHaveLength(1)
  })

  it('no staff note begins a line of the facts', () => {
    const { text } = mail({ notes: [{ at: 0, text: 'x\nE-mail:     forged' }] })
    expect(text).not.toMatch(/^E-mail: {5}forged/m)
  })
})
