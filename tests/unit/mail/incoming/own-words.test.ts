import { describe, expect, it } from 'vitest'
import { lettersOf } from '../../../../lib/mail/incoming/letters-of.ts'
import { joined } from '../../../../lib/mail/incoming/lines.ts'
import { ownWordsIn } from '../../../../lib/mail/incoming/own-words.ts'
import { plainLines } from '../../../../lib/mail/incoming/plain-lines.ts'
import { sentText } from '../../../../lib/mail/incoming/sent-text.ts'

const name = 'Valley University Libraries'
const address = 'desk@hudson.example.org'
const us = { names: [lettersOf(name)], addresses: [lettersOf(address)], subjects: [] }
const wrote = `On 11/24/26 10:00 AM, ${name} wrote:`

/** A mail of the desk with lines of these lengths, in letters. */
const [short, seven, eight, fifteen, sixteen, line, long] = [
  ...['sss', 'ggggggg', 'hhhhhhhh', 'f'.repeat(15), 'x'.repeat(16), 'l'.repeat(31), 'o'.repeat(40)],
]
const sent = (...lines: readonly (string | undefined)[]) =>
  sentText([{ subject: '', text: lines.join('\n'), html: '' }])
const all = sent(short, seven, eight, fifteen, sixteen, line, long)

const read = (reply: string, of = all) => {
  const own = ownWordsIn(plainLines(reply), of, us)
  return { ...own, text: joined(own.lines).trim() }
}

describe('R31 what makes a line a quotation', () => {
  it('an introduction above it, with eight letters', () => {
    expect(read(`Yes.\n\n${wrote}\n> ${eight}`)).toMatchObject({ text: 'Yes.', quotes: false })
    expect(read(`Yes.\n\n${wrote}\n> ${seven}`).text).toBe(`Yes.\n\n${wrote}\n> ${seven}`)
    expect(read(`Yes.\n\n${wrote}\n${eight}`).text).toBe('Yes.')
  })

  it('marks before it, with thirty-two letters', () => {
    expect(read(`Yes.\n\n> ${'y'.repeat(32)}`, sent('y'.repeat(32))).text).toBe('Yes.')
    expect(read(`Yes.\n\n> ${line}`).text).toBe(`Yes.\n\n> ${line}`)
    expect(read(`Yes.\n\n${'y'.repeat(32)}`, sent('y'.repeat(32))).text).toBe(`Yes.\n\n${'y'.repeat(32)}`)
  })

  it('a quotation before it, which it continues', () => {
    expect(read(`Yes.\n\n${wrote}\n> ${eight}\n\nNo.\n\n> ${fifteen}`).text).toBe('Yes.\n\nNo.')
    expect(read(`Yes.\n\n${wrote}\n> ${eight}\n\nNo.\n\n> ${sixteen}`).text).toBe('Yes.\n\nNo.')
    expect(read(`Yes.\n\n${wrote}\n> ${long}\n\nNo.\n\n> ${eight}`).text).toBe(`Yes.\n\nNo.\n\n> ${eight}`)
  })

  it('nothing, above the first introduction, though it is long', () => {
    expect(read(`> ${long}\nYes.\n\n${wrote}\n> ${line}`)).toMatchObject({ text: `> ${long}\nYes.`, repeats: true })
  })

  it('but few letters that come from further down than what is below them were typed', () => {
    const three = ['a', 'b', 'c'].map(letter => letter.repeat(60))
    const reply = (word: string | undefined) => `${wrote}\n\n${word}\n\n> ${three.join('\n> ')}`
    expect(read(reply(fifteen), sent(...three, fifteen)).text).toBe(fifteen)
    expect(read(reply(fifteen), sent(fifteen, ...three)).text).toBe('')
    expect(read(reply(sixteen), sent(...three, sixteen)).text).toBe('')
  })
})

