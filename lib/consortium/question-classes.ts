/** One class of questions on the consortium's list. It counts from one date to another, so the list can change. */
export interface QuestionClass {
  readonly id: string
  /** As librarians read it. */
  readonly label: string
  /** Whether it is a reference question, as reports count them. */
  readonly reference: boolean
  /** The effort on a scale such as READ, from 1 to 6. */
  readonly effort?: number
  /** Words of a question that suggest this class. */
  readonly words?: readonly string[]
  /** The first and the last date (YYYY-MM-DD) on which it may be given. @default - no limit */
  readonly from?: string
  readonly until?: string
}

/** The classes that may be given on a date. */
export function classesOn(classes: readonly QuestionClass[], date: string): readonly QuestionClass[] {
  return classes.filter(({ from = date, until = date }) => from <= date && date <= until)
}

/** The classes whose words are in the question, in the order of the list. */
export function suggestedClasses(classes: readonly QuestionClass[], question: string): readonly string[] {
  const words = new Set(wordsOf(question))
  const isIn = (phrase: string) => wordsOf(phrase).every(word => words.has(word))
  return classes.filter(({ words = [] }) => words.some(isIn)).map(({ id }) => id)
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
