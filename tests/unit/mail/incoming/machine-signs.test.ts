import { describe, expect, it } from 'vitest'
import { isAutomatic, machineSigns } from '../../../../lib/mail/incoming/machine-signs.ts'
import { hasTicketNumber, isForwarded } from '../../../../lib/mail/incoming/machine-subjects.ts'
import { machineSubjects, peoplesSubjects } from './kinds/subjects.ts'

const person = 'amy@valley.example.edu'
const ours = '[Valley Library] Follow-up 6Z8A1B3C, due 2026-11-25'
const mail = (
  more: {
    headers?: Record<string, string>
    from?: string
    envelopeFrom?: string
    subject?: string
    types?: string[]
  } = {},
) => ({
  from: person,
  envelopeFrom: person,
  subject: `Re: ${ours}`,
  types: ['text/plain'],
  ...more,
  headers: new Map(Object.entries(more.headers ?? {})),
})
const signs = (more: Parameters<typeof mail>[0]) => machineSigns(mail(more), [ours])

describe('R31 what standards say that no person wrote is automatic', () => {
  it.each([
    ['an out-of-office notice', { headers: { 'auto-submitted': 'auto-replied' } }],
    ['a comment behind the word', { headers: { 'auto-submitted': 'auto-generated (failure)' } }],
    ['one of several such fields', { headers: { 'auto-submitted': 'no\nauto-replied' } }],
    ['a report', { types: ['multipart/report', 'text/plain'] }],
    ['a bounce that only holds one', { types: ['multipart/mixed', 'text/plain', 'message/delivery-status'] }],
    ['a receipt', { types: ['multipart/mixed', 'message/disposition-notification'] }],
    ['a bounce of Exim', { headers: { 'x-failed-recipients': person } }],
    ['a bounce without any field', { from: '', envelopeFrom: '<>', headers: { from: 'MAILER-DAEMON <>' } }],
    [
      'a bounce with an envelope',
      { from: 'mailer-daemon@valley.example.edu', subject: 'Mail delivery failed: returning message to sender' },
    ],
    [
      'a bounce by a postmaster',
      { from: 'postmaster@valley.example.edu', subject: 'Undeliverable: An almanac of 1905' },
    ],
    ['a mail server that is not called so', { headers: { from: '"Mail Delivery System" <MAILER-DAEMON@x.example>' } }],
    [
      'a gateway that gives the mail back',
      { from: 'gate@x.example', subject: 'Mail could not be delivered', types: ['multipart/mixed', 'message/rfc822'] },
    ],
    [
      'one whose empty sender was written down as a name',
      { envelopeFrom: 'MAILER-DAEMON@x.example', subject: 'Auto: I' },
    ],
    [
      'a bounce with the header of what it returns, whoever sends it',
      { from: 'gate@x.example', subject: 'Undeliverable mail', types: ['multipart/mixed', 'text/rfc822-headers'] },
    ],
    [
      'a bounce by a system administrator',
      { headers: { from: 'System Administrator <sa@x.example>' }, subject: 'Undeliverable: x' },
    ],
    ['a bounce by post_master', { from: 'post_master@x.example', subject: 'Undeliverable: x' }],
    [
      'a word with spaces and a comment around it',
      { headers: { 'auto-submitted': ' (not by a person) auto-replied ' } },
    ],
    ['one that says nothing but a comment before the word', { headers: { 'auto-submitted': '(no) auto-generated' } }],
    ['a note without a return address', { envelopeFrom: '<>', subject: `Automatic reply: ${ours}` }],
  ])('%s', (_what, more) => {
    expect(isAutomatic(mail(more))).toBe(true)
  })

  it.each([
    ['a person', {}],
    ['a person who says so', { headers: { 'auto-submitted': 'no' } }],
    ['a person whose program says so, with a comment', { headers: { 'auto-submitted': 'no (a person)' } }],
    ['a list', { headers: { precedence: 'list', 'list-id': '<x.example.org>', 'list-unsubscribe': '<mailto:x@y.z>' } }],
    ['Exchange', { headers: { 'x-auto-response-suppress': 'DR, OOF, AutoReply' } }],
    ['a ticket system', { headers: { precedence: 'bulk', 'x-rt-ticket': 'riverside #7' } }],
    ['a postmaster with words', { from: 'postmaster@valley.example.edu' }],
    [
      'a postmaster who replies to a bounce',
      { from: 'postmaster@valley.example.edu', subject: 'Re: Undeliverable mail' },
    ],
    [
      'a person who forwards a bounce',
      { subject: 'Fwd: Undeliverable: x', types: ['multipart/mixed', 'message/rfc822'] },
    ],
    ['somebody without a return address', { envelopeFrom: '<>' }],
    ['a person whose program says nothing', { headers: { 'auto-submitted': ' ' } }],
    ['a person whose program says nothing but a comment', { headers: { 'auto-submitted': '(by a person)' } }],
    [
      'a person whose part only looks like a report',
      { types: ['x-multipart/report', 'multipart/reporting', 'message/delivery-status-x'] },
    ],
    [
      'a person who writes about a bounce',
      { subject: 'Undeliverable: x', types: ['multipart/mixed', 'x-message/rfc822', 'text/rfc822-headers-x'] },
    ],
    ['somebody whose name is like a postmaster’s', { from: 'my-postmaster@x.example', subject: 'Undeliverable: x' }],
  ])('%s is not', (_what, more) => {
    expect(isAutomatic(mail(more))).toBe(false)
  })
})

