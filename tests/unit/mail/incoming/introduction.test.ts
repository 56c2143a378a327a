import { describe, expect, it } from 'vitest'
import { introductionAbove } from '../../../../lib/mail/incoming/introduction.ts'
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
