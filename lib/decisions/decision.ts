import type { Refusal } from './refusals.ts'

/** The outcome of a command: events, or a refusal. Without anything to do there are no events. */
export type Decision<Event> = { readonly events: readonly Event[] } | { readonly refusal: Refusal }

/** There is nothing to do. */
export const nothing = { events: [] } as const satisfies Decision<never>
