/** The four codes of the cooperative. */
export const codes = ['answered', 'follow-up-by-patrons-library', 'follow-up-by-me', 'lost-call'] as const

export type Code = (typeof codes)[number]

/** A librarian chose the code, the patron did by leaving an address (R6), or the desk gave it because nobody did (R24). */
export type How = 'chosen' | 'by-patron' | 'by-default'
