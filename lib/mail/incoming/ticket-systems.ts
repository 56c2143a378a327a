import type { Fields } from './header-fields.ts'

/** The header fields by which ticket systems mark what is written with them, and what they write themselves. */
const systems: readonly (readonly [field: RegExp, system: string])[] = [
  [/^x-rt-(?:ticket|loop-prevention|originator)$|^rt-ticket$/, 'RT'],
  [/^x-roundup-/, 'Roundup'],
  [/^x-redmine-/, 'Redmine'],
  [/^x-(?:otrs|znuny)-/, 'OTRS'],
  [/^x-zammad-/, 'Zammad'],
  [/^x-zendesk-/, 'Zendesk'],
  [/^x-(?:jira|atlassian)-/, 'Jira'],
  [/^x-freshdesk|^x-fd-/, 'Freshdesk'],
  [/^x-servicenow|^x-service-?now/, 'ServiceNow'],
  [/^x-osticket/, 'osTicket'],
  [/^x-help-?scout/, 'Help Scout'],
  [/^x-(?:libanswers|springshare)/, 'LibAnswers'],
  [/^x-spiceworks/, 'Spiceworks'],
  [/^x-(?:freescout|fs-mail)/, 'FreeScout'],
  [
    /^x-(?:topdesk|glpi|hesk|kayako|mantis|trac|bugzilla|github|gitlab|intercom|hubspot|front)(?:-|$)/,
    'a ticket system',
  ],
]

/** The ticket system that a mail comes out of, by its header fields. */
export function ticketSystemOf(headers: Fields): string | undefined {
  const names = [...headers.keys()]
  return systems.find(([field]) => names.some(name => field.test(name)))?.[1]
}
