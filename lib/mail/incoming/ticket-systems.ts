import type { Fields } from './header-fields.ts'

/** The header fields by which ticket systems mark the mails that people write in them, and their automatic mails. */
const systems: readonly (readonly [field: RegExp, system: string])[] = [
  [/^x-rt-(?:ticket|loop-prevention|originator)$|^rt-ticket$/, 'RT'],
  [/^x-roundup-/, 'Roundup'],
  [/^x-redmine-/, 'Redmine'],
  [/^x-(?:otrs|znuny)-/, 'OTRS'],
  [/^x-zammad-/, 'Zammad'],
  [/^x-zendesk-/, 'Zendesk'],
  [/^x-(?:jira|atlassian)-/, 'Jira'],
  [/^x-freshdesk|^x-fd-/, 'Freshdesk'],
  [/^x-service-?now/, 'ServiceNow'],
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

/** The ticket system that sent a mail, according to its header fields. */
export function ticketSystemOf(headers: Fields): string | undefined {
  const names = [...headers.keys()]
  return systems.find(([field]) => names.some(name => field.test(name)))?.[1]
}
