import type { Refusal } from './refusals.ts'

/** The outcome of a command: events (none, if there is nothing to do), or a refusal. */
export type Decision<Event> = { readonly events: readonly Event[] } | { readonly refusal: Refusal }

/** There is nothing to do. */
export const nothing = { events: [] } as const satisfies Decision<never>
