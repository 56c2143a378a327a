import { type FollowUp, isOver } from './state.ts'

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
  /** To whom mail does not get: its owner, or the patron. */
  readonly undeliverable?: 'owner' | 'patron'
  /** How many answers wait to be confirmed. */
  readonly held?: number
}

/** The entry of a follow-up, given whose it is; nothing once nothing is owed. */
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

/** In whose lists it stands: the patron's library always sees it, and so does the librarian who owes it. */
export function ownersOf({ library, owner }: FollowUpEntry): readonly string[] {
  return owner === 'library' ? [libraryOwner(library)] : [libraryOwner(library), librarianOwner(owner)]
}

export const libraryOwner = (library: string): string => `library:${library}`

export const librarianOwner = (librarian: string): string => `librarian:${librarian}`
