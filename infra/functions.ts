/** Every Lambda of the desk: `functions/<name>.ts` becomes `dist/functions/<name>/index.mjs`. */
export const functionNames = [
  'authorize',
  'connections',
  'queue',
  'messages',
  'closing',
  'session-clock',
  'follow-up',
  'api',
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
  'session-clock': 'Whatever is due in a session',
  'follow-up': 'Mails a follow-up and looks after it',
  api: 'Questions and tickets over HTTP',
  directory: 'Writes the consortium file into the directory',
}
