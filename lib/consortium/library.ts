import type { FollowUpPolicy } from '../follow-up/due-dates.ts'
import type { OwnAddresses } from '../practice/own-address.ts'
import type { Rung } from '../session/ladder.ts'
import type { Timing } from '../session/timing.ts'
import type { Calendar } from '../time/opening-days.ts'
import type { OpeningHours } from '../time/opening-hours.ts'
import type { PageSettings } from './page.ts'
import type { Holiday, PolicyStatement } from './policy.ts'
import type { QuestionClass } from './question-classes.ts'

/** A member of the consortium, as the consortium file describes it, with every default filled in. */
export interface Library {
  readonly id: string
  readonly name: string
  /** IANA name, e.g. `America/New_York`; deadlines and opening hours are read in it. */
  readonly timeZone: string
  /** Where the follow-ups of its patrons are mailed (R29). */
  readonly mailbox: string
  /** The addresses that the desk itself uses. Entries from older releases have none. */
  readonly desk?: OwnAddresses
  /** Origins of the web pages that may open a session here, e.g. `https://library.example.org`; no path, no trailing slash. */
  readonly origins: readonly string[]
  /** The ids of its groups. */
  readonly groups: readonly string[]
  /** The pools that a waiting session reaches, the earliest first (R4). */
  readonly ladder: readonly Rung[]
  /** When its own desk is staffed. Days on which it is closed have no entry. */
  readonly hours: readonly OpeningHours[]
  /** Dates (YYYY-MM-DD) on which it is closed whatever its hours say. */
  readonly closedDays: readonly string[]
  /** The names of those that have one. @default - none */
  readonly holidays?: readonly Holiday[]
  /** How it handles follow-ups. */
  readonly followUps: FollowUpPolicy
  readonly timing: Timing
  /** How much one source may ask, and how many patrons may wait. For entries of older releases the defaults apply. */
  readonly limits?: QuestionLimits
  /** Its own networks, like `192.0.2.0/24`. Nobody there is refused; a source that asks too much waits behind others (R42). */
  readonly networks?: readonly string[]
  /** The days for which a librarian may read a session that they served here. Entries from older releases have none. */
  readonly rereadDays?: number
  /** Whether librarians of other libraries should name their own when they greet its patrons (R9). */
  readonly namesInstitution: boolean
  /** Script offered on pick-up (R7), with merge fields. */
  readonly greeting: string
  /** Script sent when a session of its patron ends (R23), with merge fields. */
  readonly goodbye: string
  readonly scripts: readonly Script[]
  /** The classes of questions that librarians choose from at the end of a session. @default - none */
  readonly classes?: readonly QuestionClass[]
  /** URL of the page that tells other librarians how this library works (R11); never shown to patrons. */
  readonly policyPage?: string
  /** What that page says, statement by statement. @default - nothing */
  readonly policy?: readonly PolicyStatement[]
  /** What the pages for its patrons show and ask. Without it the defaults apply. */
  readonly page?: PageSettings
}

/** Limits that keep the desk open for others when somebody floods it. */
export interface QuestionLimits {
  /** Of the questions that one source asks in ten minutes, this many wait in turn. The rest wait behind everybody else's (R2). */
  readonly inTurn: number
  /** The most questions that are accepted from one source in ten minutes. */
  readonly taken: number
  /** The most patrons who wait at one library. The last fifth of the places is for sources with nobody waiting. */
  readonly waiting: number
  /** The most patrons who wait in the whole cooperative. The same applies to the last fifth. */
  readonly waitingEverywhere: number
  /** Whether a patron's device has to do some work before a question is taken. Entries from older releases do not say. */
  readonly proofOfWork?: boolean
  /** The most sockets that one session has at the same time. Entries from older releases do not say. */
  readonly sockets?: number
  /** The most frames that the patron of a session sends at once, over all of its sockets. Entries from older releases do not say. */
  readonly framesAtOnce?: number
  /** The frames that may follow in each second, in the long run. */
  readonly framesPerSecond?: number
  /** The most notices that are mailed to the library's mailbox in a day. The others are summed up in one mail. */
  readonly notices?: number
  /** The most mails to one patron in a day, apart from answers. */
  readonly patronMails?: number
}

