import type { Push } from '../lib/protocol/frames-out.ts'

/** For whom a patron waits, as far as the pools say (R6). */
export function waitingFor(pools: readonly string[]): string {
  if (pools.includes('cooperative')) return 'Every librarian of the cooperative who is there can see your question now.'
  if (pools.some(pool => pool.startsWith('group:')))
    return 'The librarians of your library and its neighbours can see your question now.'
  return 'Your question is with the librarians of your library; whoever is free first will join you here.'
}

/** What a patron reads who need not wait any longer (R6). */
export const addressOffer =
  'It may take a while. Type your e-mail address, and your library will write to you instead; or just go on waiting.'

/** The last words of a conversation: the library's goodbye (R23), and what is still to come (R22). */
export function goodbyeWords({
  goodbye,
  followUp,
}: Pick<Extract<Push, { type: 'ended' }>, 'goodbye' | 'followUp'>): string {
  const last = followUp?.notice ?? (goodbye ? undefined : 'Thank you for asking!')
  return ['The conversation has ended.', goodbye, last].filter(words => words !== undefined).join(' ')
}

/** The address, where a line is one and nothing else. */
export function addressIn(line: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(line) ? line : undefined
}
