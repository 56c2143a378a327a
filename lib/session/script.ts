/** What the fields of a script stand for; a name that is not known leaves clean text (R8). */
export interface Names {
  readonly librarian?: string | undefined
  readonly patron?: string | undefined
  readonly patronLibrary?: string | undefined
  readonly librarianLibrary?: string | undefined
}

/** A script with its fields filled in: `Hi {patron}, I'm {librarian}` without a patron's name is `Hi, I'm Rob` (R8). */
export function rendered(script: string, names: Names): string {
  const clean = fields.filter(field => !names[field]).reduce(without, script)
  // In one pass, so that a name that looks like a field stays a name.
  return clean.replace(/\{(\w+)\}/g, (all, field) => (isField(field) ? (names[field] ?? all) : all))
}

const fields = ['librarian', 'patron', 'patronLibrary', 'librarianLibrary'] as const

function isField(text: string): text is (typeof fields)[number] {
  return fields.some(field => field === text)
}

/** Takes a field out together with the comma and the space that led to it; at the beginning, with those that follow. */
function without(text: string, field: string): string {
  const first = new RegExp(`^\\{${field}\\}(?:['’]s)?[,;:]?\\s*(\\p{L}?)`, 'u')
  const later = new RegExp(`(?:,?\\s+)?\\{${field}\\}(?:['’]s)?`, 'gu')
  return text.replace(first, (_all, letter: string) => letter.toUpperCase()).replace(later, '')
}