/** The smallest settings of frames: a page that opens, resumes and is closed again stays below them. */
export const fewestFrames = { framesAtOnce: 10, framesPerSecond: 1 } as const

export const defaultLimits: Required<QuestionLimits> = {
  inTurn: 8,
  taken: 60,
  waiting: 500,
  waitingEverywhere: 2000,
  proofOfWork: false,
  sockets: 5,
  framesAtOnce: 50,
  framesPerSecond: 10,
  notices: 100,
  patronMails: 10,
}

/** The limits of a library, with the defaults for whatever its entry does not say. */
export function limitsOf({ limits }: { readonly limits?: QuestionLimits }): Required<QuestionLimits> {
  return { ...defaultLimits, ...limits }
}

/** A canned message with merge fields (R18). */
export interface Script {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** A person who answers. */
export interface Librarian {
  readonly id: string
  /** The screen name, which patrons see: `Rob from State College`. */
  readonly name: string
  /** The address of their sign-in, in lower case. */
  readonly email: string
  /** Id of their own library. */
  readonly library: string
  readonly role: Role
  /** The pools that they pick up from. */
  readonly pools: readonly string[]
  /** The most sessions that they hold at once (R5). */
  readonly limit: number
  readonly scripts: readonly Script[]
}

/** What a person may change: no settings, those of their own library, or those of the whole consortium. */
export const roles = ['librarian', 'library-administrator', 'consortium-administrator'] as const

export type Role = (typeof roles)[number]

/** The fields that a script may name in braces, e.g. `{librarian}` (R8). */
export const mergeFields = ['librarian', 'patron', 'patronLibrary', 'librarianLibrary'] as const

/** A week and its weekend. Until then a librarian may be asked about what they said. */
export const rereadDaysDefault = 7

/** The pool of everybody in the consortium. */
export const cooperative = 'cooperative'

/** The pool of one library's own librarians. */
export const libraryPool = (library: string): string => `library:${library}`

/** The pool of the librarians of one group of libraries. */
export const groupPool = (group: string): string => `group:${group}`

/** The beginning of the keys of entries that the desk has learnt itself. */
export const learntEntries = 'mailbox:'

/** The beginning of the keys of entries about invitations. */
export const invitedEntries = 'invited:'

/** The beginning of the keys of entries that say whose mailbox is looked at next. */
export const mailboxRunEntries = 'mailbox-run:'

/** The beginning of the keys of entries that say who changed what. */
const historyEntries = 'history:'

/** The keys of the Directory table, by kind of entry. */
export const entryKey = {
  library: (id: string): string => `library:${id}`,
  librarian: (id: string): string => `librarian:${id}`,
  /** The librarian with this address, in any case. */
  signIn: (email: string): string => `sign-in:${email.toLowerCase()}`,
  /** What the desk has learnt about a library's mailbox, independent of the consortium file. */
  mailbox: (library: string): string => `${learntEntries}${library}`,
  /** The libraries whose mailboxes a run looks at. */
  mailboxRun: (run: number): string => `${mailboxRunEntries}${run}`,
  /** The first run that is not finished. */
  nextMailboxRun: (): string => `${mailboxRunEntries}next`,
  /** The mark of a library or a librarian that was removed: who removed it, and when. */
  removed: (entry: string): string => `removed:${entry}`,
  /** The newest changes of a library and of the people in it. */
  history: (library: string): string => `${historyEntries}${library}`,
  /** That the person with this address, in lower case, has been invited. */
  invited: (email: string): string => `${invitedEntries}${email}`,
  /** That people are to be invited. */
  invitations: (): string => 'desk:invitations',
  /** Whether the directory has been loaded: no file owns it. */
  directory: (): string => 'desk:directory',
  /** A name that no patron may use, reduced to its look at a glance. */
  staffName: (glimpse: string): string => `staff-name:${glimpse}`,
}

/** The days on which a library works. */
export function calendarOf({ timeZone, hours, closedDays }: Library): Calendar {
  return { timeZone, openOn: [...new Set(hours.filter(({ rest }) => !rest).map(({ day }) => day))], closedDays }
}
