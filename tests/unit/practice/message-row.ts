import type { Context, Spoken } from '../../../lib/practice/message.ts'

/** What may be noticed about a message: the rules of advice, a soft refusal (R20), and what its words do (R10, R15, R21). */
export const marks = [
  'greeting',
  'clarify-first',
  'explain-the-link',
  'link-may-expire',
  'positive-phrasing',
  'long-paste',
  'another-patron',
  'asks',
  'asks-feedback',
  'asks-if-complete',
] as const
export type Mark = (typeof marks)[number]

/** A librarian's message and exactly what should be noticed about it; asking whether it is complete asks for feedback too. */
export interface Row extends Partial<Spoken> {
  readonly text: string
  readonly context?: Partial<Context>
  /** The other patrons whom the librarian serves: names and addresses. */
  readonly otherPatrons?: readonly string[]
  readonly marks?: readonly Mark[]
}
