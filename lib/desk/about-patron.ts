import type { Library } from '../consortium/library.ts'
import { glimpse } from '../consortium/staff-names.ts'
import type { Directory } from './ports.ts'

/** What a patron says of themselves. */
interface AboutPatron {
  readonly name?: string | undefined
  readonly email?: string | undefined
}

/**
 * Why the desk does not accept a patron's name or address, if it does not. An answer to one of the desk's own addresses would
 * come back to it, and a patron must not look like a librarian.
 */
export async function whyNotTake(
  directory: Directory,
  library: Library | undefined,
  { name, email }: AboutPatron,
): Promise<'own-address' | 'staff-name' | undefined> {
  if (email && library && isOwn(library, email.toLowerCase())) return 'own-address'
  return name && (await directory.isStaffName(glimpse(name))) ? 'staff-name' : undefined
}

function isOwn({ desk }: Library, email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const replies = desk?.repliesDomain
  return email === desk?.sender || (replies !== undefined && (domain === replies || domain.endsWith(`.${replies}`)))
}
