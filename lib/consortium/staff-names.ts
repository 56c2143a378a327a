import type { Consortium } from './consortium.ts'

/** Letters of other scripts, and digits, that look like a Latin letter. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', н: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', ѕ: 's' },
  ...{ т: 't', у: 'y', х: 'x', ү: 'y', α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't' },
  ...{ υ: 'u', χ: 'x', ı: 'i', ɑ: 'a', ɡ: 'g', '0': 'o', '1': 'l', '3': 'e', '5': 's', '|': 'l' },
}

/** A name as somebody sees it at a glance, ignoring case, spaces, marks and look-alikes. */
export function glimpse(name: string): string {
  const letters = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  // "I" and "l" look alike in many fonts, so they count as the same letter.
  return Array.from(letters, letter => lookAlikes[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('i', 'l')
}

/** Roles that no patron may use as a name. */
const ofTheDesk = [
  ...['Staff', 'Library Staff', 'Library', 'The Library', 'Librarian', 'The Librarian', 'Reference Librarian'],
  ...['Reference Desk', 'Help Desk', 'Support', 'Administrator', 'Admin', 'System', 'Moderator', 'Coopdesk'],
]

/**
 * The names that no patron may use, as glimpses: those of the desk, the consortium, the libraries and the librarians. Screen
 * names of one word are allowed, since two people may be called Jane.
 */
export function staffNames({
  name,
  libraries,
  librarians,
}: Pick<Consortium, 'name' | 'libraries' | 'librarians'>): readonly string[] {
  const people = librarians.map(librarian => librarian.name).filter(called => /\S\s+\S/.test(called))
  const names = [...ofTheDesk, name, ...libraries.map(library => library.name), ...people]
  return [...new Set(names.map(glimpse))]
}
