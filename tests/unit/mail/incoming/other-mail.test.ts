import { describe, expect, it } from 'vitest'
import { holdsFooter, holdsOtherMail } from '../../../../lib/mail/incoming/other-mail.ts'

const linesOf = (text: string, depth = 0) => text.split('\n').map(line => ({ depth, text: line }))
const isOther = (text: string) => holdsOtherMail(linesOf(`Third floor.\n${text}\nAmy`))
const isFooter = (text: string) => holdsFooter(linesOf(`Third floor.\n\n${text}`))

describe('R31 words that somebody marked are another mail', () => {
  it('but a mark before nothing is not', () => {
    expect(holdsOtherMail(linesOf('a', 1))).toBe(true)
    expect(holdsOtherMail(linesOf(' ', 1))).toBe(false)
  })
})

describe('R31 what separates mails is known in any language', () => {
  it.each([
    '-----Original Message-----',
    '  --- Ursprüngliche Nachricht ---  ',
    '___ x ___',
    '=== Mensaje ===',
    '***Message***',
    '---a b---',
    `---${'a'.repeat(81)}---`,
    '>>> Amy 11/24/2026 3:01 PM >>>',
    '>>>>>>',
  ])('%s', text => {
    expect(isOther(text)).toBe(true)
  })

  it.each([
    '--Original Message--',
    'See ---Original--- here',
    '---Original',
    'Original---',
    '--- --- ---',
    '------',
    '-----BEGIN PGP MESSAGE-----',
    `---${'a'.repeat(82)}---`,
    `---a${' '.repeat(300)}---`,
    '>>> Amy',
    '>> Amy >>',
  ])('not: %s', text => {
    expect(isOther(text)).toBe(false)
  })
})

describe('R31 a line with only a date and a time stands below a name that is quoted', () => {
  it.each([
    '11/24/2026 04:00 PM',
    ' 11/24/2026  04:00PM ',
    '1/2/2026 4:00 am',
    '24.11.2026, 16:00',
    '24-11-2026 16.00.59',
    '2026-11-24 16:00:59',
    '2026/1/2, 4:00',
    '24.11.2026 16:00',
  ])('%s', text => {
    expect(isOther(text)).toBe(true)
  })

  it.each([
    'It is 11/24/2026 04:00 PM',
    '11/24/2026 04:00 PM or so',
    '11/24/26 04:00 PM',
    '11/24/2026',
    '04:00 PM',
    '123/24/2026 04:00',
    '11/24/2026 04:0',
    '11/24/2026 04:00 XM',
    '11a24a2026 04:00',
    `11/24/2026 04:00${' '.repeat(60)}`,
  ])('not: %s', text => {
    expect(isOther(text)).toBe(false)
  })
})

describe('R31 a line that says who wrote and when introduces another mail', () => {
  it.each([
    'On Tue, Nov 24, 2026 at 3:01 PM Amy <amy@x.example> wrote:',
    'Amy <amy@x.example>:',
    'amy@x.example wrote:',
    'amy@x.example writes: *',
    'Am 24.11.26 schrieb Amy:',
    '2026年11月24日 Amy：',
    'Amy, 24 November 2026:\u200f',
    'Amy, 15:01, 24/11/26: _',
    'On Tue, Nov 24, 2026 at 3:01 PM\nAmy wrote:',
    'On Tue, Nov 24, 2026\nAmy of the Valley\nLibrary wrote:',
    'Amy\n<amy@x.example>\nwrote:',
  ])('%s', text => {
    expect(isOther(text)).toBe(true)
  })

  it.each([
    'See this:',
    'Ask amy@x.example:',
    'Amy wrote:',
    'The Gazette wrote in spring:',
    'We open at 9:00:',
    'On 24 November 2026 we are closed.',
    'Amy <amy@x.example>: she knows',
    `Amy <amy@x.example> ${'a'.repeat(400)}:`,
    `On Tue, Nov 24, 2026 ${'a'.repeat(100)}\nAmy wrote:`,
    'On Tue, Nov 24, 2026\n\n\nAmy wrote:',
    'Amy wrote:\nOn Tue, Nov 24, 2026',
  ])('not: %s', text => {
    expect(isOther(text)).toBe(false)
  })

  it('as long as such a line can be, and with a line above it as long as such a line can be', () => {
    const long = (length: number) => `Amy <amy@x.example> ${'a'.repeat(length - 21)}:`
    expect([isOther(long(400)), isOther(long(401))]).toEqual([true, false])
    const above = (length: number) => `${'a'.repeat(length - 10)} 24 5 2026\nAmy wrote:`
    expect([isOther(above(99)), isOther(above(100))]).toEqual([true, false])
  })
})

