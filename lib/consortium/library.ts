import type { FollowUpPolicy } from '../follow-up/due-dates.ts'
import type { Rung } from '../session/ladder.ts'
import type { Timing } from '../session/timing.ts'
import type { Calendar } from '../time/opening-days.ts'
import type { OpeningHours } from '../time/opening-hours.ts'

/** A member of the consortium, as the consortium file describes it, with every default filled in. */
export interface Library {
  readonly id: string
  readonly name: string
  /** IANA name, e.g. `America/New_York`; deadlines and opening hours are read in it. */
  readonly timeZone: string
  /** Where the follow-ups of its patrons are mailed to (R29). */
  readonly mailbox: string
  /** Where the desk's own mail comes from and goes to: nobody else's address. An entry of an older release has none. */
  readonly desk?: DeskAddresses
  /** Origins of the web pages that may open a session here, e.g. `https://library.example.org`; no path, no trailing slash. */
  readonly origins: readonly string[]
  /** Ids of the groups that it belongs to. */
  readonly groups: readonly string[]
  /** The pools that a waiting session reaches, the earliest first (R4). */
  readonly ladder: readonly Rung[]
  /** When its own desk is staffed; no entry for a day on which it is closed. */
  readonly hours: readonly OpeningHours[]
  /** Dates (YYYY-MM-DD) on which it is closed whatever its hours say. */
  readonly closedDays: readonly string[]
  /** How it deals with what it owes after sessions. */
  readonly followUps: FollowUpPolicy
  readonly timing: Timing
  /** Whether librarians of other libraries are to name their own when they greet its patrons (R9). */
  readonly namesInstitution: boolean
  /** Script offered on pick-up (R7), with merge fields. */
  readonly greeting: string
  /** Script sent when a session of its patron ends (R23), with merge fields. */
  readonly goodbye: string
  readonly scripts: readonly Script[]
  /** URL of the page that tells other librarians how this library works (R11); never shown to patrons. */
  readonly policyPage?: string
}

/** In lower case. */
export interface DeskAddresses {
  /** The address that mail is sent from. */
  readonly sender: string
  /** The domain that replies come to. */
  readonly repliesDomain?: string
}

/** A canned message with merge fields (R18). */
export interface Script {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** Somebody who answers. */
export interface Librarian {
  readonly id: string
  /** The screen name, which patrons see: `Rob from State College`. */
  readonly name: string
  /** The address that their sign-in vouches for, in lower case. */
  readonly email: string
  /** Id of their own library. */
  readonly library: string
  readonly role: Role
  /** The pools that they pick up from. */
  readonly pools: readonly string[]
  /** Sessions that they hold at once at most (R5). */
  readonly limit: number
  readonly scripts: readonly Script[]
}

/** What somebody may change: nothing of the settings, those of their own library, those of the whole consortium. */
export const roles = ['librarian', 'library-administrator', 'consortium-administrator'] as const

export type Role = (typeof roles)[number]

/** The fields that a script may name in braces, e.g. `{librarian}` (R8). */
export const mergeFields = ['librarian', 'patron', 'patronLibrary', 'librarianLibrary'] as const

/** The pool of everybody in the consortium. */
export const cooperative = 'cooperative'

/** The pool of one library's own librarians. */
export const libraryPool = (library: string): string => `library:${library}`

/** The pool of the librarians of one group of libraries. */
export const groupPool = (group: string): string => `group:${group}`

/** How the keys of entries begin that the desk has learnt itself. */
export const learntEntries = 'mailbox:'

/** The kinds of entry in the directory, each by its key in the Directory table. */
export const entryKey = {
  library: (id: string): string => `library:${id}`,
  librarian: (id: string): string => `librarian:${id}`,
  /** What a sign-in leads to: the librarian with this address, whatever its case. */
  signIn: (email: string): string => `sign-in:${email.toLowerCase()}`,
  /** What the desk has learnt of a library's mailbox: no file owns it. */
  mailbox: (library: string): string => `${learntEntries}${library}`,
  /** A name that no patron may go by, as a glimpse of it. */
  staffName: (glimpse: string): string => `staff-name:${glimpse}`,
}

/** The days on which a library works. */
export function calendarOf({ timeZone, hours, closedDays }: Library): Calendar {
  return { timeZone, openOn: [...new Set(hours.filter(({ rest }) => !rest).map(({ day }) => day))], closedDays }
}
