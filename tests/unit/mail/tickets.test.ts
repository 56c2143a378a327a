import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subjectOf } from '../../../lib/mail/letters/letter.ts'
import { ticketTagIn } from '../../../lib/mail/tickets.ts'

const ours = '[Valley University Libraries] Follow-up VTQH0TT4, due 2026-12-01'

describe('the number that a ticket system gave a mail', () => {
  it.each([
    [`[example.org #123] AutoReply: ${ours}`, '[example.org #123]'],
    [`[State #7] Resolved: ${ours}`, '[State #7]'],
    [`[issue42] ${ours}`, '[issue42]'],
    [`Re: ${ours} (#123)`, '(#123)'],
    [`[Ticket#2026112710000017] ${ours}`, '[Ticket#2026112710000017]'],
    [`[Reference - Task #42] (New) ${ours}`, '[Reference - Task #42]'],
    [`[GLPI #0000123] ${ours}`, '[GLPI #0000123]'],
    [`[#4711] ${ours}`, '[#4711]'],
    [`[REF-7] ${ours}`, '[REF-7]'],
    [`[Bibliothèque #9] ${ours}`, '[Bibliothèque #9]'],
  ])('of "%s" is %s', (subject, tag) => {
    expect(ticketTagIn(subject)).toBe(tag)
  })

  it.each([
    `Re: ${ours}`,
    `[EXTERNAL] Re: ${ours}`,
    `[SPAM?] ${ours}`,
    'Re: the almanac of 1850 (2nd ed.)',
    '[2026] Call for papers',
    '[Branch 5] Re: a book',
    '[]',
    '[#]',
    '(#)',
    '',
  ])('is not in "%s"', subject => {
    expect(ticketTagIn(subject)).toBeUndefined()
  })

  it('is not the name of the library, even if that looks like one', () => {
    expect(ticketTagIn('Re: [Branch #5] Follow-up VTQH0TT4', '[Branch #5]')).toBeUndefined()
    expect(ticketTagIn('[desk #9] Re: [Branch #5] Follow-up VTQH0TT4', '[Branch #5]')).toBe('[desk #9]')
  })

  it('is one line of a few characters for any subject, and is found again in the desk’s own subjects', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '#',
      '(',
      ')',
      '12',
      'issue',
      '\r\n',
      '\u202e',
      'Bcc: eve@example.org',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), parts => {
        const found = ticketTagIn(parts.join(''))
        if (found === undefined) return
        expect(found.length).toBeLessThan(60)
        expect(found).not.toMatch(/[\r\n\u202e]/)
        expect(ticketTagIn(subjectOf(`${found} ${ours}`))).toBe(found)
      }),
    )
  })
})
