import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailKinds } from '../../../../lib/follow-up/state.ts'
import { textOf } from '../../../../lib/mail/letters/letter.ts'
import { type LetterData, letterOf, reference } from '../../../../lib/mail/letters/letters.ts'
import { pageOf } from '../../../../lib/mail/letters/page.ts'
import { anyText } from '../../texts.ts'
import { tries } from '../../tries.ts'
import { statement, usual } from './letter-data.ts'

const question = usual.messages[0].text
const letter = (more: Partial<LetterData> = {}) => letterOf('follow-up', { ...usual, ...more })
const mail = (more: Partial<LetterData> = {}) => ({
  subject: letter(more).subject,
  text: textOf(letter(more)),
  html: pageOf(letter(more)),
})
const owed = (more: Partial<NonNullable<LetterData['owed']>>) => mail({ owed: { ...usual.owed, ...more } })

/** Every character that some reader of mail takes for the end of a line. */
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/
/** … and as such: a carriage return and the line feed after it are one. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/
/** What turns text around, hides in it, or is in no text at all. */
const deceptive = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u
const anything = fc
  .array(
    fc.oneof(
      anyText(),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\u2029',
        '\u0085',
        '\v',
        '\f',
        '\u0000',
        '\u202e',
        '\u200b',
        '\u2066',
      ),
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

it('a name that ends with a full stop ends the sentence, and no mail has two of them', () => {
  const about = { ...usual, libraryName: 'Smith & Co.', messages: usual.messages.slice(0, 1) }
  for (const kind of mailKinds)
    for (const write of [textOf, pageOf]) expect(write(letterOf(kind, about)), kind).not.toMatch(/Co\.\.(?!\.)/)
  expect(textOf(letterOf('answer', about))).toContain('your reply goes to Smith & Co.\n')
  // Three are a sign of their own, and what somebody typed stands as it is.
  expect(textOf(letterOf('transcript', { ...about, libraryName: 'Wait...' }))).toContain('with Wait..., as you asked')
  const typed = { ...usual.messages[0], text: 'Is it Smith & Co..' }
  expect(textOf(letterOf('follow-up', { ...usual, messages: [typed] }))).toContain('    Is it Smith & Co..\n')
})

describe('R29 the mail to the library', () => {
  it('names the library, the reference and the deadline in its subject', () => {
    expect(mail().subject).toBe('[Wren Public Library] Follow-up 6Z8A1B3C, due 2026-12-01')
    expect(owed({ deadline: 'none' }).subject).toContain('answer by 2026-12-01')
    expect(reference(usual.session)).toBe('6Z8A1B3C')
  })

  it('says who asked, where to answer, by when in which time zone, and who served', () => {
    const { text } = mail()
    expect(text).toContain('Patron:      Jane\n')
    expect(text).toContain('Email:       jane@example.org (typed twice by the patron, not confirmed)\n')
    expect(text).toContain('Answer by:   Tuesday, 1 December 2026 (2026-12-01), America/New_York\n')
    expect(text).toContain('Served by:   Rob from Mesa\n')
    expect(owed({ deadline: 'none' }).text.replaceAll(/\s+/g, ' ')).toContain('New_York; no deadline was given')
  })

  it('says so if nobody gave a name, and if nobody served', () => {
    const { patron: _patron, servedBy: _servedBy, ...nobody } = usual
    const text = textOf(letterOf('follow-up', nobody))
    expect(text).toContain('Patron:      gave no name\n')
    expect(text).toContain('nobody: no librarian was free in time')
  })

  it('R22 marks an address that nobody verified', () => {
    expect(owed({ verified: 'unverified' }).text).toContain('jane@example.org (NOT verified)')
    expect(owed({ verified: 'attested' }).text).toContain('(attested by the librarian, not confirmed)')
    expect(mail().text).not.toContain('NOT verified')
  })

  it('holds the question, every message, and how to find a resource again', () => {
    const { text, html } = mail()
    expect(text).toContain(`The question:\n\n    ${question}\n`)
    for (const message of usual.messages) expect(text).toContain(`\n    ${message.text}\n`)
    expect(text).toContain('\n  Source: Wren Business Directory, https://db.example.org/s?sid=1f6\n')
    expect(text).toContain('\n  Click path: Home > Databases > Directories\n')
    for (const words of [question, 'look at the plan?', 'Click path: Home &gt; Databases &gt; Directories'])
      expect(html).toContain(words)
  })

  it('R29 a staff note is nowhere in it, because it may be forwarded: it says where the note is', () => {
    for (const kind of mailKinds)
      for (const write of [textOf, pageOf]) expect(write(letterOf(kind, usual))).not.toContain('She needs it by Friday')
    const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
    expect(onOneLine(mail().text)).toContain(
      '1 note is not in this mail, because mails are forwarded. A link below shows it, and so does the desk.',
    )
    expect(onOneLine(mail({ links: [] }).text)).toContain('because mails are forwarded. The desk shows it.')
    expect(mail({ notes: [] }).text).not.toContain('Staff notes')
  })

  it("R22 tells the time of the patron's library", () => {
    const { text } = mail()
    expect(text).toContain('Monday, 23 November 2026')
    expect(text).toContain('23:31:05  Rob from Mesa (librarian):')
    expect(text).toContain('23:34:02  Jane (patron):')
  })

  it('R14 holds a search statement byte for byte, in both its forms', () => {
    const { text, html } = mail()
    expect(text).toContain(`    ${statement}\n`)
    const escaped = statement.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(html).toContain(escaped.replaceAll('"', '&quot;'))
  })

  it('R14 contains every message line by line, with any line ends', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.string({ unit: 'grapheme' })), words => {
        const typed = `<${words}>`
        const { text } = mail({ messages: [{ number: 1, from: 'patron', at: 0, text: typed }] })
        const lines = typed.split(lineEnd).map(line => `    ${line}`)
        expect(text).toContain(`Patron:\n${lines.join('\n')}\n`)
      }),
      { numRuns: tries(200) },
    )
  })

  it('R13 marks a link that may die, and refers to the click path if there is one', () => {
    expect(mail().text).toContain('\n  (The link may have expired: follow the click path instead.)\n')
    expect(mail().html).toContain('The link may have expired: follow the click path instead.')
    const pathless = { number: 1, from: 'librarian', at: 0, text: 'https://x.example', mayExpire: true } as const
    expect(mail({ messages: [pathless] }).text).toContain('\n  (A link in this message may have expired.)\n')
    expect(mail({ messages: usual.messages.slice(0, 3) }).html).not.toContain('expired')
  })

  it('R22 warns of an address that nobody verified before it says what to do', () => {
    for (const body of [owed({ verified: 'unverified' }).text, owed({ verified: 'unverified' }).html]) {
      expect(body).toContain('The email address is NOT verified')
      expect(body.indexOf('The email address is NOT verified')).toBeLessThan(body.indexOf('What to do next'))
    }
    expect(mail().html).not.toContain('NOT verified')
  })
})

