import type { Event } from '../session/events.ts'
import type { Sender } from '../session/state.ts'
import type { Refusal } from './refusals.ts'

/**
 * What follows from a command: events (none, if there is nothing to do), a refusal, or the news that this very counter was
 * used before, so that whoever holds the log answers as it was answered then (R36).
 */
export type Decision =
  | { readonly events: readonly Event[] }
  | { readonly refusal: Refusal }
  | { readonly repeated: { readonly sender: Sender; readonly n: number; readonly text: string } }

export const nothing: Decision = { events: [] }
