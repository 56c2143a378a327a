/** A rule of the desk, as `docs/internals/RULES.md` states it. */
export interface Rule {
  readonly id: `R${number}`
  /** In the words of reference librarians; Markdown. */
  readonly rule: string
  /** Where it comes from; Markdown. */
  readonly source: string
  /** `all`: nothing of it is built yet. Otherwise what is still missing, while the rest is there and proven by tests. */
  readonly toCome?: 'all' | { readonly missing: string }
}

export interface Chapter {
  readonly title: string
  readonly rules: readonly Rule[]
}

type Section =
  | 'Pick up the Patron'
  | 'Greet the Patron'
  | 'Reference Conversation/Resource Selection'
  | 'Provide professional-level search assistance'
  | 'Interpersonal skills'
  | 'Concluding the session'
  | 'Resolution Codes'

/** A section of the best practices, and how the rule follows from it where that needs a word. */
export function bestPractices(section: Section, how?: string): string {
  return `Best practices, “${section}”${how ? `: ${how}` : '.'}`
}

/** Not in the best practices: what asked for it instead. */
export function beyond(why: string): string {
  return `Beyond the best practices: ${why}`
}
