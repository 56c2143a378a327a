import type { Case } from '../../../lib/mail/letters.ts'

export const statement = 'african americans and business* and "new york" <b>*x*</b> &amp;  two  spaces '

/** A patron's question as a mail tells it. */
export const usual = {
  session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C',
  libraryName: 'Wren Public Library',
  timeZone: 'America/New_York',
  patron: 'Jane',
  servedBy: 'Rob from Wren',
  askedAt: Date.parse('2026-11-24T04:30:00Z'),
  owed: { owedBy: 'library', email: 'jane@example.org', verified: 'by-patron', deadline: '2026-12-01' },
  lastDay: '2026-12-01',
  messages: [
    { number: 1, from: 'patron', name: 'Jane', at: Date.parse('2026-11-24T04:30:00Z'), text: 'The almanac?' },
    { number: 2, from: 'librarian', name: 'Rob from Wren', at: Date.parse('2026-11-24T04:31:05Z'), text: statement },
    {
      number: 3,
      from: 'librarian',
      name: 'Rob from Wren',
      at: Date.parse('2026-11-24T04:32:05Z'),
      text: 'Here it is.',
      resource: { title: 'The Almanac', url: 'https://db.example.org/s?sid=1', path: 'Home > Almanacs' },
      mayExpire: true,
    },
  ],
  notes: [{ name: 'Rob from Wren', at: 0, text: 'She needs it by Friday.' }],
  links: [
    { label: 'I take it', url: 'https://desk.example.org/follow-ups/x.y.z' },
    { label: 'It is done', url: 'https://desk.example.org/follow-ups/u.v.w' },
  ],
  mayReply: true,
} as const satisfies Case
