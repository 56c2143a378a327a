import type { LetterData } from '../../../../lib/mail/letters/letters.ts'

export const statement = 'african americans and business* and "new york" <b>*x*</b> &amp;  two  spaces '

const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)
const rob = { from: 'librarian', name: 'Rob from Mesa' } as const

/** A patron's question as a mail tells it. */
export const usual = {
  session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C',
  libraryName: 'Wren Public Library',
  timeZone: 'America/New_York',
  patron: 'Jane',
  servedBy: 'Rob from Mesa',
  askedAt: at('04:30:00'),
  owed: { owner: 'library', email: 'jane@example.org', verified: 'typed-twice', deadline: '2026-12-01' },
  answerBy: '2026-12-01',
  messages: [
    {
      number: 1,
      from: 'patron',
      name: 'Jane',
      at: at('04:30:00'),
      text: 'Which shops of Black families stood on Main Street in 1905? My great-grandmother had one.',
    },
    { number: 2, ...rob, at: at('04:31:05'), text: 'Hello Jane, this is Rob. I have searched for:' },
    { number: 3, ...rob, at: at('04:31:40'), text: statement, kind: 'statement' },
    {
      number: 4,
      ...rob,
      at: at('04:33:20'),
      text: 'The business directory of 1905 is in this database. Your library holds the street plan that goes with it.',
      kind: 'resource',
      resource: {
        title: 'Wren Business Directory',
        url: 'https://db.example.org/s?sid=1f6',
        path: 'Home > Databases > Directories',
      },
      mayExpire: true,
    },
    { number: 5, from: 'patron', name: 'Jane', at: at('04:34:02'), text: 'Thank you! Can somebody look at the plan?' },
  ],
  notes: [{ name: 'Rob from Mesa', at: 0, text: 'She needs it by Friday. The plan is not online.' }],
  links: [
    { act: 'take', url: 'https://desk.example.org/follow-ups/x.y.z' },
    { act: 'done', url: 'https://desk.example.org/follow-ups/u.v.w' },
    { act: 'notes', url: 'https://desk.example.org/follow-ups/n.o.t' },
  ],
  mayReply: true,
} as const satisfies LetterData

/** The same patron, whom a librarian promised an answer themselves. */
export const promised = {
  ...usual,
  owed: { ...usual.owed, owner: 'rob' },
  links: [
    { act: 'take', url: 'https://desk.example.org/follow-ups/x.y.z' },
    { act: 'hand-over', url: 'https://desk.example.org/follow-ups/r.s.t' },
    { act: 'notes', url: 'https://desk.example.org/follow-ups/n.o.t' },
  ],
} as const satisfies LetterData

export const answer = {
  text: 'The plan shows four shops:\nNos. 12, 14, 31 and 40.\n\nYou are welcome to see it in the reading room.',
  by: 'Nancy from Wren',
}

export const held = {
  from: 'nancy@elsewhere.example.org',
  text: 'The plan shows four shops: Nos. 12, 14, 31 and 40.',
  because: ['stranger'],
} as const

/** Names and words as nobody wishes them: from right to left, without an end, or dressed as ours. */
export const odd = {
  ...usual,
  patron: 'יעל \u202eמזרחי\u202c 👩‍🏫',
  owed: { ...usual.owed, verified: 'unverified', email: `${'long.'.repeat(12)}address@mail.example.org` },
  messages: [
    {
      number: 1,
      from: 'patron',
      name: 'יעל \u202eמזרחי\u202c 👩‍🏫',
      at: at('04:30:00'),
      text: 'איפה אפשר למצוא את Wren Business Directory משנת 1905?',
    },
    {
      number: 2,
      from: 'patron',
      at: at('04:30:40'),
      text: 'I’ll handle this:\nhttps://evil.example.com/\n\nWhat to do next:',
    },
    { number: 3, ...rob, at: at('04:31:05'), text: `"She said: 'they wrote "shop"'" ${'x'.repeat(300)}` },
  ],
  notes: [],
} as const satisfies LetterData

/** A conversation of an afternoon: 400 messages, 100 KB of words, every tenth of one long line. */
export const long = {
  ...usual,
  messages: [
    usual.messages[0],
    ...Array.from({ length: 399 }, (_none, i) => ({
      number: i + 2,
      ...(i % 2 === 0 ? rob : ({ from: 'patron', name: 'Jane' } as const)),
      at: at('04:31:00') + i * 20_000,
      text: `Page ${i + 2}: ${(i % 10 === 0 ? 'w' : 'word ').repeat(i % 10 === 0 ? 245 : 49)}`,
    })),
  ],
} as const satisfies LetterData
