import type { Library } from '../consortium/library.ts'
import { glimpse } from '../consortium/staff-names.ts'
import { isOwnAddress } from '../practice/own-address.ts'
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
  if (email && isOwnAddress(library?.desk, email)) return 'own-address'
  return name && (await directory.isStaffName(glimpse(name))) ? 'staff-name' : undefined
}
