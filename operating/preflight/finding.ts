import type { Consortium } from '../../lib/consortium/consortium.ts'
import type { Answer } from './account.ts'

/** Something about an account: it stops the deployment, it hurts the desk, or it is good to know. */
export interface Finding {
  readonly weight: 'stops' | 'hurts' | 'note'
  readonly sentence: string
}

/** What is to be deployed where. */
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

/** What to say where a person may not ask; nothing is found out then. */
export function ifKnown<T>(
  answer: Answer<T>,
  what: string,
  say: (value: T | undefined) => readonly Finding[],
): readonly Finding[] {
  if ('denied' in answer) return [note(`You may not see ${what}, so nothing is known of it: ${answer.denied}`)]
  return say('value' in answer ? answer.value : undefined)
}
