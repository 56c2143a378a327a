import { describe, expect, it } from 'vitest'
import { ticketSystemOf } from '../../../../lib/mail/incoming/ticket-systems.ts'

describe('R31 a ticket system is known by its header fields', () => {
  const systems: readonly (readonly [field: string, system: string])[] = [
    ['x-rt-ticket', 'RT'],
    ['rt-ticket', 'RT'],
    ['x-roundup-name', 'Roundup'],
    ['x-redmine-host', 'Redmine'],
    ['x-otrs-loop', 'OTRS'],
    ['x-zammad-ticket-id', 'Zammad'],
    ['x-zendesk-from-account-id', 'Zendesk'],
    ['x-jira-fingerprint', 'Jira'],
    ['x-freshdesk-ticket', 'Freshdesk'],
    ['x-servicenow-generated', 'ServiceNow'],
    ['x-osticket', 'osTicket'],
    ['x-helpscout-version', 'Help Scout'],
    ['x-libanswers-ticket', 'LibAnswers'],
    ['x-spiceworks-ticket', 'Spiceworks'],
    ['x-service-now-id', 'ServiceNow'],
    ['x-freescout-mail-type', 'FreeScout'],
    ['x-fs-mail', 'FreeScout'],
    ['x-fd-id', 'Freshdesk'],
    ['x-glpi-ticket', 'a ticket system'],
    ['x-hesk', 'a ticket system'],
  ]

  it.each(systems)('%s', (field, system) => {
    const headers = new Map([
      ['received', 'x'],
      [field, '1'],
      ['subject', 'x'],
    ])
    expect(ticketSystemOf(headers)).toBe(system)
  })

  it.each(systems)('but not by the old-%s that somebody kept, as nobody knows from which mail', field => {
    expect(ticketSystemOf(new Map([[`old-${field}`, '1']]))).toBeUndefined()
  })

  it('and what people’s programs write is none of them', () => {
    const fields = [
      'x-mailer',
      'x-originating-ip',
      'x-rt-like',
      'x-rt-ticketing',
      'rt-tickets',
      'x-frontpage',
      'x-tracking',
      'x-google-smtp-source',
    ]
    expect(ticketSystemOf(new Map(fields.map(field => [field, '1'])))).toBeUndefined()
  })
})
