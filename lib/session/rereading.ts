import { isOver } from '../follow-up/state.ts'
import type { ClosedSession } from './state.ts'

const dayMs = 86_400_000

/**
 * Whether a librarian may reread a session that they served. They may for some days after its end, while they owe the patron an
 * answer, and while an answer that came by email waits for their confirmation. If they answered themselves, the days count from
 * their answer.
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