describe('R31 what suggests a machine is named', () => {
  it.each([
    'x-autoreply',
    'x-autorespond',
    'x-autoresponse',
    'x-autoresponder',
    'x-auto-generated',
    'x-autogenerated',
    'x-mail-autoreply',
    'x-autoreply-from',
    'x-loop',
    'x-vacation',
    'x-yahoo-autoreply',
    'x-mdaemon-autoresponder',
    'x-sieve-vacation',
    'x-fc-machinegenerated',
    'x-ms-exchange-inbox-rules-loop',
  ])('a field %s', name => {
    expect(signs({ headers: { [name]: 'yes' } })).toEqual(['machine-header'])
  })

  it.each(['x-out-of-office', 'x-outofoffice', 'x-outof-office', 'x-machinegenerated', 'x-away-note', 'x-cron-env'])(
    'a field %s, whatever it says',
    name => {
      expect(signs({ headers: { [name]: '1' } })).toEqual(['machine-header'])
      expect(signs({ headers: { [name]: ' false ' } })).toEqual([])
      expect(signs({ headers: { [name]: ' ' } })).toEqual([])
      expect(signs({ headers: { [`old-${name}`]: '1' } })).toEqual([])
    },
  )

  it.each([
    ['x-mailer', 'vacation 1.2.7'],
    ['x-mailer', 'AutoReply'],
    ['x-mailer', 'auto-reply'],
    ['x-post-messageclass', '9; Autoresponder'],
    ['delivered-to', 'auto-responder x'],
  ])('a program that only answers: %s: %s', (name, value) => {
    expect(signs({ headers: { [name]: value } })).toEqual(['machine-header'])
  })

  it.each(['precedence', 'x-precedence'])('%s, as lists and programs write it', name => {
    for (const value of ['bulk', 'Junk']) expect(signs({ headers: { [name]: value } })).toEqual(['bulk'])
    for (const value of ['autoreply', 'auto_reply'])
      expect(signs({ headers: { [name]: value } })).toEqual(['machine-header'])
    for (const value of ['list', 'first-class', 'bulky']) expect(signs({ headers: { [name]: value } })).toEqual([])
  })

  it.each([
    '',
    ' ',
    '<>',
    ' <> ',
    '#@[]',
    '<MAILER-DAEMON>',
    'mailer-daemon@x.example',
    'double-bounce@x.example',
    '<double-bounce@x.example>',
  ])('no sender, written as %j', envelopeFrom => {
    expect(signs({ envelopeFrom })).toEqual(['no-envelope'])
  })

  it.each(['mailer-daemons@x.example', 'amy.mailer-daemon@x.example', '#@[]x'])('not a sender %j', envelopeFrom => {
    expect(signs({ envelopeFrom })).toEqual([])
  })

  it.each(['Mail Delivery System', 'Mail Delivery Subsystem', 'Delivery Status Notification', 'Mailer-Daemon'])(
    'a sender who calls itself %s',
    name => {
      expect(signs({ headers: { from: `${name} <x@x.example>` } })).toEqual(['machine-sender'])
    },
  )

  it('no field that asks others to be silent, or says that nothing is automatic', () => {
    for (const [name, value] of [
      ['x-auto-response-suppress', 'All'],
      ['x-zammad-send-auto-response', 'false'],
      ['x-loopback', 'x'],
      ['x-awaiting', 'x'],
    ] as const)
      expect(signs({ headers: { [name]: value } })).toEqual([])
  })

  it('an autoresponder that delivered it, or sent it', () => {
    expect(signs({ headers: { 'delivered-to': 'Autoresponder' } })).toEqual(['machine-header'])
    expect(signs({ headers: { precedence: 'auto_reply' } })).toEqual(['machine-header'])
    expect(signs({ headers: { 'delivered-to': person } })).toEqual([])
  })

  it.each([
    'no-reply',
    'no.reply',
    'no_reply',
    'noreply',
    'noreply-tickets',
    'do-not-reply',
    'donotreply',
    'mdaemon',
    'ndr',
    'mailer-daemon',
    'antivirus_for_smtp',
    'nicht-antworten',
    'ne-pas-repondre',
    'list-request',
    'auto-reply',
    ...['mailerdaemon', 'daemon', 'mail-system', 'mailsystem', 'microsoftexchange329e71ec88ae4615bbc36ab6ce41109e'],
    ...['automail', 'automailer', 'automatic.mail', 'tickets.no-reply', 'please-do-not-reply', 'pleasedonotreply'],
    ...['please_donotreply', 'dont-reply', 'naoresponda', 'nao-responda', 'noresponder', 'no.responder'],
    ...[
      'nepas_repondre',
      'ne-pasrepondre',
      'nepasrepondre',
      'nichtantworten',
      'keine-antwort',
      'autoreply',
      'autorespond',
    ],
    ...['auto.response', 'autonotification', 'antivirus', 'anti-spam', 'spamfilter', 'virus-scanner', 'mail.filter'],
    ...['gateway', 'x.gateway', 'gateway-1', 'bounce', 'bounces', 'quarantine', 'notification', 'notifications'],
    ...['undeliver', 'undeliverable', 'x-bounces', 'list-owner', 'cron', 'www-data.x'],
  ])('a sender %s@', mailbox => {
    expect(signs({ from: `${mailbox}@valley.example.edu` })).toEqual(['machine-sender'])
  })

  it.each([
    ...[
      'postmaster',
      'reference',
      'norbert',
      'noreen.plyler',
      'amy',
      'rootes',
      'ask',
      'the-mailer-daemonic',
      'xdaemon',
    ],
    ...['list-requests', 'amygateway', 'gatewayamy', 'casinoreply', 'keinea', 'bouncer', 'x-owners', 'auto-x'],
  ])('not a sender %s@', mailbox => {
    expect(signs({ from: `${mailbox}@valley.example.edu` })).toEqual([])
  })

  it('the name of a library says nothing about whoever replies to its mail', () => {
    const named = '[Absence Recall Library] Follow-up 6Z8A1B3C, due 2026-11-25'
    expect(machineSigns(mail({ subject: `Re: ${named}` }), [named])).toEqual([])
  })

  it('a number beside our subject, but not the one in it', () => {
    for (const subject of [`[Ticket#4711] ${ours}`, `Re: ${ours} [#12]`, `Case 00123: ${ours}`, 'Your ticket 4711'])
      expect(hasTicketNumber(subject, [ours])).toBe(true)
    for (const subject of [`Re: ${ours}`, `RE: [EXTERNAL] ${ours}`, 'Opening hours in 1905'])
      expect(hasTicketNumber(subject, [ours])).toBe(false)
  })

  it('a mail that was passed on', () => {
    for (const begin of ['Fwd: ', 'FW: ', 'WG: ', 'TR : ', 'RV: ', '転送: '])
      expect(isForwarded(begin + ours)).toBe(true)
    for (const begin of ['Re: ', 'Via: ', '']) expect(isForwarded(begin + ours)).toBe(false)
  })

  it('VS: is a reply where the program speaks Finnish, and a mail passed on in Danish', () => {
    expect(isForwarded(`VS: ${ours}`, [{ text: 'Lähettäjä: Valley Library' }])).toBe(false)
    expect(isForwarded(`VS: ${ours}`, [{ text: 'Fra: Valley Library' }])).toBe(true)
  })
})

describe('what stands beside our subject', () => {
  it.each(machineSubjects)('a subject %s', begin => {
    expect(signs({ subject: begin + ours })).toContain('machine-subject')
  })

  it.each(['Zautomatyzowane: ', 'Kukaan ei ole täällä: ', '只今留守にしております: '])(
    'a subject that says more than a reply’s, in whatever language: %s',
    begin => {
      expect(signs({ subject: begin + ours })).toEqual(['machine-subject'])
      expect(signs({ subject: `Re: ${ours} ${begin}` })).toEqual(['machine-subject'])
    },
  )

  it.each(peoplesSubjects)('not a subject %s', begin => {
    expect(signs({ subject: begin + ours })).toEqual([])
  })
})
