import type { Librarian, Role } from '../consortium/library.ts'
import type { ProtocolRefusal } from '../protocol/refusals.ts'

/** The person who wants to see or change settings, as the directory describes them at this moment. */
export type Person = Pick<Librarian, 'role' | 'library'>

/**
 * Settings that are an administrator's: those of a library, of a person in it (with the role that they have or are to get), or of
 * the whole consortium.
 */
export type Administered = 'consortium' | { readonly library: string; readonly role?: Role }

/**
 * Why a person may not see or change these settings; undefined if they may. An administrator of a library may make others
 * administrators of that library. Only an administrator of the consortium may touch another administrator of the consortium. To
 * move a person to another library, both libraries have to be asked about.
 */
export function whyNotAdminister(person: Person, what: Administered): ProtocolRefusal | undefined {
  if (person.role === 'consortium-administrator') return undefined
  if (person.role !== 'library-administrator') return 'administrators-only'
  const isOwn = what !== 'consortium' && what.library === person.library && what.role !== 'consortium-administrator'
  return isOwn ? undefined : 'consortium-administrators-only'
}
