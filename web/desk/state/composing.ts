import type { Say } from './shift.ts'

/** What somebody writes: for the patron, in three kinds, or for staff. */
export const kinds = ['text', 'resource', 'statement', 'note'] as const

export type Kind = (typeof kinds)[number]

/** What the composer on the screen is asked for: a kind, the list of scripts, or words that go back into it. */
type Asked = Kind | 'scripts' | { readonly words: Say }

const composers = new Set<(asked: Asked) => void>()

/** Asks the composer that is on the screen. */
export function ask(asked: Asked): void {
  for (const composer of composers) composer(asked)
}

export function onAsked(composer: (asked: Asked) => void): () => void {
  composers.add(composer)
  return () => void composers.delete(composer)
}