describe('what each mail is about', () => {
  it('R32 the transcript and the answer hold no staff note', () => {
    for (const kind of ['transcript', 'answer'] as const) {
      expect(textOf(letterOf(kind, usual))).not.toContain('She needs it by Friday.')
      expect(pageOf(letterOf(kind, usual))).not.toContain('She needs it by Friday.')
    }
  })

  it('R31 the answer contains the answer, its writer and the question, and nothing else', () => {
    const text = textOf(
      letterOf('answer', { ...usual, isConfirmed: true, answer: { text: 'On the second floor.', by: 'Amy' } }),
    )
    expect(text).toContain('    On the second floor.\n')
    expect(text).toContain(`    ${question}\n`)
    expect(text).not.toContain(statement)
  })

  it.each(['answer', 'receipt', 'code'] as const)(
    'the mail "%s" to an address that nobody confirmed quotes nothing that the asker typed, and has the link "not me"',
    kind => {
      const typed = ['Buy pills', 'at evil.example.com', 'Mallory'] as const
      const [first, ...others] = usual.messages
      const messages = [{ ...first, name: typed[2], text: typed.join(' ') }, ...others]
      const notMeLink = 'https://desk.example.org/not-me/a.b.c'
      const code = { digits: '381204', until: usual.askedAt }
      const about = { ...usual, messages, patron: typed[2], notMeLink, code, answer: { text: 'Here.', by: 'Amy' } }
      const letter = letterOf(kind, { ...about, statusLink: 'https://desk.example.org/questions/a.b.c' })
      for (const part of [letter.subject, textOf(letter), pageOf(letter)])
        for (const words of typed) expect(part).not.toContain(words)
      expect(textOf(letter)).toContain(notMeLink)
      expect(textOf(letter)).toContain('This was not me')
    },
  )

  it('to a confirmed address no mail asks whether it was them', () => {
    for (const kind of ['answer', 'receipt', 'transcript'] as const)
      expect(textOf(letterOf(kind, { ...usual, isConfirmed: true }))).not.toContain('not me')
  })

  it('R32 policy pages are named to staff alone', () => {
    const policy = { number: 1, from: 'librarian', at: 0, text: 'No.', resource: { policyPage: true } } as const
    const told = { ...usual, messages: [policy] }
    expect(textOf(letterOf('follow-up', told))).toContain('  Source: from the policy page\n')
    for (const write of [textOf, pageOf]) expect(write(letterOf('transcript', told))).not.toContain('policy')
  })

  it('every mail has its own subject and the same reference', () => {
    const subjects = mailKinds.map(kind => letterOf(kind, usual).subject)
    expect(new Set(subjects).size).toBe(mailKinds.length)
    for (const subject of subjects) expect(subject).toContain('6Z8A1B3C')
  })
})

