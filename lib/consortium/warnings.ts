import type { Consortium } from './consortium.ts'

/** What is not wrong in a consortium but leaves somebody without help, in sentences. */
export function warningsAbout({ libraries, librarians }: Consortium): readonly string[] {
  const administers = (role: string) => librarians.filter(librarian => librarian.role === role)
  if (administers('consortium-administrator').length > 0) return []
  const own = new Set(administers('library-administrator').map(({ library }) => library))
  const without = libraries.filter(({ id }) => !own.has(id)).map(({ id }) => id)
  const rest =
    without.length > 0 ? ` These libraries have no administrator of their own either: ${without.join(', ')}.` : ''
  return [
    `Nobody has the role consortium-administrator, so nobody can change all settings in the browser, and only this file can name one.${rest}`,
  ]
}
