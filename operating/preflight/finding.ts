import type { Consortium } from '../../lib/consortium/consortium.ts'
import type { Answer } from './account.ts'

/** A fact about an account that stops the deployment, harms the desk, or is good to know. */
export interface Finding {
  readonly weight: 'stops' | 'hurts' | 'note'
  readonly sentence: string
}

/** The planned deployment and its target. */
export interface Wanted {
  readonly consortium: Consortium
  readonly stack: string
  readonly region: string
  readonly release: string
  /** Every type of resource in the template. */
  readonly resourceTypes: readonly string[]
}

export const stops = (sentence: string): Finding => ({ weight: 'stops', sentence })
export const hurts = (sentence: string): Finding => ({ weight: 'hurts', sentence })
export const note = (sentence: string): Finding => ({ weight: 'note', sentence })

/** The text for a query that the person may not make, so its result is unknown. */
export function ifKnown<T>(
  answer: Answer<T>,
  what: string,
  say: (value: T | undefined) => readonly Finding[],
): readonly Finding[] {
  if ('denied' in answer) return [note(`You may not see ${what}, so nothing is known of it: ${answer.denied}`)]
  return say('value' in answer ? answer.value : undefined)
}
