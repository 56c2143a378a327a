import { beginning } from './companions.ts'
import type { Event } from './events.ts'
import type { Session } from './state.ts'

/**
 * What is performed after a step is written. It may be lost or done twice: each is harmless to repeat, and the session's
 * clock repeats those that nobody would miss otherwise.
 */
export type Effect = Tell | Alert | Withdraw | StartFollowUp

/** One side of the session hears of an event, if they are there. */
export interface Tell {
  readonly type: 'Tell'
  readonly side: Side
  readonly event: Event
}

export type Side = 'patron' | 'librarian'

/** Everyone on duty in these pools hears that a patron waits, and what they ask (R4). */
export interface Alert {
  readonly type: 'Alert'
  readonly pools: readonly string[]
  readonly question: string
}

/** … and that this patron waits no longer (R4). */
export interface Withdraw {
  readonly type: 'Withdraw'
  readonly pools: readonly string[]
}

export interface StartFollowUp {
  readonly type: 'StartFollowUp'
}

/** What an event sets off, given the session after it. Whoever acted is answered by the acknowledgement, not from here. */
export function effects(before: Session | undefined, event: Event, after: Session): readonly Effect[] {
  const { pools } = after
  switch (event.type) {
    case 'Asked':
      return [{ type: 'Alert', pools, question: beginning(event.question) }]
    case 'PickedUp':
      return [tell('patron', event), { type: 'Withdraw', pools }]
    case 'Said':
      return [tell(event.from.role === 'patron' ? 'librarian' : 'patron', event)]
    case 'PatronCame':
    case 'PatronWentAway':
    case 'PatronLeft':
      return [tell('librarian', event)]
    case 'LibrarianCame':
    case 'LibrarianWentAway':
    case 'ContactAsked':
      return [tell('patron', event)]
    case 'ContactVerified':
      return event.by === 'patron' ? [tell('librarian', event)] : []
    case 'SilenceWarned':
    case 'SilenceBreached':
      return [tell('librarian', event)]
    case 'Closed':
      return [
        tell('patron', event),
        ...(event.by === undefined ? [tell('librarian', event)] : []),
        ...(before?.status === 'waiting' ? [{ type: 'Withdraw', pools } as const] : []),
        ...(event.followUp ? [{ type: 'StartFollowUp' } as const] : []),
      ]
    case 'Noted':
    case 'FollowUpMailed':
      return []
  }
}

function tell(side: Side, event: Event): Tell {
  return { type: 'Tell', side, event }
}
