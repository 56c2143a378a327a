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
  'links',
  'incoming-mail',
  'delivery-events',
  'api',
  'sweep',
  'directory',
] as const

export type FunctionName = (typeof functionNames)[number]

/** What each is for, as the Lambda console shows it. */
export const functionPurposes: Readonly<Record<FunctionName, string>> = {
  authorize: 'Checks the ticket of whoever wants to connect',
  connections: 'Connections that begin, end, and come back',
  queue: 'Librarians on and off duty, and picking up',
  messages: 'What patrons and librarians say to each other',
  closing: 'The end of a session: contact, resolution code, follow-up',
  'session-timer': 'Whatever is due in a session',
  'follow-up-timer': 'Mails a follow-up and looks after it',
  'follow-ups': 'What is owed after sessions, and what becomes of it',
  links: 'The links in mails',
  'incoming-mail': 'Takes in answers that come by e-mail',
  'delivery-events': 'Mails that came back, and complaints',
  api: 'Questions and tickets over HTTP',
  sweep: 'Starts the timers that are missing',
  directory: 'Writes the consortium file into the directory',
}
