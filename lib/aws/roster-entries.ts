import type { Found, OnDuty } from '../desk/ports.ts'
import { isExpired } from './documents.ts'
import { waitsIn } from './roster-waits.ts'
import { openedAll } from './stored/open.ts'
import { onDuty } from './stored/roster.ts'

/**
 * The Roster table. Every librarian has an entry of their own (under the pool `librarian:<id>`) with their limit and the
 * sessions they hold, and one in every pool that they serve. The index `line` has the entries of a pool by `turn`, so finding
 * whose turn it is costs the same with one librarian on duty as with a thousand. A `turn` may be out of date. The librarian's
 * own entry decides, and readers of the line correct what they find (`roster-line.ts`).
 */

export type Item = Readonly<Record<string, unknown>>

/** The key of a librarian's own entry. */
export function ownKey(librarian: string) {
  return { pool: `librarian:${librarian}`, librarian }
}

/** The contents of a librarian's own entry. */
export function foundIn(item: Item | undefined): Found {
  if (!item || isExpired(item)) return { sessions: [], asleep: false, filedAsFull: false, idleSince: 0, heardAt: 0 }
  const sessions = item.sessions instanceof Set ? [...item.sessions] : []
  const isOnDuty = item.connection !== undefined && !isExpired({ expires: item.until })
  // A librarian whose entry cannot be read is not on duty. Coming on duty again overwrites the entry.
  const [duty] = isOnDuty ? openedAll(onDuty, [item], ({ librarian }) => librarian).map(dutyIn) : []
  return {
    sessions,
    asleep: item.asleep === true,
    filedAsFull: item.full === true,
    idleSince: Number(item.idle ?? 0),
    heardAt: Number(item.heard ?? 0),
    ...waitsIn(item),
    ...(duty && { duty }),
  }
}

function dutyIn({ librarian, name, library, pools, limit, connection, dutyLimit }: OnDuty): OnDuty {
  return { librarian, name, library, pools, limit, connection, dutyLimit }
}

/** A librarian's position in the line of a pool: those below their limit first, and among them the longest idle. */
export function turnOf({ duty, sessions, idleSince }: Pick<Found, 'duty' | 'sessions' | 'idleSince'>): string {
  const isFull = duty !== undefined && sessions.length >= duty.limit
  return `${isFull ? 'full' : 'below'}#${String(idleSince).padStart(15, '0')}`
}

export const isBelowLimit = (turn: string): boolean => turn.startsWith('below')
