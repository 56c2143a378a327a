/** The values of a script's fields. An unknown name leaves clean text (R8). */
export interface Names {
  readonly librarian?: string | undefined
  readonly patron?: string | undefined
  readonly patronLibrary?: string | undefined
  readonly librarianLibrary?: string | undefined
}

/** A script with its fields filled in: `Hi {patron}, I'm {librarian}` without a patron's name is `Hi, I'm Rob` (R8). */
export function rendered(script: string, names: Names): string {
  const clean = fields.filter(field => !names[field]).reduce(without, script)
  // All fields are filled in one pass, so that a name that looks like a field stays a name.
  return clean.replace(/\{(\w+)\}(\.?)/g, (all, field, stop: string) =>
    isField(field) && names[field] !== undefined ? ended(names[field], stop) : all,
  )
}

/** A name that ends with a full stop, "Jane D.", ends the sentence, too. */
function ended(name: string, stop: string): string {
  return name.endsWith('.') ? name : name + stop
}

const fields = ['librarian', 'patron', 'patronLibrary', 'librarianLibrary'] as const

function isField(text: string): text is (typeof fields)[number] {
  return fields.some(field => field === text)
}

/**
 * Removes a field together with what led to it: a comma and space, brackets, a word like "from". At the beginning of a
 * sentence, what follows the field is removed instead, and the next word is capitalised.
 */
function without(text: string, field: string): string {
  const name = `\\{${field}\\}(?:['’]s)?`
  const led = '(?:(?:and|at|by|for|from|of|to|with)\\s+)?'
  const excerpt = new RegExp(`(^|[.!?:;]\\s+)${led}${name}[,;:.!?]*\\s*(\\p{L}?)`, 'giu')
  const later = new RegExp(`\\s*\\(${name}\\)|(?:,?\\s+${led})?${name}(?:([.!?]),)?`, 'gu')
  return text
    .replace(
      excerpt,
      (_all, before: string, letter: string) => before + (/[:;]/.test(before) ? letter : letter.toUpperCase()),
    )
    .replace(later, (_all, mark: string | undefined) => mark ?? '')
    .trim()
}
