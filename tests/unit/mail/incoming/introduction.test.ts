import { describe, expect, it } from 'vitest'
import { introductionAbove, introductionOnTop, tellsWhen } from '../../../../lib/mail/incoming/introduction.ts'
import { lettersOf } from '../../../../lib/mail/incoming/letters-of.ts'
import { plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'
import { introductions, outlookHeads } from './kinds/introductions.ts'
import { brokenAnew } from './reply-desk.ts'

const name = 'Riverside Public Library'
const address = 'desk@hudson-lakes.example.org'
const subject = '[Riverside] Follow-up 6Z8A1B3C, due 2026-11-25'
const us = { names: [lettersOf(name)], addresses: [lettersOf(address)], subjects: [lettersOf(subject)] }

const typed = 'We have two copies at Main.\nErin'
const quoted = '> A patron needs an answer from you.\n> Is the reading room open?'

/** What introduces a quotation whose first line stands directly below these lines. */
function above(text: string, below = quoted) {
  const lines = plainLines(`${text}\n${below}`)
  return introductionAbove(lines, text.split('\n').length, us)
}

const filled = (line: string) =>
  line.replaceAll('NAME', name).replaceAll('ADDRESS', address).replaceAll('SUBJECT', subject)

describe('R31 the lines that introduce a quotation are found in every language', () => {
  /** Its line names nobody. */
  const unnamed = 'The Bat!'

  it.each(introductions.filter(([program]) => program !== unnamed))('%s', (_program, line) => {
    const introduction = filled(line)
    for (const lines of [introduction, line.includes('\n') ? introduction : brokenAnew(introduction, 60)]) {
      const to = 3 + lines.split('\n').length
      expect(above(`${typed}\n\n${lines}`)).toEqual({ from: 3, to })
      expect(above(`${typed}\n\n${lines}\n`)).toEqual({ from: 3, to: to + 1 })
    }
  })

  it('but not one that names nobody', () => {
    const line = introductions.find(([program]) => program === unnamed)?.[1] ?? ''
    expect(above(`${typed}\n\n${line}`)).toBeUndefined()
  })

  it.each(outlookHeads)('Outlook, %s', (_language, from, sent, to, about) => {
    for (const rule of ['', '________________________________\n', '-----Original Message-----\n']) {
      const block = `${rule}${from} ${name} <${address}>\n${sent}\n${to} Reference <info@x.example>\n${about} ${subject}`
      const end = 3 + block.split('\n').length
      expect(above(`${typed}\n\n${block}`)).toEqual({ from: 3, to: end })
    }
  })
})

describe('R31 header fields introduce a quotation', () => {
  const from = (fields: string) => above(`${typed}\n\n${fields}`)?.from

  it('from three of them on', () => {
    expect(from(`From: ${name}\nSubject: ${subject}`)).toBeUndefined()
    expect(from(`From: ${name}\nSent: x\nSubject: ${subject}`)).toBe(3)
  })

  it('from the first that names the desk, though a rule comes between them', () => {
    expect(from(`From: ${name}\n----------\nTo: ${address}\nSubject: ${subject}`)).toBe(3)
  })

  it('without the words above them that name the desk, too', () => {
    const fields = `From: ${name} <${address}>\nSent: x\nSubject: ${subject}`
    expect(from(`What ${name} wrote on 24/11/26:\n\n${fields}`)).toBe(5)
  })
})

describe('R31 what names the desk introduces a quotation only if it says so', () => {
  const from3 = (line: string) => above(`${typed}\n\n${line}`)
  it.each([
    `${name} writes:`,
    `${name} abcdefghijklmn:`,
    `${address}:`,
    `${address} said *this*:* _`,
    `From the desk of ${address} on 24/11/26`,
    `The staff of ${name} wrote to us on 24/11/26:`,
    `The staff of ${name} wrote to us at 15:01\u202c: \u200f`,
    `The staff of ${name} wrote to us at 15.01 ---`,
    `The staff of ${name} wrote to us at 15:01 >>> *`,
    `${name} <${address}>${'x'.repeat(400 - name.length - address.length - 4)}:`,
  ])('%s', line => {
    expect(from3(line)).toEqual({ from: 3, to: 4 })
  })

  it.each([
    `${name} abcdefghijklmno:`,
    `By ${name}:`,
    `${name} writes`,
    `The staff of ${name} wrote to us:`,
    `${name} is open on 24/11/26`,
    `${name} closes at 15:01 --`,
    `${name} closes at 15:01: come`,
    `The mail of ${address} is here`,
    'The staff of another library wrote on 24/11/26:',
    'On 24/11/26 somebody wrote:',
    `${name} <${address}>${'x'.repeat(401 - name.length - address.length - 4)}:`,
  ])('not: %s', line => {
    expect(from3(line)).toBeUndefined()
  })

  it('by each of its names and addresses', () => {
    const many = {
      names: ['elsewhere', ...us.names],
      addresses: ['x@elsewhere', ...us.addresses],
      subjects: ['something else', ...us.subjects],
    }
    const find = (text: string) => introductionAbove(plainLines(`${text}\n${quoted}`), text.split('\n').length, many)
    expect(find(`${name} writes:`)).toEqual({ from: 0, to: 1 })
    expect(find(`${address}:`)).toEqual({ from: 0, to: 1 })
    expect(find(`${name.split(' ')[0]}\n${name.split(' ').slice(1).join(' ')} <${address}> 15:01:`)).toEqual({
      from: 0,
      to: 2,
    })
    expect(find(`From: ${name} <${address}>\nSent: x\nSubject: ${subject}`)).toEqual({ from: 0, to: 3 })
    const fields = `From: ${name} <${address}>\nSent: x\nTo: Amy\nCc: Ben\nSubject: ${subject}`
    expect(find(fields)).toEqual({ from: 0, to: 5 })
    const top = plainLines(`${name} <${address}> writes:\n\nYes.`)
    expect(introductionOnTop(top, many)).toEqual({ from: 0, to: 1 })
  })

  it('nothing above it introduces nothing', () => {
    expect(above('')).toBeUndefined()
    expect(introductionAbove(plainLines(quoted), 0, us)).toBeUndefined()
    expect(above(`${name} writes:`)).toEqual({ from: 0, to: 1 })
  })
})

describe('R31 how many lines introduce a quotation', () => {
  const [one, two, three] = ['Fri, 27 Nov 2026 01:16', 'Riverside Public', `Library <${address}> wrote:`]

  it('three at most', () => {
    expect(above(`${typed}\n${one}\n${two}\n${three}`)).toEqual({ from: 2, to: 5 })
    expect(above(`${typed}\nRiverside\nPublic\nLibrary wrote on\n24/11/26 at 15:01:`)).toBeUndefined()
    expect(above(`${one}\n${two}\n${three}`)).toEqual({ from: 0, to: 3 })
  })

  it('with the line above that only says when', () => {
    const from = (line: string) => above(`${typed}\n${line}\n${name} wrote:`)?.from
    expect(from('On Fri, 27 Nov 2026 01:16:55 +0000')).toBe(2)
    expect(from('2026 9.05')).toBe(2)
    expect(from('27 a b c d e f g h i j k l 2026 1:16')).toBe(2)
    expect(from('27 a b c d e f g h i j k l m 2026 1:16')).toBe(3)
    expect(from('Come on Fri, 27 Nov 2026 at 1:16!')).toBe(3)
    expect(from('Come on Fri, 27 Nov 2026 at 1:16?')).toBe(3)
    expect(from('On Fri, 27 Nov at 01:16')).toBe(3)
    expect(from('On Fri, 27 Nov 2026')).toBe(3)
    expect(from('See the map of 2026, part 3.5')).toBe(3)
    expect(from('In room 12026 at 1:16')).toBe(3)
    expect(above(`${typed}\nFri, 27 Nov 2026 01:16\n${name} wrote on 24/11/26:`)?.from).toBe(3)
  })

  it('with what stands on its line before it, apart', () => {
    const words = (line: string) => above(`${line}Fri, Nov 27, 2026 at 01:16 ${name} wrote:`)?.ownWords
    expect(words('+1 555 0100On ')).toBe('+1 555 0100')
    expect(words('AmyLe ')).toBe('Amy')
    expect(words('Amy. On ')).toBeUndefined()
    expect(words('On ')).toBeUndefined()
    expect(above(`AmyAm 24.11.2026 um 15:01 schrieb ${name}:`)?.ownWords).toBe('Amy')
    expect(above(`AmyOn a 24.11.2026 15:01 ${name}:`)?.ownWords).toBeUndefined()
    expect(above(`"On Fri, 24.11.2026 15:01 ${name}:`)?.ownWords).toBeUndefined()
  })
})

describe('R31 a time or a date', () => {
  it.each([
    '9:05',
    'at 15.01',
    '2026',
    '1999',
    '2569',
    '4/1/26',
    '24.11.26',
    '24-11-2026',
    '2026年11月',
    '2569年',
    '1868年1月3日',
    '２０２６',
  ])('%s', text => {
    expect(tellsWhen(text)).toBe(true)
  })

  it.each(['9', 'version 1.2.3', '24-11', '1826', '20261', '120.5', '9:5', '4/1', 'a/b/cd', '12年', '4_1_26', '24:1'])(
    'not %s',
    text => {
      expect(tellsWhen(text)).toBe(false)
    },
  )
})

describe('R31 header fields above a quotation without marks', () => {
  const block = [`From: ${name} <${address}>`, 'Sent: Tuesday', 'To: Amy', `Subject: ${subject}`]
  const lines = (...all: readonly string[]) => above(all.join('\n'), 'A patron needs an answer.')

  it('three at least, with the desk’s name and subject', () => {
    expect(lines(...block)).toEqual({ from: 0, to: 4 })
    expect(lines(...block.slice(0, 2), ...block.slice(3))).toEqual({ from: 0, to: 3 })
    expect(lines(block[0] ?? '', 'To: Amy')).toBeUndefined()
    expect(lines('From: Tom <tom@x.example>', ...block.slice(1))).toBeUndefined()
    expect(lines(...block.slice(0, 3), 'Subject: Maps')).toBeUndefined()
    expect(lines(...block.slice(0, 3), 'and words')).toBeUndefined()
  })

  it('without the words above them, though these look like a field', () => {
    expect(lines('Amy', ...block)).toEqual({ from: 1, to: 5 })
    expect(lines('Note: see this', ...block)).toEqual({ from: 1, to: 5 })
    expect(lines('Yes.', '', ...block)).toEqual({ from: 2, to: 6 })
  })

  it('with the rule that announces them, though fields of the writer’s stand above it', () => {
    const announced = ['-----Original Message-----', ...block]
    expect(lines('Yes.', ...announced)).toEqual({ from: 1, to: 6 })
    expect(lines('Note: see this', 'Yes.', ...announced)?.from).toBe(2)
    expect(lines('-----Original Message-----', 'Yes.', 'From: Tom', ...block.slice(1))).toBeUndefined()
    expect(lines('_____', 'Note: a', 'Hint: b', 'Mark: c', `On ${name}`, `Subject: ${subject}`)).toEqual({
      ...{ from: 0, to: 6 },
    })
    expect(lines('Note: a', 'Hint: b', 'Mark: c', `On ${name}`, `Subject: ${subject}`)).toBeUndefined()
  })

  it('with a rule above them, not too far', () => {
    for (const rule of ['_____', '-----Original Message-----', '== x ==', ' ───── ', '—————'])
      expect(lines('Yes.', rule, ...block)).toEqual({ from: 1, to: 6 })
    for (const rule of ['____', '- x -', '--', '== x', 'See -----', '----- See'])
      expect(lines('Yes.', rule, ...block)?.from).toBe(2)
    expect(lines('Yes.', '_____', '', '', ...block)?.from).toBe(1)
    expect(lines('Yes.', '_____', '', '', '', ...block)?.from).toBe(5)
    expect(lines('_____', '', ...block)?.from).toBe(0)
  })

  it('no more of them than a program writes', () => {
    const more = (count: number) =>
      lines(block[0] ?? '', ...Array.from({ length: count }, (_, i) => `Cc: a${i}`), block[3] ?? '')
    expect(more(13)).toEqual({ from: 0, to: 15 })
    expect(more(14)).toBeUndefined()
  })

  it('the subject of a mail counts only where it is long', () => {
    const short = { ...us, subjects: ['atlases'] }
    const all = [...block.slice(0, 3), 'Subject: Atlases', 'A patron']
    expect(introductionAbove(plainLines(all.join('\n')), 4, short)).toBeUndefined()
    expect(introductionAbove(plainLines(all.join('\n')), 4, { ...short, subjects: ['subjectatlases'] })).toEqual({
      from: 0,
      to: 4,
    })
  })

  it('without colons, below a rule that announces them', () => {
    const bare = [`From "${name}" <${address}>`, 'To\tAmy', 'Cc  <tom@x.example>', `Subject ${subject}`]
    expect(lines('Yes.', '', '------ Original Message ------', ...bare)).toEqual({ from: 2, to: 7 })
    expect(lines('Yes.', '', '----------', ...bare)).toBeUndefined()
    expect(lines('Yes.', '', ...bare)).toBeUndefined()
  })
})

describe('R31 a gateway’s banner belongs to the quotation below it', () => {
  const beginsBelow = (banner: string) => {
    const text = `${typed}\n\n${name} writes:\n${banner}`
    return introductionAbove(plainLines(`${text}\n${quoted}`), text.split('\n').length, us)?.from
  }

  it.each([
    '> CAUTION: This email originated from outside of the organization.\n>',
    '> [EXTERNAL]',
    '> *EXT*\n>\n>',
    '> Externe\n>',
    '> External Sender: mail\n> Do not click.\n>',
    '> You don’t often get email from this address.\n>',
    "> You don't often get e-mail from this address.\n>",
    '> 【注意】このメールは社外から送信されています。\n>',
    '> Achtung: Diese Nachricht kommt von außerhalb.\n>',
    '> EXTERNAL\n>\n> This message is from outside.\n>',
    '> a\n> b\n> c\n> d\n> e\n> f\n> external mail\n>',
  ])('%s', banner => {
    expect(beginsBelow(banner)).toBe(3)
  })

  it.each([
    '> Maps and atlases.\n>',
    '> The external walls are red.\n>',
    'EXTERNAL mail from outside.\n',
    '>> EXTERNAL\n>',
    '> External mail:\n>',
    '> From: external\n> To: mail\n>',
    '> EXTERNAL\n>\n> EXTERNAL\n>\n> EXTERNAL\n>',
    `${'> external mail\n'.repeat(15)}>`,
    '> ---\n> [EXTERN]\n> ---',
  ])('not: %s', banner => {
    expect(beginsBelow(banner)).toBeUndefined()
  })
})

describe('R31 an introduction at the top of the mail, above what was typed', () => {
  const top = (text: string) => introductionOnTop(plainLines(text), us)

  it('names the desk and its address, on three lines at most', () => {
    expect(top(`${name} <${address}> writes:\n\nYes.`)).toEqual({ from: 0, to: 1 })
    expect(top(`\n\n${name} <${address}> writes:\nYes.`)).toEqual({ from: 2, to: 3 })
    expect(top(`Fri, 27 Nov 2026 01:16\nRiverside Public\nLibrary <${address}> writes:\nYes.`)).toEqual({
      from: 0,
      to: 3,
    })
    expect(top(`${name} <${address}>:`)).toEqual({ from: 0, to: 1 })
  })

  it('nothing less, and nothing further down', () => {
    expect(top(`${name} writes:\n\nYes.`)).toBeUndefined()
    expect(top(`${address} writes:\n\nYes.`)).toBeUndefined()
    expect(top(`Yes.\n${name} <${address}> writes:`)).toBeUndefined()
    expect(top(`Yes.\n\n${name} <${address}> writes:`)).toBeUndefined()
    expect(top('')).toBeUndefined()
    expect(introductionOnTop([], us)).toBeUndefined()
  })
})
