/** The four codes of the cooperative. */
export const codes = ['answered', 'follow-up-by-patrons-library', 'follow-up-by-me', 'lost-call'] as const

export type Code = (typeof codes)[number]

/** Who chose the code: a librarian, the patron by leaving an address (R6), or the desk because nobody did (R24). */
export type How = 'chosen' | 'by-patron' | 'by-default'

/**
 * Why a session ended without a code (R24): the librarian spoke last and the patron did not answer; the patron had the last word
 * and had gone; or the patron had the last word and waited to the end without an answer.
 */
export type NobodyChose = 'librarian-spoke-last' | 'patron-gone' | 'waited-out'
