import type { Session } from '../session/state.ts'
import { isOver } from './state.ts'

/** A follow-up as it stands in the lists of those who owe it, while they do. */
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
  /** Whoever took it. */
  readonly takenBy?: string
  /** To whom mail does not get: whoever owes it, or the patron. */
  readonly undeliverable?: 'owner' | 'patron'
  /** How many answers wait to be confirmed. */
  readonly held?: number
}

/** The entry of a session's follow-up; nothing once it owes none. */
export function entryOf(session: Session | undefined): FollowUpEntry | undefined {
  if (session?.status !== 'closed' || !session.followUp || isOver(session.followUp)) return undefined
  const { id, library, patron } = session
  const { owner, status, deadline, since, takenBy, undeliverable, held } = session.followUp
  if (status !== 'new' && status !== 'taken') return undefined
  return {
    session: id,
    library,
    owner,
    status,
    deadline,
    since,
    ...(patron.name && { name: patron.name }),
    ...(takenBy && { takenBy: takenBy.name }),
    ...(undeliverable && { undeliverable }),
    ...(held?.length && { held: held.length }),
  }
}

/** In whose lists it stands: the patron's library always sees it, and so does the librarian who owes it. */
export function ownersOf({ library, owner }: FollowUpEntry): readonly string[] {
  return owner === 'library' ? [libraryOwner(library)] : [libraryOwner(library), librarianOwner(owner)]
}

export const libraryOwner = (library: string): string => `library:${library}`

export const librarianOwner = (librarian: string): string => `librarian:${librarian}`