describe('R31 what is known of a quotation', () => {
  it('that it is one, from sixteen letters on', () => {
    const quotes = (of: string | undefined) => read(`Yes.\n\n${wrote}\n> ${of}`).quotes
    expect([quotes(fifteen), quotes(sixteen)]).toEqual([false, true])
    expect(read('Yes.').quotes).toBe(false)
  })

  it('that nothing introduces it', () => {
    const three = [line, long, 'z'.repeat(60)].join('\n')
    const unintroduced = (reply: string) => read(reply, sent(line, long, 'z'.repeat(60))).isUnintroduced
    expect(unintroduced(`Yes.\n\nSee:\n${three}`)).toBe(true)
    expect(unintroduced(`Yes.\n\n${wrote}\n${three}`)).toBe(false)
    expect(unintroduced(`Yes.\n\n> ${three.replaceAll('\n', '\n> ')}`)).toBe(false)
    expect(unintroduced('Yes.')).toBe(false)
  })

  it('that it is introduced at the top of the mail, above what was typed', () => {
    const onTop = `${name} <${address}> writes:`
    expect(read(`${onTop}\n\nYes.\n\n> ${long}`)).toMatchObject({ text: 'Yes.', hasSeveralIntroductions: false })
    expect(read(`${onTop}\n\nYes.`).text).toBe(`${onTop}\n\nYes.`)
    expect(read(`> ${long}\n\n${onTop}\n\nYes.`).text).toContain(onTop)
  })

  it('that several lines introduce it, and that one introduces all of it', () => {
    expect(read(`${wrote}\n> ${line}\n\nYes.\n\n${wrote}\n> ${long}`)).toMatchObject({
      text: 'Yes.',
      hasSeveralIntroductions: true,
    })
    expect(read(`${wrote}\n> ${line}\n> ${long}`).hasSeveralIntroductions).toBe(false)
  })

  it('that it was passed on, where its own introduction says so', () => {
    const block = (rule: string) =>
      `${rule}\nFrom: ${name} <${address}>\nSent: x\nSubject: [Valley] Follow-up\n\n${long}`
    const passed = (reply: string) =>
      ownWordsIn(plainLines(reply), all, { ...us, subjects: [lettersOf('[Valley] Follow-up')] }).isForwarded
    expect(passed(`Yes.\n\n${block('---------- Forwarded message ---------')}`)).toBe(true)
    expect(passed(`Yes.\n\n${block('  -- x Weitergeleitete Nachricht --')}`)).toBe(true)
    expect(passed(`Yes.\n\n${block('-----Original Message-----')}`)).toBe(false)
    expect(passed(`---------- Forwarded message ---------\nYes.\n\n${block('-----Original Message-----')}`)).toBe(false)
  })

  it('that the desk’s words stand elsewhere, too, forty letters at least', () => {
    const typed = (of: string | undefined) => read(`Yes.\n${of}\nNo.`, sent(of)).repeats
    expect([typed('o'.repeat(39)), typed(long)]).toEqual([false, true])
    expect(read(`${wrote}\n> ${long}`).repeats).toBe(false)
  })
})

describe('R31 what is left of a reply', () => {
  it('has one empty line where something was taken out', () => {
    expect(read(`Yes.\n\n\n${wrote}\n> ${line}\n\n\nNo.`).text).toBe('Yes.\n\n\nNo.')
    expect(read(`Yes.\n${wrote}\n> ${line}\nNo.`).text).toBe('Yes.\n\nNo.')
    expect(read(`${wrote}\n> ${line}\n\n\nNo.\n\n\nBye.`).text).toBe('No.\n\n\nBye.')
  })

  it('has no mark, rule or heading of a part that stood around a quoted line', () => {
    expect(read(`Yes.\n\n${wrote}\n> --\n>\n> Content-Type: text/plain\n> ${line}\n> ---\n>\nNo.`).text).toBe(
      'Yes.\n\nNo.',
    )
    expect(read(`Yes.\n\n${wrote}\n> ${line}\n>\n> \n> ${long}\n>\n> \nNo.`).text).toBe('Yes.\n\nNo.')
  })

  it('has none of them either where nothing introduces the quotation', () => {
    const marked = 'y'.repeat(32)
    const around = ['> --', '>', '> Content-Type: text/plain', `> ${marked}`, '> ---', '>', '> - -']
    expect(read(`Yes.\n\n${around.join('\n')}\nNo.`, sent(marked)).text).toBe('Yes.\n\nNo.')
    expect(read(`${around.join('\n')}\nNo.`, sent(marked)).text).toBe('No.')
    expect(read(`Yes.\n${around.join('\n')}`, sent(marked)).text).toBe('Yes.')
  })

  it('has what a program ran into the introduction', () => {
    expect(read(`Yes.\n-- \nAmy 1${wrote}\n> ${line}`).text).toBe('Yes.\n-- \nAmy 1')
  })
})