describe('words that somebody typed stay in their place', () => {
  it('no name gets a line break, a control or a mark of direction into a subject, or makes it long', () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...mailKinds), (libraryName, patron, kind) => {
        const { subject } = letterOf(kind, { ...usual, libraryName, patron })
        expect(subject).not.toMatch(deceptive)
        expect(subject).not.toMatch(lineBreak)
        expect([...subject].length).toBeLessThanOrEqual(200)
      }),
      { numRuns: tries(400) },
    )
  })

  it('no name begins a line of its own', () => {
    fc.assert(
      fc.property(anything, words => {
        const forged = `${words}\nEmail:       forged`
        const { text } = mail({ patron: forged, libraryName: forged, servedBy: forged, notes: [] })
        expect(text).not.toMatch(/^Email: {7}forged/m)
      }),
    )
  })

  it.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'no message with %j in it begins a line at the margin',
    end => {
      const text = `x${end}Email:       forged`
      const lines = mail({ messages: [{ number: 1, from: 'patron', at: 0, text }] }).text.split(
        new RegExp(lineBreak, 'u'),
      )
      expect(lines.filter(line => line.startsWith('Email:'))).toHaveLength(1)
    },
  )

  it('no typed text adds an element, attribute or style to the HTML', () => {
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
            held: { from: words, text: words, because: ['stranger'] },
            owed: { ...usual.owed, email: words },
          }),
        ),
      )
    fc.assert(
      fc.property(anything, fc.constantFrom(...mailKinds), (words, kind) => {
        const bare = words.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '') ? words : 'x'
        expect(with_(`x${bare}`, kind)).toEqual(with_('x', kind))
      }),
      { numRuns: tries(400) },
    )
  })
})

it('R43 a receipt says nothing that its asker typed, since the address may be another person’s', () => {
  const link = 'https://desk.example.org/questions/a.b.c'
  const typed = { patron: 'Zelda Quux', statusLink: link, owed: { ...usual.owed, verified: 'unverified' } } as const
  const receipt = letterOf('receipt', { ...usual, ...typed })
  for (const words of [receipt.subject, textOf(receipt), pageOf(receipt)]) {
    expect(words).toContain(usual.libraryName)
    expect(words).toContain(reference(usual.session))
    for (const secret of [typed.patron, usual.owed.email, ...usual.messages.map(({ text }) => text)])
      expect(words).not.toContain(secret.slice(0, 40))
  }
  expect(textOf(receipt)).toContain(`See who has your question:\n${link}`)
})
