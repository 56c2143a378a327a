import { describe, expect, it } from 'vitest'
import {
  hasTicketNumber,
  isBounceSubject,
  isForwarded,
  isMachinesSubject,
} from '../../../../lib/mail/incoming/machine-subjects.ts'

const ours = '[Valley Library] Follow-up 6Z8A1B3C, due 2026-11-25'

describe('R31 a subject that says that a mail did not arrive', () => {
  const bounces = [
    ...['Undeliverable: x', 'Non-delivery report', 'Nondelivery', 'Übermittlung fehlgeschlagen', 'Mail not delivered'],
    ...['x could not be delivered', 'Delivery-Status x', 'Delivery Status x', 'Permanent failure x'],
    ...['Permanent delivery failure', 'Mail failed x', 'Mail delivery failed', 'Mail error', 'Failed mail: x'],
    ...['Failure-delivery x', 'Échec de remise', 'Échec de la distribution', 'No se pudo entregar', 'No entregado'],
    ...[
      'Kunde inte levereras',
      'Går inte att leverera',
      'Ei voi toimittaa',
      'Ei voitu toimittaa',
      'Ei voida toimittaa',
    ],
    ...['Не доставлено', 'Невозможно доставлен', '배달불가', '배달 불가', '退信'],
  ]

  it.each(bounces)('%s', subject => {
    expect(isBounceSubject(subject)).toBe(true)
    expect(isMachinesSubject(subject, [ours])).toBe(true)
    expect(isBounceSubject(`  RE: ${subject}`)).toBe(false)
  })

  it.each(['On the second floor', 'Delivered yesterday', 'My mail', 'Status of x'])('not: %s', subject => {
    expect(isBounceSubject(subject)).toBe(false)
  })
})

describe('R31 a subject that says that nobody has read a mail', () => {
  const machines = [
    ...['Autoreply', 'Auto-reply', 'Auto reply', 'Auto: x', '*Auto : x', 'Out of office', 'Out-of-office x'],
    ...['Out of the office', 'Out-of-the-office', 'Away from office', 'Away from the office', 'Away from my desk'],
    ...['Automatische Antwort', 'Automatischer Eingangsbescheid', 'Automatische Eingangsinfo', 'Absence du bureau'],
    ...['Absent de x', 'Absence notification', 'Fuera de oficina', 'Fuera de la oficina', 'Automatická odpověď'],
    ...['Automatický odpovídač', '자동회신', '자동 응답'],
    ...[
      'Read: x',
      '* Read: x',
      'Not read: x',
      'Lu : x',
      'Non lu: x',
      'Lido: x',
      'Lida: x',
      'Não lido: x',
      'Não lida: x',
    ],
    ...['已读：x', 'Recall: x', '"Recall" : x', 'Recall : x', 'Message recall: x', '召回：x', '„Rückruf“: x'],
    ...['Amy would like to recall x', 'Recall message', 'Recalled the message', 'Recall the message'],
    ...['Email received', 'Your e-mail: received', 'Your question of today was closed', 'Accepted: x', '*Declined : x'],
    ...['Thank you for contacting us', 'Received your mail'],
  ]

  it.each(machines)('%s', subject => {
    expect(isMachinesSubject(subject, [ours])).toBe(true)
  })

  it.each([
    ...['My auto: x', 'I read: x', 'The recall: x', 'The call: x', 'Not accepted: x', 'We read it', 'Recall'],
    ...['Recall abc: x', 'Autoload: x'],
  ])('not: %s', subject => {
    expect(isMachinesSubject(subject, [ours])).toBe(false)
  })
})

describe('R31 what stands beside the desk’s own subject', () => {
  it.each([
    ...[ours, `  Re: ${ours}`, `RE[2]: ${ours}`, `Re (3): ${ours}`, `AW: WG: ${ours}`, `Re: [EXTERNAL] ${ours}`],
    ...[`Ext: Re: ${ours}`, `Externo : ${ours}`, `EXTERNAL: ${ours}`, `{spam?} ${ours}`, `*** SPAM *** ${ours}`],
    ...[
      `Re: ${ours} [SEC=OFFICIAL]`,
      `Re: ${ours} (1905)`,
      `Re: ${ours.replace(' ', '\r\n  ')}`,
      `Re: ${ours.toUpperCase()}`,
    ],
  ])('a reply adds no more than %j', subject => {
    expect(isMachinesSubject(subject, [ours])).toBe(false)
  })

  it.each([`Thanks: ${ours}`, `[4711x] ${ours}`, `${ours} seen`, `Re: Thanks ${ours}`, `Externx: ${ours}`])(
    'a machine adds more: %j',
    subject => {
      expect(isMachinesSubject(subject, [ours])).toBe(true)
    },
  )

  it('a subject of the desk that is too short says nothing', () => {
    expect(isMachinesSubject('Maps and Atlases', ['Atlases'])).toBe(false)
    expect(isMachinesSubject('Maps and Atlases!', ['Atlases!'])).toBe(true)
  })

  it('the newest place counts, where it stands twice', () => {
    expect(isMachinesSubject(`Re: ${ours} ${ours}`, [ours])).toBe(true)
  })
})

describe('R31 the number of a ticket in a subject', () => {
  it.each([
    ...[`[#12] ${ours}`, `# 1 ${ours}`, `#1 ${ours}`, `${ours} 123`, 'Re: #12', 'Re: № 12', 'Re: #1234', 'Ticket 12'],
    ...['Case: ABC-12', 'Caso n12', 'Incident - INC12', 'Request 4711'],
  ])('%s', subject => {
    expect(hasTicketNumber(subject, [ours])).toBe(true)
  })

  it.each([
    ...[
      ours,
      `Re[2]: ${ours}`,
      `12 ${ours}`,
      `#x1 ${ours}`,
      'Re: #1',
      'Re: #ab',
      'Case 1',
      'Ticketing 4711',
      'Case of 1905',
    ],
    ...['Case: longname12', 'Maps # x12', 'Opening hours 2026'],
  ])('not: %s', subject => {
    expect(hasTicketNumber(subject, [ours])).toBe(false)
  })
})

describe('R31 a subject of a mail that was passed on', () => {
  it.each(['Fwd: x', 'FW : x', '* Fw: x', 'WG：x', 'VS: x', '*VS : x'])('%s', subject => {
    expect(isForwarded(subject)).toBe(true)
  })

  it.each(['Re: Fwd: x', 'My Fwd: x', 'TVs: x', 'My vs: x', 'VSX: x'])('not: %s', subject => {
    expect(isForwarded(subject)).toBe(false)
  })

  it('VS: in a mail of a Finnish program is a reply, wherever its field stands', () => {
    const lines = (text: string) => [{ text: 'Third floor.' }, { text }]
    for (const text of ['Lähettäjä: Valley', '*Lähettäjä : Valley'])
      expect(isForwarded('VS: x', lines(text))).toBe(false)
    for (const text of ['Se on Lähettäjä: Valley', 'Lähettäjäx: Valley'])
      expect(isForwarded('VS: x', lines(text))).toBe(true)
  })
})
