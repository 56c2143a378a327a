/** The index of the Roster table that orders the entries of a pool by `turn`. */
export const lineIndex = 'line'

/** The index of the Roster table that has everybody on duty, and nobody else. */
export const hereIndex = 'here'

/** The header in which the CDN proves that a request comes from it. */
export const cdnHeader = 'x-coopdesk-cdn'

/** The name of the error by which a timer says that it is over: its state machine ends with it, and has not failed. */
export const timerIsOver = 'Over'

/** The hour (UTC) at which the daily run that tests mailboxes begins. */
export const mailboxRunHour = 6

/**
 * The environment variables of the functions. `infra` sets them and `lib/aws` reads them from the same list, so that a name
 * cannot be set in one place and missing in the other.
 */
export const env = {
  sessionsTable: 'SESSIONS_TABLE',
  queueTable: 'QUEUE_TABLE',
  rosterTable: 'ROSTER_TABLE',
  directoryTable: 'DIRECTORY_TABLE',
  followUpsTable: 'FOLLOW_UPS_TABLE',
  factsTable: 'FACTS_TABLE',
  timersTable: 'TIMERS_TABLE',
  ticketsTable: 'TICKETS_TABLE',
  sourcesTable: 'SOURCES_TABLE',
  staffRoomTable: 'STAFF_ROOM_TABLE',
  /** ARN of the secret that signs tickets. */
  ticketSecret: 'TICKET_SECRET',
  /** ARN of the secret that signs reply addresses and links in mails. */
  mailSecret: 'MAIL_SECRET',
  /** ARN of the state machine that wakes a session. */
  sessionTimer: 'SESSION_TIMER',
  /** ARN of the state machine that wakes a follow-up. */
  followUpTimer: 'FOLLOW_UP_TIMER',
  /** The URL that clients open their WebSocket on. */
  socketUrl: 'SOCKET_URL',
  /** The providers that librarians sign in with, as JSON. */
  signIn: 'SIGN_IN',
  /** The id of the librarians' user pool; not set if the desk has none. */
  userPool: 'USER_POOL',
  /** The name of the consortium. */
  consortium: 'CONSORTIUM',
  /** The groups of libraries, with their names, as JSON. */
  groups: 'GROUPS',
  /** The address that mail is sent from. */
  sender: 'SENDER',
  /** The SES configuration set that mail is sent with. */
  configurationSet: 'CONFIGURATION_SET',
  /** The domain that replies to the desk's mails come to; not set if the desk receives no mail. */
  repliesDomain: 'REPLIES_DOMAIN',
  /** The URL of the HTTP API, for the links in mails. */
  httpUrl: 'HTTP_URL',
  /** The bucket that incoming mail is stored in. */
  mailBucket: 'MAIL_BUCKET',
  /** The bucket that holds each mail as it went out. */
  sentMailBucket: 'SENT_MAIL_BUCKET',
  /** The bucket that the pages are served from. */
  webBucket: 'WEB_BUCKET',
  /** The URL of the desk's own pages. Not set if there is no CDN. */
  pagesUrl: 'PAGES_URL',
  /** ARN of the secret by which the CDN proves that a request comes from it. Not set if there is no CDN. */
  cdnSecret: 'CDN_SECRET',
  /** Days after which facts no longer say which librarian served. */
  librarianFactsDays: 'LIBRARIAN_FACTS_DAYS',
  /** Days that names, addresses and words are kept. */
  retentionDays: 'RETENTION_DAYS',
} as const

export type EnvName = (typeof env)[keyof typeof env]

/** The value of one of these variables. Throws at start, not in mid-session, if the template did not set it. */
export function read(name: EnvName): string {
  const value = process.env[name]
  if (!value) throw new Error(`The environment has no ${name}: the template grants it together with the permission.`)
  return value
}

/** The value of one of these variables, or undefined if the template does not set it. */
export function readIfSet(name: EnvName): string | undefined {
  return process.env[name] || undefined
}
