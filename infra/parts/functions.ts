/** Every Lambda of the desk: `functions/<name>.ts` becomes `dist/functions/<name>/index.mjs`. */
export const functionNames = [
  'authorize',
  'connections',
  'queue',
  'messages',
  'closing',
  'session-timer',
  'follow-up-timer',
  'follow-ups',
  'staff-room',
  'links',
  'incoming-mail',
  'delivery-events',
  'api',
  'sweep',
  'mailbox-tests',
  'directory',
  'settings',
  'web-files',
  'invitations',
] as const

export type FunctionName = (typeof functionNames)[number]

/** The description of each, shown in the Lambda console. */
export const functionPurposes: Readonly<Record<FunctionName, string>> = {
  authorize: 'Checks the ticket of a new connection',
  connections: 'Connections that begin, end and come back',
  queue: 'Librarians on and off duty, and picking up',
  messages: 'What patrons and librarians say to each other',
  closing: 'The end of a session: contact, resolution code, follow-up',
  'session-timer': 'Does what is due in a session',
  'follow-up-timer': 'Mails, reminders and hand-over of a follow-up',
  'follow-ups': 'Follow-ups: listing, taking, answering',
  'staff-room': 'What librarians on duty say to each other, and how they help each other',
  links: 'The links in mails',
  'incoming-mail': 'Processes answers that come by email',
  'delivery-events': 'Bounces and complaints',
  api: 'Questions and tickets over HTTP',
  sweep: 'Starts the timers that are missing',
  'mailbox-tests': 'Tests the mailboxes of the libraries',
  directory: 'Loads a new directory with the consortium file',
  settings: 'Settings, read and changed by administrators',
  'web-files': 'Puts the pages into their bucket',
  invitations: 'Invites people who are new in the directory',
}
