/** A rule of the desk, as `docs/internals/RULES.md` states it. */
export interface Rule {
  readonly id: `R${number}`
  /** In the words of reference librarians; Markdown. */
  readonly rule: string
  /** Where it comes from; Markdown. */
  readonly source: string
  /** `all` if nothing is built yet. Otherwise the missing part, while the rest is built and tested. */
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

/** For a rule that is not in the best practices: why it exists. */
export function beyond(why: string): string {
  return `Beyond the best practices: ${why}`
}
