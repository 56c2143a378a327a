import { describe, expect, it } from 'vitest'
import { ticketSystemOf } from '../../../../lib/mail/incoming/ticket-systems.ts'

describe('R31 a ticket system is known by its header fields', () => {
  it.each([
    ['x-rt-ticket', 'RT'],
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
    ['x-glpi-ticket', 'a ticket system'],
  ])('%s', (field, system) => {
    expect(ticketSystemOf(new Map([[field, '1']]))).toBe(system)
  })

  it('and what people’s programs write is none of them', () => {
    const fields = ['x-mailer', 'x-originating-ip', 'x-rt-like', 'x-frontpage', 'x-tracking', 'x-google-smtp-source']
    expect(ticketSystemOf(new Map(fields.map(field => [field, '1'])))).toBeUndefined()
  })
})
