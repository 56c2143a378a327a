import { describe, expect, it } from 'vitest'
import { holdsLineOf, replyIn } from '../../../../lib/mail/incoming/reply-text.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const answer = 'On the second floor.'
const desk = 'Valley University Libraries <desk@hudson-lakes.example.org>'
const quoted = `> A patron of Valley needs an answer from you.\n>\n> Reference:   6Z8A1B3C\n> Staff notes: she is in a hurry.\n`
const bare = quoted.replace(/^> ?/gm, '')
const header = `From: ${desk}\nSent: Tuesday, November 24, 2026 10:00 AM\nTo: ask@valley.example.edu\nSubject: [Valley] Follow-up\n\n`

describe('R31 what is cut from a reply, as mail programs write it', () => {
  it.each([
    [
      'Gmail',
      `\n\nOn Tue, Nov 24, 2026 at 10:00 AM Valley University Libraries <\ndesk@hudson.example.org> wrote:\n\n${quoted}`,
    ],
    ['Thunderbird', `\n\nOn 11/24/26 10:00 AM, Valley University Libraries wrote:\n${quoted}`],
    ['Apple Mail', `\n\nSent from my iPhone\n\n> On Nov 24, 2026, at 10:00, ${desk} wrote:\n> \n${quoted}`],
    ['Outlook', `\n\n-----Original Message-----\n${header}${bare}`],
    ['Outlook on the web', `\n\n________________________________\n${header}${bare}`],
    ['Outlook without a line', `\n\n${header}${bare}`],
    ['a signature', `\n\n-- \nAmy Smith\nReference Librarian\n\nOn 11/24/26 10:00 AM, Valley wrote:\n${quoted}`],
    ['French', `\n\nLe mar. 24 nov. 2026 à 10:00, Valley <desk@hudson.example.org> a écrit :\n\n${quoted}`],
    ['Spanish', `\n\nEl mar, 24 nov 2026 a las 10:00, Valley (<desk@hudson.example.org>) escribió:\n\n${quoted}`],
  ])('%s: the quotation', (_name, rest) => {
    expect(replyIn(`${answer}${rest}`, session)).toEqual({ answer, isClear: true })
  })

  it('below and between what was quoted', () => {
    expect(replyIn(`On 11/24/26 10:00 AM, Valley wrote:\n${quoted}\n${answer}\n`, session)).toEqual({
      answer,
      isClear: true,
    })
    const between = `On 11/24/26 10:00 AM, Valley wrote:\n> Where?\n\n${answer}\n\n> By when?\n\nSoon.\n`
    expect(replyIn(between, session)).toMatchObject({ answer: `${answer}\nSoon.`, isClear: true })
  })
})

describe('R31 what is kept', () => {
  it.each([
    ['a line of dashes', 'Part one.\n\n---\n\nPart two.\n\nAmy'],
    ['lists and links', 'Try:\n\n- one\n- two\n\n1. a\n2. b\n\nhttps://maps.example.org/a_b?x=*&y="z"'],
    ['what only looks like a header', 'From: the catalogue you can go to "Maps".\n\nAmy'],
    ['a search statement', '(african americans and business*) and "new york"'],
  ])('%s', (_what, text) => {
    expect(replyIn(text, session)).toEqual({ answer: text, isClear: true })
  })
})

describe('R32 what must not get to the patron unseen', () => {
  it('a quotation that was not recognised is held: there may be staff notes in it', () => {
    const bold = `\n\n*From:* ${desk}\n*Sent:* Tuesday\n*Subject:* Follow-up\n\n${bare}`
    expect(replyIn(`${answer}${bold}`, session).isClear).toBe(false)
  })

  it('a link of the desk that was left is held: whoever has it can press it', () => {
    const link = 'https://desk.example.org/follow-ups/eyJhbGciOiJIUzI1NiJ9.e30.x'
    expect(replyIn(`${answer}\n\nMark as done:\n${link}`, session).isClear).toBe(false)
    expect(replyIn(`${answer}\n\nhttps://wren.example.org/follow-ups/2026`, session).isClear).toBe(true)
  })

  it('any line of a note is found again, however its spaces are set; what is short stands in many texts by chance', () => {
    const notes = ['Thank you!\nPatron owes  us three fines.', 'She is deaf.']
    for (const text of ['Amy: Patron owes us\n   three fines. So?', 'x\tShe  is\ndeaf. y'])
      expect(holdsLineOf(text, notes)).toBe(true)
    for (const text of ['Thank you! It is on shelf 3.', 'Patron owes us three books.', ''])
      expect(holdsLineOf(text, notes)).toBe(false)
  })

  it('a mail without words of its own is held, with what is in it', () => {
    expect(replyIn(quoted, session)).toEqual({ answer: quoted.trim(), isClear: false })
    expect(replyIn(' \n ', session)).toEqual({ answer: '(The mail held no text.)', isClear: false })
  })

  it('what stands between two lines of a signature is not cut off unseen', () => {
    const two = `${answer}\n\n--\nThe second part.\n\n--\nAmy`
    expect(replyIn(two, session)).toEqual({ answer: expect.stringContaining('The second part.'), isClear: false })
    expect(replyIn(`${answer}\n\n-- \nAmy`, session)).toEqual({ answer, isClear: true })
  })

  it('an answer that is too long is held, cut', () => {
    const { answer: cut, isClear } = replyIn('word '.repeat(10_000), session)
    expect([cut.length < 20_001, isClear]).toEqual([true, false])
  })
})
