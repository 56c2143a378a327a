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

/** A follow-up as whoever sent it on sees it: what became of it, and nothing of what was said (R43). */
export interface SentOnEntry {
  readonly session: string
  /** The patron's library, which has it now. */
  readonly library: string
  readonly status: FollowUp['status']
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
  /** Since when that library has owed it, ms. */
  readonly since: number
  /** When it was answered or done, ms. */
  readonly endedAt?: number
}

/** The entry for whoever sent it on; nothing where nobody did. */
export function sentOnOf(
  { session, library }: Pick<SentOnEntry, 'session' | 'library'>,
  followUp: FollowUp | undefined,
): { readonly by: string; readonly entry: SentOnEntry } | undefined {
  if (!followUp?.sentOnBy) return undefined
  const { sentOnBy: by, status, deadline, since, endedAt } = followUp
  return { by, entry: { session, library, status, deadline, since, ...(endedAt !== undefined && { endedAt }) } }
}

/** In whose lists it stands: the patron's library always sees it, and so does the librarian who owes it. */
export function ownersOf({ library, owner }: FollowUpEntry): readonly string[] {
  return owner === 'library' ? [libraryOwner(library)] : [libraryOwner(library), librarianOwner(owner)]
}

export const libraryOwner = (library: string): string => `library:${library}`

/** The list of what a librarian has sent on. */
export const sentOnOwner = (librarian: string): string => `sent-on:${librarian}`

export const librarianOwner = (librarian: string): string => `librarian:${librarian}`
