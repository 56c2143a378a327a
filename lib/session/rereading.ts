import { isOver } from '../follow-up/state.ts'
import type { ClosedSession } from './state.ts'

const dayMs = 86_400_000

/**
 * Whether a librarian may read again what was said in a session that they served: for some days after its end, and as long as
 * they owe the patron an answer, or one that came by e-mail waits for their word. What they answered themselves counts from then.
 */
export function mayReread(
  { closedAt, followUp }: ClosedSession,
  librarian: string,
  { days, at }: { readonly days: number; readonly at: number },
): boolean {
  const isTheirs = followUp?.owner === librarian
  if (isTheirs && (!isOver(followUp) || (followUp.held ?? []).length > 0)) return true
  const ended = isTheirs ? Math.max(closedAt, followUp.endedAt ?? 0) : closedAt
  return at < ended + days * dayMs
}
