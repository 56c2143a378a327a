import { type FollowUp, isOver } from './state.ts'

/** A follow-up in the lists of its owners, while it is open. */
export interface FollowUpEntry {
  readonly session: string
  /** The patron's library. */
  readonly library: string
  /** "library", or the id of the librarian who took it on. */
  readonly owner: string
  readonly status: 'new' | 'taken'
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
  /** Since when it has been owed, ms. */
  readonly since: number
  /** The patron's. */
  readonly name?: string
  /** The librarian who took it. */
  readonly takenBy?: string
  /** The person whom mail does not reach: its owner or the patron. */
  readonly undeliverable?: 'owner' | 'patron'
  /** How many answers wait to be confirmed. */
  readonly held?: number
}

/** The entry of a follow-up with its owners; undefined once it is over. */
export function entryOf(
  { session, library, name }: Pick<FollowUpEntry, 'session' | 'library' | 'name'>,
  followUp: FollowUp | undefined,
): FollowUpEntry | undefined {
  if (!followUp || isOver(followUp)) return undefined
  const { owner, status, deadline, since, takenBy, undeliverable, held } = followUp
  if (status !== 'new' && status !== 'taken') return undefined
  return {
    session,
    library,
    owner,
    status,
    deadline,
    since,
    ...(name && { name }),
    ...(takenBy && { takenBy: takenBy.name }),
    ...(undeliverable && { undeliverable }),
    ...(held?.length && { held: held.length }),
  }
}

/** A follow-up as the librarian who sent it on sees it: its progress, and nothing of the conversation (R43). */
export interface SentOnEntry {
  readonly session: string
  /** The patron's library, which owes it now. */
  readonly library: string
  readonly status: FollowUp['status']
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
  /** Since when that library has owed it, ms. */
  readonly since: number
  /** When it was answered or done, ms. */
  readonly endedAt?: number
}

/** The entry for the librarian who sent it on, if anybody did. */
export function sentOnOf(
  { session, library }: Pick<SentOnEntry, 'session' | 'library'>,
  followUp: FollowUp | undefined,
): { readonly by: string; readonly entry: SentOnEntry } | undefined {
  if (!followUp?.sentOnBy) return undefined
  const { sentOnBy: by, status, deadline, since, endedAt } = followUp
  return { by, entry: { session, library, status, deadline, since, ...(endedAt !== undefined && { endedAt }) } }
}

/** The lists that contain it: that of the patron's library, and that of the librarian who owes it. */
export function ownersOf({ library, owner }: FollowUpEntry): readonly string[] {
  return owner === 'library' ? [libraryOwner(library)] : [libraryOwner(library), librarianOwner(owner)]
}

export const libraryOwner = (library: string): string => `library:${library}`

/** The list of follow-ups that a librarian has sent on. */
export const sentOnOwner = (librarian: string): string => `sent-on:${librarian}`

/** The list of a library's sessions that librarians stepped back from (R42). */
export const steppedBackOwner = (library: string): string => `stepped-back:${library}`

export const librarianOwner = (librarian: string): string => `librarian:${librarian}`
