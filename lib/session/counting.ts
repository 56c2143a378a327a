import type { Event } from './events.ts'
import type { ActiveSession, Session, WaitingSession } from './state.ts'
import type { Served, Tally } from './tally.ts'

/** Nothing has been counted yet. */
export const noTally: Tally = {}

/** The tally after one more event, given the session before it. */
export function tallyAfter(before: Session | undefined, event: Event): Tally {
  if (!before || before.status === 'closed') return noTally
  const { tally = noTally } = before
  const counted = before.status === 'waiting' ? whileWaiting(tally, before, event) : whileServed(tally, before, event)
  return withOverrides(counted, overriddenIn(event))
}

/** The first wait is known from the librarian who ended it, so it is counted only when they stop serving. */
function whileWaiting(tally: Tally, { askedAt, backAt = askedAt }: WaitingSession, event: Event): Tally {
  if (event.type !== 'PickedUp' && event.type !== 'Closed') return tally
  const isOutOfTurn = event.type === 'PickedUp' && event.outOfTurn !== undefined
  const isCounted = event.type === 'Closed' || tally.waits !== undefined
  return {
    ...tally,
    ...(isCounted && { waits: [...(tally.waits ?? []), Math.max(0, event.at - backAt)] }),
    ...(isOutOfTurn && { outOfTurn: true }),
  }
}

function whileServed(tally: Tally, before: ActiveSession, event: Event): Tally {
  switch (event.type) {
    case 'Said':
      return event.from.role === 'librarian' ? silentUntil(event.at, tally, before) : tally
    case 'SilenceBreached':
      return { ...tally, breaches: (tally.breaches ?? 0) + 1 }
    case 'LibrarianLeft':
      return event.librarian === before.librarian.id ? servedUntil(event.at, tally, before, [former(before)]) : tally
    case 'TransferAccepted':
    case 'Rescued':
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return servedUntil(event.at, tally, before, [former(before)])
    case 'Closed':
      return servedUntil(event.at, tally, before)
    default:
      return tally
  }
}

function former({ librarian: { id, library } }: ActiveSession): Served {
  return { librarian: id, library }
}

function silentUntil(at: number, tally: Tally, { silence: { since } }: ActiveSession): Tally {
  return at - since > (tally.silence ?? 0) ? { ...tally, silence: at - since } : tally
}

/** A librarian stops serving: what is known only from them is counted. */
function servedUntil(at: number, tally: Tally, before: ActiveSession, served: Tally['earlier'] = []): Tally {
  const { askedAt, librarian } = before
  const waits = tally.waits ?? [Math.max(0, librarian.pickedUpAt - askedAt)]
  const [firstWait = 0] = waits
  const firstReply = tally.firstReply ?? (librarian.greetedAt && Math.max(0, librarian.greetedAt - askedAt - firstWait))
  const earlier = [...(tally.earlier ?? []), ...served]
  return {
    ...silentUntil(at, tally, before),
    waits,
    ...(firstReply !== undefined && { firstReply }),
    ...(earlier.length > 0 && { earlier }),
  }
}

/** The soft refusals that a librarian overrode. What patrons insist on is not counted. */
function overriddenIn(event: Event): readonly string[] {
  switch (event.type) {
    case 'Said':
    case 'Closed':
      return event.despite ?? []
    case 'ContactVerified':
      return event.by === 'librarian' ? (event.despite ?? []) : []
    default:
      return []
  }
}

function withOverrides(tally: Tally, despite: readonly string[]): Tally {
  const known = tally.overrides ?? []
  const added = [...new Set(despite)].filter(code => !known.includes(code))
  return added.length > 0 ? { ...tally, overrides: [...known, ...added] } : tally
}
