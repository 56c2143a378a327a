import { describe, expect, it } from 'vitest'
import { lettersOf } from '../../../../lib/mail/incoming/letters-of.ts'
import { plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'
import { replyIn } from '../../../../lib/mail/incoming/reply-words.ts'
import { sentText } from '../../../../lib/mail/incoming/sent-text.ts'
import { limits } from '../../../../lib/protocol/limits.ts'
import { brokenAnew, marked } from './reply-desk.ts'

const name = 'Valley University Libraries'
const desk = `${name} <desk@hudson.example.org>`
const text = `A patron of ${name} needs an answer from you by Wednesday, 25 November
2026.

The question:

    Where are the atlases? And who may use them?

Patron:      Jane
E-mail:      jane@example.org (confirmed by the patron)
Reference:   6Z8A1B3C

Reply to this mail: what you write beside the quoted text goes to the
patron, and the follow-up is answered.
`
const sent = sentText([{ subject: '[Valley] Follow-up 6Z8A1B3C, due 2026-11-25', text, html: '' }])
const us = { names: [lettersOf(name)], addresses: [lettersOf('desk@hudson.example.org')], subjects: sent.subjects }
const read = (reply: string, notes: readonly string[] = []) =>
  replyIn({ lines: plainLines(reply), pictures: [] }, { sent, us, notes, marks: ['6Z8A1B3C'] })

const answer = 'On the second floor.'
const quoted = marked(text)
const head = `From: ${desk}\nSent: Tuesday, November 24, 2026 10:00 AM\nTo: ask@valley.example.edu\nSubject: [Valley] Follow-up 6Z8A1B3C, due 2026-11-25\n\n`

describe('R31 what is taken out of a reply, as mail programs write it', () => {
  it.each([
    ['Gmail', `On Tue, Nov 24, 2026 at 10:00 AM ${name} <\ndesk@hudson.example.org> wrote:\n\n${quoted}`],
    ['Thunderbird', `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted}`],
    ['Apple Mail', `> On Nov 24, 2026, at 10:00, ${desk} wrote:\n> \n${quoted}`],
    ['Outlook', `-----Original Message-----\n${head}${text}`],
    ['Outlook on the web', `________________________________\n${head}${text}`],
    ['Outlook without a line', `${head}${text}`],
    ['Outlook, its head in bold', `*From:* ${head.slice(6).replace('Subject:', '*Subject:*')}${text}`],
    ['French', `Le mar. 24 nov. 2026 à 10:00, ${desk} a écrit :\n\n${quoted}`],
    ['Spanish', `El mar, 24 nov 2026 a las 10:00, ${name} (<desk@hudson.example.org>) escribió:\n\n${quoted}`],
    ['German, the date in English', `Am Tue, Nov 24, 2026 at 10:00:58AM +0000 schrieb ${name}:\n${quoted}`],
    ['Finnish', `ti 24. marrask. 2026 klo 10.00 ${name} (desk@hudson.example.org) kirjoitti:\n\n${quoted}`],
    [
      'Hebrew',
      `\u202bבתאריך יום ג׳, 24 בנוב׳ 2026 ב-10:00 מאת \u202a${name}\u202c\u200f <\u202adesk@hudson.example.org\u202c\u200f>:\u202c\n\n${quoted}`,
    ],
    ['Japanese', `2026-11-24 (火) の 10:00 +0000 に ${name} さんは書きました:\n${quoted}`],
    ['Chinese', `${desk} 于2026年11月24日周二 10:00写道：\n\n${quoted}`],
    ['a language nobody has heard of', `Qo' 24/11/2026 10:00, ${name} ghItlhpu':\n\n${quoted}`],
    [
      'broken over three lines',
      `On Fri, 27 Nov 2026 01:16:55 +0000\n"Valley University\nLibraries" <desk@hudson.example.org> wrote:\n\n${quoted}`,
    ],
    ['without a time', `${name} writes:\n\n${quoted}`],
    ['broken anew', `On 11/24/26 10:00 AM, ${name} wrote:\n${marked(brokenAnew(text, 50))}`],
    [
      'broken anew without marks on what was too long',
      `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted.replace('goes to the\n> patron', 'goes to\nthe\n> patron')}`,
    ],
    ['two marks deep', `On 11/24/26 10:00 AM, ${name} wrote:\n${marked(quoted, '>')}`],
    [
      'headings in capitals, cells joined',
      `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted.replace('The question', 'THE QUESTION').replace(/Patron: +Jane/, 'PatronJane')}`,
    ],
    [
      'spaces that do not break, and other quotation marks',
      `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted.replaceAll('> The', '>\u00a0The').replaceAll('(confirmed by', '\u201cconfirmed\u00a0by')}`,
    ],
    [
      'a banner of the gateway above it',
      `On 11/24/26 10:00 AM, ${name} wrote:\n> CAUTION: This email originated from outside of the organization. Do not click\n> links unless you recognize the sender.\n>\n${quoted}`,
    ],
    [
      'a tag of the gateway before it',
      `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted.replace('> A patron', '> [EXTERNAL] A patron')}`,
    ],
    ['bars for marks', `On 11/24/26 10:00 AM, ${name} wrote:\n${marked(text, '| ')}`],
    ['initials before the marks', `On 11/24/26 10:00 AM, ${name} wrote:\n${marked(text, 'VL> ')}`],
    ['GroupWise', `>>> ${desk} 11/24/2026 10:00 AM >>>\n\n${text}`],
  ])('%s', (_name, rest) => {
    expect(read(`${answer}\n\n${rest}`)).toEqual({ answer, doubts: [] })
  })

  it('below, between, and between what introduces and what is quoted', () => {
    expect(read(`On 11/24/26 10:00 AM, ${name} wrote:\n${quoted}\n\n${answer}\n`)).toEqual({ answer, doubts: [] })
    const between = `On 11/24/26 10:00 AM, ${name} wrote:\n> Where are the atlases? And who may use them?\n\n${answer}\n\n> Reply to this mail: what you write beside\n> the quoted text goes to the patron\n\nSoon.\n`
    expect(read(between)).toEqual({ answer: `${answer}\n\nSoon.`, doubts: [] })
    expect(read(`${desk} writes:\n\n${answer}\n\n${quoted}`)).toEqual({ answer, doubts: [] })
  })

  it('between the lines of a mail without marks', () => {
    const between = text.replace('Patron:      Jane', `${answer}\n\nPatron:      Jane`)
    expect(read(`${head}${between}`)).toEqual({ answer, doubts: [] })
  })

  it('a signature that a program runs into its introduction stays', () => {
    expect(
      read(`${answer}\n-- \nAmy\n+1 555 0100On Fri, Nov 27, 2026 at 01:15:56AM +0000, ${name} wrote:\n${quoted}`),
    ).toEqual({
      answer: `${answer}\n-- \nAmy\n+1 555 0100`,
      doubts: [],
    })
  })
})

describe('R31 what is kept', () => {
  const below = `\n\nOn 11/24/26 10:00 AM, ${name} wrote:\n${quoted}`
  it.each([
    ['a line of dashes', 'Part one.\n\n---\n\nPart two.\n\nAmy'],
    ['two dashes, and a list', 'Two shops.\n\n--\n1. Brown\n2. Smith'],
    ['lists and links', 'Try:\n\n- one\n- two\n\n1. a\n2. b\n\nhttps://maps.example.org/a_b?x=*&y="z"'],
    ['what only looks like a header', 'From: the catalogue you can go to "Maps".\n\nAmy'],
    ['a search statement', '(african americans and business*) and "new york"'],
    ['opening hours', 'Mon: 9-5\nTue: 10-6'],
    ['what begins like a phone’s signature', 'Sent from our store in Mesa, it takes three days.'],
    ['a postscript', 'It is here.\n\nBest regards,\nAmy\n\nP.S. We close at 5.'],
    ['a signature', 'It is here.\n\n-- \nAmy Smith\nReference Librarian'],
    ['the name of the library under it', `It is here.\n\nAmy\n${name}`],
    ['the words of the question, in a sentence', 'You asked where the atlases are: on the second floor.'],
  ])('%s', (_what, typed) => {
    expect(read(typed + below)).toEqual({ answer: typed, doubts: [] })
  })

  it('what is marked and is not in our mail, and every line around it', () => {
    const typed = 'Press, one after the other:\n> Databases\n> Black Life in America\n> Maps\nThen type 1905.'
    expect(read(typed + below)).toEqual({ answer: typed.replaceAll('> ', '> '), doubts: ['other-mail'] })
  })

  it('what was typed above an introduction, where the quotation below it is not ours to begin with', () => {
    for (const gap of ['\n', '\n\n']) {
      const reply = `${answer}${gap}${desk} writes:\n\n> Something that we never sent.\n>\n${quoted}`
      expect(read(reply).answer).toContain(answer)
      expect(read(reply).doubts).toEqual(['other-mail'])
    }
  })

  it('single words that our mail has, too, though they are marked', () => {
    const typed = 'Press:\n> Reference\n> Patron\nThen type 1905.'
    expect(read(typed + below).answer).toBe(typed)
    expect(read(`On 11/24/26 10:00 AM, ${name} wrote:\n${quoted}\n\n${typed}`).answer).toBe(typed)
  })

  it('what was typed into a quoted line, or between quoted ones with a mark', () => {
    const edited = quoted
      .replace('> Patron:      Jane', '> Patron:      Jane (she called again)')
      .replace('> Reference:', '> No idea who she is.\n> Reference:')
    const { answer: left, doubts } = read(`${answer}\n\nOn 11/24/26 10:00 AM, ${name} wrote:\n${edited}`)
    expect(left).toContain('Jane (she called again)')
    expect(left).toContain('No idea who she is.')
    expect(doubts).toEqual(['other-mail'])
  })

  it('a link that was typed between the quoted lines; one that a gateway made of ours goes', () => {
    const linked = sentText([
      {
        subject: '',
        text: `${text}\nI take it:\nhttps://desk.example.org/take/abcdefghijklmnop\n\nThe end of it all is here.\n`,
        html: '',
      },
    ])
    const about = { sent: linked, us, notes: [], marks: [] }
    const reply = (url: string) =>
      `On 11/24/26 10:00 AM, ${name} wrote:\n${quoted}\n> I take it:\n> ${url}\n>\n> The end of it all is here.\n\n${answer}`
    const safe =
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdesk.example.org%2Ftake%2Fabcdefghijklmnop&data=05'
    expect(replyIn({ lines: plainLines(reply(safe)), pictures: [] }, about)).toEqual({ answer, doubts: [] })
    expect(replyIn({ lines: plainLines(reply('https://maps.example.org/2')), pictures: [] }, about).answer).toContain(
      'https://maps.example.org/2',
    )
  })
})

describe('a thread among colleagues is not an answer', () => {
  it.each([
    [
      'forwarded and answered',
      `See what Tom found.\n\nOn Wed, Nov 25, 2026 at 9:00 AM Tom <tom@valley.example.edu> wrote:\n\n> It is on the second floor, I think.\n>\n> On Tue, Nov 24, 2026 at 11:00 AM Amy <amy@valley.example.edu> wrote:\n>\n>> Tom, can you look?\n>>\n>> On Tue, Nov 24, 2026 at 10:00 AM ${desk} wrote:\n>>\n${marked(text, '>>> ')}`,
    ],
    [
      'a colleague who was added in copy, in Outlook',
      `I think it is lost.\n\nFrom: Amy <amy@valley.example.edu>\nSent: Tuesday, November 24, 2026 11:00 AM\nTo: ${desk}\nCc: Tom <tom@valley.example.edu>\nSubject: RE: [Valley] Follow-up 6Z8A1B3C, due 2026-11-25\n\nTom, do you know?\n\n${head}${text}`,
    ],
    [
      'two replies deep, unmarked',
      `And one more on the third.\n\nFra: Amy <amy@valley.example.edu>\nSendt: 24. november 2026 11:00\nTil: Reference\nEmne: SV: [Valley] Follow-up\n\n${answer}\n\n${head}${text}`,
    ],
    [
      'in a language whose header fields nobody knows',
      `And one more.\n\nQo': Amy <amy@valley.example.edu>\nPoH: 24 qaStaHvIS 2026 11:00\n\n${answer}\n\n${head}${text}`,
    ],
    [
      'forwarded with its own separator',
      `Please see below.\n\n---------- Forwarded message ---------\nFrom: Amy <amy@valley.example.edu>\nDate: Tue, Nov 24, 2026\n\n${answer}\n\n${head}${text}`,
    ],
  ])('%s', (_what, reply) => {
    const { answer: left, doubts } = read(reply)
    expect(doubts).toContain('other-mail')
    // Whoever confirms it sees every line that somebody typed.
    expect(left.split('\n')[0]).toBe(reply.split('\n')[0])
  })
})

describe('R31 a mail that is passed on', () => {
  it.each(['Forwarded message', 'Weitergeleitete Nachricht', 'Message transféré', '転送メッセージ'])(
    'is not an answer: %s',
    what => {
      expect(read(`See below.\n\n---------- ${what} ---------\n${head}${text}`).doubts).toEqual(['forwarded'])
    },
  )
})

describe('R32 what must not get to the patron unseen', () => {
  it('the lines of a note go, however their spaces are set; what is short stands in many texts by chance', () => {
    const notes = ['Thank you!\nPatron owes  us three fines.', 'She is deaf.']
    const reply = `Amy: Patron owes us\n   three fines. So?\n\nIt is on shelf 3. Thank you!\n\nOn 11/24/26 10:00 AM, ${name} wrote:\n${quoted}`
    const { answer: left, doubts } = read(reply, notes)
    expect(doubts).toEqual(['staff-notes'])
    expect(left).toBe('Amy:  So?\n\nIt is on shelf 3. Thank you!')
    expect(read(reply, ['Patron owes us three books.']).doubts).toEqual([])
  })

  it('a mail without words of its own', () => {
    expect(read(`On 11/24/26 10:00 AM, ${name} wrote:\n${quoted}`)).toEqual({
      answer: '(The mail held no text.)',
      doubts: ['no-words'],
    })
  })

  it('our mail where nothing marks or introduces it', () => {
    expect(read(`Thank you.\n\nYour message was:\n\n${text}`).doubts).toContain('unintroduced')
  })
})

describe('R31 every doubt about the words of a reply is named', () => {
  const below = `\n\nOn 11/24/26 10:00 AM, ${name} wrote:\n${quoted}`
  const about = { sent, us, notes: [], marks: ['6Z8A1B3C', 'Staff notes'] }
  const doubtsOf = (typed: string, pictures: readonly { names: readonly string[]; bytes: number }[] = []) =>
    replyIn({ lines: plainLines(typed + below), pictures }, about).doubts

  it.each([
    ['desk-words', 'Reference 6Z8A1B3C is done.'],
    ['desk-words', 'See the Staff notes.'],
    ['desk-links', 'See https://desk.example.org/follow-ups/eyJhIjoxfQ.x now.'],
    ['footer', 'On floor 3.\n\nTo unsubscribe from this list, write to us.'],
    ['machine-words', 'I am out of office.'],
    ['attachment', 'Here it is:\n[image: scan]'],
    ['encrypted', '-----BEGIN PGP MESSAGE-----\nhQEM\n-----END PGP MESSAGE-----'],
    ['too-long', 'x '.repeat(limits.answer / 2 + 1)],
  ])('%s', (doubt, typed) => {
    expect(doubtsOf(typed)).toEqual([doubt])
  })

  it('no picture leaves a gap between the lines around it', () => {
    const { answer } = replyIn({ lines: plainLines(`On floor 3.\n[image: logo]\nAmy${below}`), pictures: [] }, about)
    expect(answer).toBe('On floor 3.\nAmy')
  })

  it('a reply that quotes nothing says so, and so does one that repeats the desk’s lines where nothing quotes them', () => {
    expect(replyIn({ lines: plainLines('On floor 3.'), pictures: [] }, about).doubts).toEqual(['quotes-nothing'])
    const repeated = 'Reply to this mail: what you write beside the quoted text goes to the'
    expect(doubtsOf(`${repeated}\nwho?`)).toEqual(['desk-words'])
  })

  it('a picture in the text is not a word of it, and a logo is no doubt', () => {
    const lines = plainLines(`On floor 3.\n-- \nAmy\n[image: logo]${below}`)
    expect(replyIn({ lines, pictures: [{ names: ['logo'], bytes: 900 }] }, about)).toEqual({
      answer: 'On floor 3.\n-- \nAmy',
      doubts: [],
    })
  })

  it('an answer is as long as it may be, without the spaces around it', () => {
    const whole = (length: number) =>
      replyIn({ lines: plainLines(`\n  ${'x'.repeat(length)}  ${below}`), pictures: [] }, about)
    expect(whole(limits.answer)).toEqual({ answer: 'x'.repeat(limits.answer), doubts: [] })
    expect(whole(limits.answer + 1)).toEqual({ answer: 'x'.repeat(limits.answer), doubts: ['too-long'] })
  })
})
