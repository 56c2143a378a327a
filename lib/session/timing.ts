import type { Session } from './state.ts'

/** How long things may take at one library, in ms. The consortium sets them, a library may set its own. */
export interface Timing {
  /** A librarian is warned this long after the last message that the patron got from them (R16). */
  readonly silenceWarning: number
  /** A breach is recorded this long after it, and again every time as long passes once more (R16). */
  readonly silenceLimit: number
  /** A session in which nobody said anything for this long ends without a code (R24). */
  readonly idleLimit: number
  /** A patron whom nobody picked up for this long is not kept waiting any longer (R6). */
  readonly waitLimit: number
}

export const defaultTiming: Timing = {
  silenceWarning: 150_000,
  silenceLimit: 180_000,
  idleLimit: 900_000,
  waitLimit: 1_800_000,
}

/**
 * When the session has to be looked at next (ms since 1970), or nothing once it is closed. The clock is not woken by what
 * happens meanwhile, so it sleeps no longer than until the earliest thing that could be due by then: a patron picked up in
 * the very next moment is owed a warning `silenceWarning` later.
 */
export function nextDue(session: Session, timing: Timing, now: number): number | undefined {
  switch (session.status) {
    case 'waiting':
      return Math.min(session.askedAt + timing.waitLimit, now + timing.silenceWarning)
    case 'active': {
      const { since, warned, breaches } = session.silence
      const silence = warned ? since + (breaches + 1) * timing.silenceLimit : since + timing.silenceWarning
      return Math.min(silence, now + timing.silenceWarning, session.lastMessageAt + timing.idleLimit)
    }
    case 'closed':
      return undefined
  }
}

/** When a session that begins now has to be looked at first. */
export function firstDue(timing: Timing, now: number): number {
  return now + Math.min(timing.waitLimit, timing.silenceWarning)
}

/** The date (YYYY-MM-DD) in a time zone (IANA name) at a moment. */
export function dateIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
}