describe('R31 fields of a header above each other are another mail', () => {
  it.each([
    'From: Amy\nSent: Tuesday\nTo: Tom',
    'from: Amy\ndate: Tuesday',
    '*From:* Amy\n*Sent:* Tuesday',
    'From: Amy\n\nDate: Tuesday',
    'From : Amy\nDate\u00a0: Tuesday',
    'From: Amy <amy@x.example>',
    'Date: Tuesday\nFrom: Amy',
    'Subject: x\nTo: Tom\nFrom: Amy',
    'Von: Amy\nGesendet: Dienstag',
    'Lähettäjä: Amy\nLähetetty: tiistai',
    '发件人：Amy\n发送时间：2026',
    '| From: Amy\n| Sent: x',
    'Enviado el: martes\nDe: Amy',
    "Qo': Amy <amy@x.example>\nPoH: 24 qaStaHvIS 2026",
    "Qo': Amy <amy@x.example>\n\nPoH: 2026",
  ])('%s', text => {
    expect(isOther(text)).toBe(true)
  })

  it.each([
    'From: 10 am',
    'From: Amy\nand so on',
    'From: Amy\n\n\nDate: Tuesday',
    'Date: 1905\nTitle: The plan\nSubject: Streets',
    'See From: Amy\nDate: Tuesday',
    'Frome: Amy\nDate: Tuesday',
    'Contact: Amy <amy@x.example>',
    'Contact: Amy <amy@x.example>\nPhone: 555 0100',
    'Contact: Amy <amy@x.example>\nwe open at 9:00',
    'Contact: Amy\nHours: 2026',
    'From Amy <amy@x.example>',
    `From: ${'a'.repeat(500)} <amy@x.example>`,
  ])('not: %s', text => {
    expect(isOther(text)).toBe(false)
  })

  it('at the end of a mail, too', () => {
    expect(holdsOtherMail(linesOf('Date: Tuesday\nFrom: Amy'))).toBe(true)
    expect(holdsOtherMail(linesOf('From: Amy'))).toBe(false)
    expect(holdsOtherMail(linesOf('Amy <amy@x.example> wrote\n:'))).toBe(true)
  })
})

describe('R31 what programs append to every mail is seen by somebody first', () => {
  it.each([
    'To unsubscribe, see below.',
    'The x mailing list',
    'The x mailing-list',
    'You get this because you are subscribed.',
    'Hier abbestellen',
    'Se désabonner',
    'Cancelar a inscrição',
    'Cancelar la suscripción',
    'Virus-free. www.avast.com',
    'Virusfree. avast',
    'This email was checked for viruses.',
    'This message was scanned by our new antivirus.',
    'Tested with x for spam, mail',
    'Diese Nachricht ist virenfrei.',
    'Die Nachricht ist viren-frei.',
    'Nachricht: auf Viren geprüft',
    'This email is confidential.',
    'This is privileged.\nIt is for the recipient.',
    'Diese E-Mail ist vertraulich.',
    'Diese Email ist vertraulich.',
    'Ce courriel est confidentiel; destinataire x',
    'Este mensaje es confidencial',
    'Esta mensagem é confidencial.',
    'Dit bericht is confidentieel.',
  ])('%s', text => {
    expect(isFooter(text)).toBe(true)
  })

  it.each([
    'I am unsubscribed.',
    'A list for mailing',
    'The virus collection is on floor 3.',
    'It was checked by Amy. The virus book is here, mail us.',
    'The file is confidential until 2030.',
    'Write us an email.',
    'The file is confidential.\n\nFloor 3.\nMail us.',
  ])('not: %s', text => {
    expect(isFooter(text)).toBe(false)
  })

  it('only in the last sixteen lines that have words', () => {
    expect(holdsFooter(linesOf('To unsubscribe, see below.'))).toBe(true)
    const below = (count: number) => isFooter(`To unsubscribe, see below.${'\n\nWords.'.repeat(count)}`)
    expect([below(15), below(16)]).toEqual([true, false])
    expect(isFooter(`${'a'.repeat(1_995)} unsubscribe`)).toBe(false)
  })
})
